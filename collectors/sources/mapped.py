"""A source's own file, read by its mapping: each row becomes the records its kind would meet in a file of ours."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from collectors.identity import HELSINKI
from collectors.keyed import keyed
from collectors.quarantine import Quarantined, Unstated
from collectors.sources import values
from collectors.sources.headers import Columns, plain
from collectors.sources.mapping import MBOX, Each, Recipe, columns
from collectors.sources.record import Record
from collectors.sources.table import Table, grid
from collectors.sources.teams import Report
from collectors.sources.values import Unreadable

UNKNOWN = "an address by which nobody of the agency is known; add it to identities.csv"
WHEN = ("date", "start", "completed_at")
"""The fields that tell the day on which an address stood for somebody."""

Person = Callable[[str, str], str | None]
"""(address, day) → person id"""
Cells = dict[str, str]
Read = Record | Quarantined | Unstated


class Mapped:
    """An opened file whose header the mapping understands; else FileRefused."""

    def __init__(
        self, file: BinaryIO | Path, name: str | None, of: Columns, recipe: Recipe, *, key: bytes, person: Person
    ) -> None:
        shown = name or (file.name if isinstance(file, Path) else recipe.kind)
        wanted = columns(recipe, of, shown)
        self._table = Table(file, recipe.kind, wanted, name, Report if recipe.layout == "teams" else grid)
        self.header = self._table.header
        self.total = self._table.total
        self._fields = frozenset(of.known)
        self._recipe = recipe
        self._key = key
        self._person = person

    def done(self) -> int:
        return self._table.done()

    def close(self) -> None:
        self._table.close()

    def records(self) -> Iterator[Read]:
        for record in self._table.records():
            if isinstance(record, Quarantined):
                yield record
            else:
                yield from self._records(record)

    def _records(self, record: Record) -> Iterator[Read]:
        cells = self._recipe.constants | dict(record.cells)
        for one in self._recipe.each or (Each(),):
            if one.take.keys() and not any(column in cells for column in one.take.values()):
                continue
            taken = {field: cells[column] for field, column in one.take.items() if column in cells}
            for part in self._split(cells | one.set | taken):
                yield self._record(record, part)

    def _split(self, cells: Cells) -> list[Cells]:
        field = self._recipe.split
        if field is None or field not in cells:
            return [cells]
        return [cells | {field: part.strip()} for part in cells[field].split(";") if part.strip()]

    def _record(self, record: Record, cells: Cells) -> Read:
        recipe = self._recipe
        cells |= recipe.given
        for field, words in recipe.words.items():
            if field in cells:
                cells[field] = words.get(plain(cells[field]), cells[field])
        for field, parts in recipe.join.items():
            if all(part in cells for part in parts):
                cells[field] = " ".join(cells[part] for part in parts)
        cells |= recipe.given  # also in the place of what was joined
        for field in recipe.hashed:
            if field in cells:
                cells[field] = keyed(self._key, "hashed", field, cells[field])
        if passed := self._passed_over(record, cells):
            return passed
        if MBOX in cells:
            person = self._person(cells[MBOX].removeprefix("mailto:"), _day(cells))
            if person is None:
                return Quarantined(record.row, MBOX, UNKNOWN)
            cells["person_id"] = person
        kept = {field: cell for field, cell in cells.items() if field in self._fields}
        return Record(record.row, kept, record.marks, evidence=recipe.evidence)

    def _passed_over(self, record: Record, cells: Cells) -> Unstated | None:
        if missing := next((field for field in self._recipe.needs if field not in cells), None):
            return Unstated(record.row, missing, f"say nothing yet: {missing} is empty")
        for field, least in self._recipe.least.items():
            if field in cells and _below(cells[field], least):
                return Unstated(record.row, field, f"are passed over: {field} is below {least:g}")
        return None


def _below(cell: str, least: float) -> bool:
    try:
        return values.number(cell) < least
    except Unreadable:  # the kind says what is wrong with it
        return False


def _day(cells: Cells) -> str:
    """The local day it is about; the last of all where it cannot be read, and the kind says what is wrong."""
    for field in WHEN:
        if field in cells:
            try:
                return values.instant(cells[field]).utc.astimezone(HELSINKI).date().isoformat()
            except Unreadable:
                break
    return "9999-12-31"
