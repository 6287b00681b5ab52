"""What real systems add: things sent twice or late, people nobody knows, faults, and IRIs under other names."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from heapq import heappop, heappush
from random import Random
from typing import Any, TypeVar

from lahde.population.calendar import month_of
from lahde.population.courses import COMPLETED, COURSE, Statement
from lahde.population.draws import stream
from lahde.population.table import Row, Table, instant

_TWICE, _LATE, _VERY_LATE, _UNKNOWN, _MALFORMED, _ALIAS = 0.01, 0.03, 0.003, 0.005, 0.001, 0.05
_FAULTS = {
    "sessions.csv": ("start", "31.2.2026"),
    "moments.csv": ("date", "31.2.2026"),
    "reflections.csv": ("date", "31.2.2026"),
    "courses.csv": ("completed_at", "31.2.2026"),
    "events.csv": ("date", "31.2.2026"),
    "pulse.csv": ("value", "?"),
}
"""The column and the text that stands there; only these files get dirty."""
NO_SUCH_TIME = "2026-02-30T10:00:00Z"
_COMPLETED_ELSEWHERE = "https://adlnet.gov/expapi/verbs/completed"
_OLDER_COURSE = "http://id.tincanapi.com/activitytype/lms/course"

Item = TypeVar("Item")


def table(seed: int, agency: str, clean: Table) -> Table:
    """The table as it arrives: in the order of arrival, not of what happened."""
    if clean.name not in _FAULTS:
        return clean
    at = clean.column(clean.when)
    dated = ((date.fromisoformat(instant(row[at])[:10]), row) for row in clean.rows)
    faulty = ((day, _row(rng, agency, clean, row)) for rng, day, row in _with_streams(dated, seed, agency, clean.name))
    return Table(clean.name, clean.columns, clean.when, list(_arrivals(faulty, seed, agency, clean.name)))


def statements(seed: int, agency: str, clean: Iterable[Statement]) -> Iterator[Statement]:
    dated = ((date.fromisoformat(statement["timestamp"][:10]), statement) for statement in clean)
    faulty = ((day, _statement(rng, statement)) for rng, day, statement in _with_streams(dated, seed, agency, "lms"))
    return _arrivals(faulty, seed, agency, "lms")


def _with_streams(
    dated: Iterable[tuple[date, Item]], seed: int, agency: str, name: str
) -> Iterator[tuple[Random, date, Item]]:
    """A stream for each month, so that fewer months do not change the dirt of the rest."""
    of_month = cache(lambda month: stream(seed, agency, "dirt", name, month))
    for day, item in dated:
        yield of_month(month_of(day)), day, item


def _row(rng: Random, agency: str, of: Table, row: Row) -> Row:
    draw = rng.random()
    if draw < _MALFORMED:
        column, text = _FAULTS[of.name]
        return _replaced(row, of.column(column), text)
    if draw < _MALFORMED + _UNKNOWN and "person_id" in of.columns:
        return _replaced(row, of.column("person_id"), f"{agency.lower()}-{_nobody(rng)}")
    return row


def _nobody(rng: Random) -> str:
    """Longer than any number given to a person."""
    return str(rng.randrange(10**8, 10**9))


def _replaced(row: Row, at: int, text: str) -> Row:
    return (*row[:at], text, *row[at + 1 :])


def _statement(rng: Random, statement: Statement) -> Statement:
    draw = rng.random()
    if draw < _MALFORMED:
        return statement | {"timestamp": NO_SUCH_TIME}
    if draw < _MALFORMED + _UNKNOWN:
        actor: dict[str, Any] = statement["actor"]
        return statement | {"actor": actor | {"account": actor["account"] | {"name": _nobody(rng)}}}
    if draw < _MALFORMED + _UNKNOWN + _ALIAS:
        return _under_another_name(rng, statement)
    return statement


def _under_another_name(rng: Random, statement: Statement) -> Statement:
    verb, activity = statement["verb"], statement["object"]
    if verb["id"] == COMPLETED and rng.random() < 0.5:
        return statement | {"verb": verb | {"id": _COMPLETED_ELSEWHERE}}
    if activity["definition"]["type"] == COURSE:
        definition = activity["definition"] | {"type": _OLDER_COURSE}
        return statement | {"object": activity | {"definition": definition}}
    return statement


def _arrivals(dated: Iterable[tuple[date, Item]], seed: int, agency: str, name: str) -> Iterator[Item]:
    """Most arrive the same day; some later; some once more."""
    waiting: list[tuple[int, int, Item]] = []
    number = 0
    for rng, day, item in _with_streams(dated, seed, agency, f"{name}/arrivals"):
        today = day.toordinal()
        while waiting and waiting[0][0] < today:
            yield heappop(waiting)[2]
        for delay in _delays(rng):
            number += 1
            heappush(waiting, (today + delay, number, item))
    while waiting:
        yield heappop(waiting)[2]


def _delays(rng: Random) -> list[int]:
    """In days, one for each time it arrives."""
    draw = rng.random()
    first = 0
    if draw < _VERY_LATE:
        first = rng.randrange(61, 120)
    elif draw < _LATE:
        first = rng.randrange(8, 61)
    return [first, first + rng.randrange(0, 30)] if rng.random() < _TWICE else [first]
