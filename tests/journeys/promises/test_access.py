"""Promise 6: everyone sees and can download all data about themselves: export, warehouse and journal count the same."""

import random

import duckdb
import pytest

from collectors.person_file import everything
from schemas.journal import Erased, Retracted, Stated

STOOD_FOR = ("actor", "object", "member", "team")
"""The parts that cross the boundary; who is only mentioned is told of it, and nothing of them crosses."""


def exported(town, agency, person_id):
    """Statements that hold and say something of the person, as /me/data.json has them."""
    kept = everything(town.ledger, agency, person_id, town.settings.home_page(agency)).statements
    return sum(s.state == "holds" and s.your_part in STOOD_FOR for s in kept)


def crossed(town):
    """Pseudonym → the reduced statements that hold, by the journal alone."""
    standing = {}
    for record in town.records:
        match record:
            case Stated(person=str() as person):
                standing.setdefault(person, set()).add(record.statement["id"])
            case Retracted(person=str() as person):
                standing.get(person, set()).discard(record.id)
            case Erased():
                standing.pop(record.person, None)
    return standing


def in_warehouse(con, pseudonym):
    """Rows made of them, also those that no template covers."""
    rows = "SELECT count(*) FROM {} WHERE person_key = ?"
    tables = ("participation", "set_aside")
    return sum(con.execute(rows.format(table), [pseudonym]).fetchall()[0][0] for table in tables)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_export_warehouse_and_journal_count_the_same(town, seed):
    people = town.ledger.execute(
        "select agency, person_id, pseudonym from person where person_id is not null order by 1, 2"
    ).fetchall()
    by_journal = crossed(town)
    compared = 0
    with duckdb.connect(str(town.warehouse), read_only=True) as con:
        for agency, person_id, pseudonym in random.Random(seed).sample(people, 15):
            journal = len(by_journal.get(pseudonym, ()))
            assert exported(town, agency, person_id) == in_warehouse(con, pseudonym) == journal, seed
            compared += journal
    assert compared > 100
