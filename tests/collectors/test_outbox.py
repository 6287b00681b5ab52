"""What crosses depends on the journal alone: asked again, asked late or asked in pieces, it is the same."""

import json

import pytest

from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Erase, PutIdentities, PutWaves
from collectors.outbox import Outbox
from collectors.rows import IdentityRow, WaveRow
from schemas.journal import Mark, Person, Retracted, Stated
from schemas.profile import BASE, PULSE_ITEMS

LMS = "https://lms.klv.example"


def account(name):
    return {"objectType": "Agent", "account": {"homePage": LMS, "name": name}}


def pieces(ledger, size):
    outbox, found, at = Outbox(open_reader(ledger.folder)), [], 0
    while records := outbox.records(at, size):
        found += records[:-1]
        at = records[-1].position
    return found


def everything(ledger):
    return [r for r in ledger.records() if not isinstance(r, Mark)]


def now_true(records):
    """(id, person) of what was stated and not retracted since."""
    held = set()
    for record in records:
        if isinstance(record, Stated):
            held.add((record.statement["id"], record.person))
        elif isinstance(record, Retracted):
            held.discard((record.id, record.person))
    return held


@pytest.fixture
def moved(ledger, course, void):
    """Linked, voided, linked again to another, in every order."""
    ledger.unit("KLV-A")
    for person in ("p1", "p2"):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    first, second, third, fourth = (course() for _ in range(4))
    ledger.accept(first, void(fourth["id"]))
    ledger.identity("p1", "4711")
    ledger.accept(second, void(first["id"]))
    ledger.identity("p2", "4711")
    ledger.accept(third, fourth, void(second["id"]))
    ledger.identity("p1", "4711")
    return ledger


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pieces_of_any_size_give_the_same(moved, size):
    assert pieces(moved, size) == everything(moved)


def test_voided_and_linked_again_holds_no_more(moved):
    person = next(r.person for r in everything(moved) if isinstance(r, Person))
    completed = {
        (r.statement["id"], r.person)
        for r in everything(moved)
        if isinstance(r, Stated) and r.statement["verb"]["id"].endswith("completed")
    }
    held = now_true(everything(moved)) & completed
    assert [p for _, p in held] == [person]


def test_as_many_statements_hold_as_something_is_said_by(moved):
    """Neither those that are voided nor those that void: else a release would be stopped by the first of them."""
    outbox = Outbox(open_reader(moved.folder))
    assert outbox.live(outbox.position()) == len({statement for statement, _ in now_true(everything(moved))})


def test_asked_again_after_a_failure_it_says_the_same(moved):
    outbox = Outbox(open_reader(moved.folder))
    for after in range(15):
        outbox.records(after, 10_000)
        fresh = Outbox(open_reader(moved.folder))
        assert outbox.records(after, 10_000) == fresh.records(after, 10_000)


def test_two_identifiers_of_one_person_are_one_part(ledger, course):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.accept(course("a", object=account("b")))
    assert len(now_true(everything(ledger))) == 2
    ledger.identity("p1", "a")
    ledger.identity("p1", "b")
    assert len(now_true(everything(ledger))) == 1
    ledger.identity("p1", "b", valid_from="2026-06-01")
    assert len(now_true(everything(ledger))) == 2


def mentoring(records):
    """Person → role in what holds of `mentored`, said as a session."""
    roles, held = {}, now_true(records)
    for record in records:
        if isinstance(record, Stated) and (record.statement["id"], record.person) in held:
            assert record.statement["object"]["definition"]["type"].endswith("/mentoring-session")
            roles[record.person] = record.statement["context"]["extensions"][f"{BASE}/ext/role"]
    return roles


def mentored(course, actor, *mentees):
    group = {"objectType": "Group", "member": [account(name) for name in mentees]}
    verb = {"id": "http://id.tincanapi.com/verb/mentored"}
    return course(actor, verb=verb, object=group if len(mentees) > 1 else account(*mentees))


def test_who_mentored_whom_crosses_as_one_session_of_each(ledger, course):
    ledger.accept(mentored(course, "a", "b", "c"))
    stated = [r for r in everything(ledger) if isinstance(r, Stated)]
    assert sorted(mentoring(stated).values()) == ["mentee", "mentee", "mentor"]
    assert len({r.statement["object"]["id"] for r in stated}) == 1


def test_a_mentee_who_turns_out_to_be_the_mentor_too_is_one_mentor(ledger, course):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.identity("p1", "b")
    ledger.accept(mentored(course, "a", "b"))
    ledger.identity("p1", "a")
    assert list(mentoring(everything(ledger)).values()) == ["mentor"]
    assert everything(ledger) == pieces(ledger, 1)


def test_of_an_erased_mentee_nothing_crosses_and_the_others_keep_their_parts(ledger, course):
    ledger.unit("KLV-A")
    for person, name in (("p1", "a"), ("p2", "b"), ("p3", "c")):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
        ledger.identity(person, name)
    ledger.accept(mentored(course, "a", "b", "c"))
    before = mentoring(everything(ledger))
    ledger.writer.do(Erase(person="KLV/p2"))
    after = mentoring(everything(ledger))
    assert sorted(after.values()) == ["mentee", "mentor"]
    assert after.items() < before.items()
    modes = {r.statement["context"]["extensions"][f"{BASE}/ext/session-mode"] for r in everything(ledger)[-2:]}
    assert modes == {"group"}


def test_a_voiding_statement_retracts_and_says_nothing_itself(ledger, course, void):
    first, second = course(), course()
    ledger.accept(first, void(first["id"]), void(second["id"]), second)
    assert now_true(everything(ledger)) == set()
    assert sum(isinstance(r, Stated) for r in everything(ledger)) == 2


def test_days_that_nobody_holds_any_more_are_somebodys_again(ledger, course):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.identity("p1", "4711")
    ledger.accept(course())
    (before,) = now_true(everything(ledger))
    row = IdentityRow(
        agency_id="KLV", person_id="p1", kind="account", value="4711", home_page=LMS, valid_from="2026-04-01"
    )
    ledger.writer.do(PutIdentities(rows=[row]))
    (after,) = now_true(everything(ledger))
    assert after[1] not in (None, before[1])


def test_a_wave_told_after_its_answer_changes_nothing_later(ledger, course):
    answer = course(
        actor={"account": {"homePage": "https://pulse.lc.example/klv/w1", "name": "r1"}},
        verb={"id": "http://adlnet.gov/expapi/verbs/answered"},
        context={"contextActivities": {"grouping": [{"id": "https://lc.example/klv/pulse/w1/batch/KLV-A"}]}},
    )
    answer["object"] = {
        "id": next(iter(PULSE_ITEMS)),
        "definition": {"type": "http://adlnet.gov/expapi/activities/cmi.interaction"},
    }
    ledger.accept(answer)
    live, at = Outbox(open_reader(ledger.folder)), 0
    seen = live.records(at)
    ledger.writer.do(PutWaves(rows=[WaveRow(wave="w1", agency_id="KLV", unit="KLV-A", invited=9, opened="2026-03-01")]))
    ledger.accept(answer | {"id": "6b616e61-7269-4616-8c69-6e7475000000"})
    seen += live.records(seen[-1].position)
    assert [r for r in seen if not isinstance(r, Mark)] == everything(ledger)
    assert len({json.dumps(r.statement["actor"]) for r in seen if isinstance(r, Stated)}) == 2
