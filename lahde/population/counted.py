"""What HR counts from the agency's own rows when it reviews a goal: how many took part in something at least once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lahde.population.calendar import first_day, last_day, month_of
from lahde.population.courses import Completion
from lahde.population.goals import WINDOWS
from lahde.population.people import Person, Staff
from lahde.population.table import Table, Value

_ANY, _MENTORING, _CRAFTING, _STORIES = "LC01", "LC02a", "LC10", "LC13a"

Taken = dict[str, dict[int, set[str]]]
"""Indicator → month → who took part."""


@dataclass(frozen=True)
class Counting:
    of: Staff
    taken: Taken

    def share(self, indicator: str, month: int) -> float:
        """Of those assigned on at least half of the window's days."""
        months = range(month - WINDOWS[indicator] + 1, month + 1)
        here = {person.id for person in self.of.people if _counts(person, first_day(months[0]), last_day(month))}
        return len(here & set().union(*(self.taken[indicator][m] for m in months))) / len(here)


def _counts(person: Person, start: date, end: date) -> bool:
    days = (min(end, person.ended) - max(start, person.started)).days + 1
    return 2 * days >= (end - start).days + 1


def counting(of: Staff, tables: Iterable[Table], completions: Iterable[Completion]) -> Counting:
    """From clean tables."""
    taken: Taken = {indicator: defaultdict(set) for indicator in WINDOWS}
    for table in tables:
        for row in table.rows if table.name in ("sessions.csv", "moments.csv", "events.csv") else ():
            cells = dict(zip(table.columns, row, strict=True))
            month, person = month_of(_day(cells[table.when])), str(cells["person_id"])
            for indicator in _of_row(table.name, cells):
                taken[indicator][month].add(person)
    for done in completions:
        if not done.course.mandatory:
            taken[_ANY][month_of(done.when)].add(done.person.id)
    return Counting(of, taken)


def _day(value: Value) -> date:
    assert isinstance(value, date)  # noqa: S101 (clean rows are dated)
    return value


def _of_row(name: str, cells: dict[str, Value]) -> list[str]:
    if name == "sessions.csv":
        return [_ANY, _MENTORING] if cells["status"] == "held" else []
    if name == "moments.csv":
        return [_ANY, _CRAFTING] if cells["kind"] == "job-crafting" else [_ANY]
    return [_ANY, _STORIES] if cells["kind"] == "story_circle" else [_ANY]
