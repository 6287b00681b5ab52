"""Statements about statements are linked over all steps, whichever came first, and unlinked when one goes."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collectors.ledger.sqlite import FILE, open_reader
from collectors.ledger.work import Expire
from collectors.ledger.writer import Writer


def about(course, target):
    return course(object={"objectType": "StatementRef", "id": str(target)})


def links(ledger):
    """(statement, the other) by their ids."""
    sql = (
        """select s.id, t.id from reference r join statement s on s.seq = r.seq join statement t on t.seq = r.target"""
    )
    return {(str(uuid.UUID(bytes=a)), str(uuid.UUID(bytes=b))) for a, b in open_reader(ledger.folder).execute(sql)}


def steps(targets: dict[str, str], start: str) -> Iterator[str]:
    """Where one comes to from here, told plainly."""
    seen: set[str] = set()
    while (here := targets.get(start)) in targets and here not in seen:
        seen.add(here)
        yield here
        start = here


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 6), min_size=7, max_size=7), st.permutations(range(7)))
def test_links_are_the_same_in_every_order(ledger, course, targets, order):
    ids = [str(uuid.uuid4()) for _ in range(7)]
    told = {ids[i]: ids[target] for i, target in enumerate(targets) if target != i}
    for i in order:
        ledger.accept((about(course, told[ids[i]]) if ids[i] in told else course()) | {"id": ids[i]})
    everywhere = told | {one: "" for one in ids if one not in told}
    expected = {(one, other) for one in ids for other in steps(everywhere, one)}
    assert {pair for pair in links(ledger) if pair[0] in ids} == expected


def test_what_expires_is_linked_no_more(ledger, course):
    first = course()
    ledger.accept(first, about(course, first["id"]))
    assert len(links(ledger)) == 1
    ledger.writer.do(Expire(seqs=[1], quarantine_before=0))
    assert open_reader(ledger.folder).execute("select count(*) from reference").fetchone() == (0,)


def test_terms_of_related_activities_go_with_the_last_statement_that_names_them(ledger, course):
    lamp = {"contextActivities": {"other": [{"id": "https://klv.example/lamp"}]}}
    ledger.accept(course(context=lamp), course(context=lamp))
    count = "select count(*) from term where text = 'https://klv.example/lamp'"
    for seq, left in ((1, 1), (2, 0)):
        ledger.writer.do(Expire(seqs=[seq], quarantine_before=0))
        assert open_reader(ledger.folder).execute(count).fetchone() == (left,)


@pytest.mark.parametrize("case", [str.upper, str.lower])
def test_an_id_is_one_in_either_case(ledger, course, case):
    first = course()
    ledger.accept(about(course, case(first["id"])), first)
    assert len(links(ledger)) == 1


def test_a_ledger_of_before_is_caught_up_when_it_is_opened(ledger, course):
    first = course(context={"contextActivities": {"parent": {"id": "https://klv.example/lamp"}}})
    second = about(course, first["id"])
    ledger.accept(first, second, about(course, second["id"]))
    ledger.writer.close()
    told = {
        "related": "select * from related",
        "reference": "select * from reference",
        "given": "select given from statement",
    }
    with closing(sqlite3.connect(ledger.folder / FILE)) as file, file:
        before = {name: file.execute(sql).fetchall() for name, sql in told.items()}
        for sql in ("delete from related", "delete from reference", "delete from meta where name = 'related'"):
            file.execute(sql)
        file.execute("update statement set given = given & ~64")
    ledger.writer = Writer(ledger.folder)
    reader = open_reader(ledger.folder)
    assert {name: reader.execute(sql).fetchall() for name, sql in told.items()} == before
    assert (len(before["related"]), len(before["reference"])) == (1, 3)
