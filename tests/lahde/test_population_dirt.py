"""What was done to the rows on their way is what the collectors say of them, no more and no less."""

from collections import Counter

import pytest

from collectors.ledger.sqlite import open_reader
from lahde.connection import connect
from lahde.demo_feed import Feed, Taken
from lahde.population import generate
from lahde.population.dirt import CHANGED
from lahde.population.faults import FUTURE, MALFORMED, UNKNOWN
from lahde.settings import load

REFUSED = (MALFORMED, FUTURE, CHANGED)
AS_CSV = [
    (agency, name)
    for agency in ("KLV", "MH", "SKV", "KLL", "RTT")
    for name in ("moments.csv", "reflections.csv", "events.csv", "courses.csv", "pulse.csv", "lms.ndjson")
    if (name == "courses.csv") == (agency == "RTT") or name not in ("courses.csv", "lms.ndjson")
    if (agency, name) not in (("MH", "moments.csv"), ("SKV", "pulse.csv"))
]
"""Tables whose rows become a statement each, and that are set aside for no other reason."""


@pytest.fixture(scope="module")
def population():
    return generate(700, 5, 4)


@pytest.fixture(scope="module")
def sent(population, tmp_path_factory):
    """(agency, file) → what came of it, and a reading connection to the ledger."""
    folder = tmp_path_factory.mktemp("sent")
    settings = load(data=str(folder / "data"))
    settings.folder.mkdir()
    with connect(settings, begin=True) as connection:
        feed = Feed(settings, connection, population, instead_of_http="statements")
        feed.declare()
        came = {}
        for file in population.write(folder / "files"):
            feed.taken = {}
            for _ in range(file.delivery.times):
                feed.hand_over(file)
            came[file.agency, file.path.name] = next(iter(feed.taken.values()))
        yield came, open_reader(settings.folder)


def tables(population, agency):
    return {table.name: table for table in population.tables(agency)}


@pytest.mark.parametrize(("agency", "name"), AS_CSV)
def test_what_is_refused_and_what_is_new_is_what_was_tallied(population, sent, agency, name):
    tally = population.tallies(agency)[name]
    done = came_of(sent, agency, name)
    refused = sum(tally[fault] for fault in REFUSED if (fault, name) != (FUTURE, "lms.ndjson"))
    assert done.aside == refused
    if name == "lms.ndjson":
        statements = list(population.lms(agency))
        distinct = {s["id"] for s in statements if s["timestamp"][5:10] != "02-30"}
        assert done.added == len(distinct)
    else:
        table = tables(population, agency)[name]
        batches = {row[:2] for row in table.rows} if name == "pulse.csv" else ()
        assert done.added == len(set(table.rows)) - distinct_refused(table, tally) + len(batches)


def came_of(sent, agency, name) -> Taken:
    came, _ = sent
    return came.get((agency, name)) or came[agency, name.replace(".csv", ".xlsx")]


def distinct_refused(table, tally) -> int:
    """Rows that were sent twice are one."""
    at = table.column(table.when)
    ahead = {row for row in table.rows if str(row[at]) > "2036"}
    broken = {row for row in table.rows if any(cell in ("?", "29.2.2026", "31.11.2026") for cell in row)}
    return len(ahead | broken) + tally[CHANGED]


def test_a_form_knows_people_by_addresses_so_strangers_are_set_aside(population, sent):
    came, _ = sent
    tally = population.tallies("MH")["moments.csv"]
    aside = sum(came["MH", f"moments-form-{n}.xlsx"].aside for n in (1, 2))
    least = tally[UNKNOWN] + sum(tally[fault] for fault in REFUSED)
    assert least <= aside <= least + tally["without unit"]


def test_people_nobody_knows_are_counted(population, sent):
    _, ledger = sent
    found = Counter(
        dict(
            ledger.execute(
                """select c.name, count(*) from person p join source c on c.id = p.source
                   where p.person_id is null group by 1"""
            )
        )
    )
    for agency in population.staff:
        strangers = {
            row[table.column("person_id")]
            for table in population.tables(agency)
            if "person_id" in table.columns and (agency, table.name) != ("MH", "moments.csv")
            for row in table.rows
            if len(str(row[table.column("person_id")]).partition("-")[2]) > 7
        }
        assert found[f"{agency.lower()}-hr"] == len(strangers)


def test_a_file_delivered_twice_adds_nothing(population, sent):
    came, _ = sent
    once = came["KLL", "sessions.csv"]
    assert once.files == 2
    assert once.known >= once.added > 0


def test_every_fault_occurs(population):
    whole = sum((tally for agency in population.staff for tally in population.tallies(agency).values()), Counter())
    assert all(whole[fault] for fault in (*REFUSED, UNKNOWN, "without unit", "alias", "twice", "late", "very late"))
