"""One row of a table: its cells by field name, read as what they should hold. Faults are Faulty: field and rule."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from collectors.quarantine import Flagged
from collectors.sources import values
from collectors.sources.values import Instant, Unreadable

T = TypeVar("T")
LONGEST = 200
PROSE = 2_000


class Faulty(Exception):
    """The row cannot be taken."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field}: {rule}")
        self.field = field
        self.rule = rule


class Record:
    """`cells` are stripped and not empty; a field without a cell is unknown. `marks`: each column's decimal mark."""

    __slots__ = ("cells", "evidence", "flags", "marks", "row")

    def __init__(self, row: int, cells: Mapping[str, str], marks: dict[str, str], *, evidence: bool = False) -> None:
        self.row = row
        self.cells = cells
        self.marks = marks
        self.evidence = evidence
        """It tells who was there, not which of the booked sessions it was."""
        self.flags: list[Flagged] = []

    def text(self, field: str) -> str | None:
        """At most 200 printable characters: this is a table of codes and labels, not of prose."""
        return self._read(field, _plain)

    def name(self, field: str) -> str:
        """As text, and required."""
        return self._required(field, self.text(field))

    def prose(self, field: str) -> str | None:
        """At most 2,000 characters, on several lines if need be: only where the organisation itself speaks."""
        return self._read(field, _prose)

    def day(self, field: str) -> date | None:
        return self._read(field, values.day)

    def iso_day(self, field: str) -> str:
        """As day, required, in ISO form."""
        return self._required(field, self.day(field)).isoformat()

    def past(self, now: datetime, field: str = "date") -> str:
        """As iso_day, and not after `now`."""
        found = self.iso_day(field)
        if found > now.astimezone(values.HELSINKI).date().isoformat():
            raise Faulty(field, "this lies in the future")
        return found

    def instant(self, field: str) -> Instant | None:
        found = self._read(field, values.instant)
        if found and found.doubled:
            self.flags.append(Flagged(self.row, field, "this hour came twice that night; taken as the first"))
        return found

    def when(self, field: str) -> Instant:
        """As instant, and required."""
        return self._required(field, self.instant(field))

    def number(self, field: str) -> float | None:
        """All numbers of a column are written with one decimal mark, the first one met."""
        found = self._read(field, values.number)
        mark = found is not None and values.decimal_mark(self.cells[field])
        if mark and self.marks.setdefault(field, mark) != mark:
            raise Faulty(field, "this column writes decimals with a comma and with a point; use one of them")
        return found

    def whole(self, field: str) -> int | None:
        return self._read(field, values.whole)

    def truth(self, field: str) -> bool | None:
        return self._read(field, values.truth)

    def closed(self, field: str, allowed: Mapping[str, str]) -> str | None:
        """One of a closed list; see `spellings`."""
        cell = self.cells.get(field)
        if cell is None:
            return None
        found = allowed.get(_spelling(cell))
        if found is None:
            raise Faulty(field, f"one of these is expected: {', '.join(sorted(set(allowed.values())))}")
        return found

    def one_of(self, field: str, allowed: Mapping[str, str]) -> str:
        """As closed, and required."""
        return self._required(field, self.closed(field, allowed))

    def _read(self, field: str, reader: Callable[[str], T]) -> T | None:
        cell = self.cells.get(field)
        if cell is None:
            return None
        try:
            return reader(cell)
        except Unreadable as fault:
            raise Faulty(field, fault.rule) from None

    def _required(self, field: str, found: T | None) -> T:
        if found is None:
            raise Faulty(field, "this cell may not be empty")
        return found


def spellings(allowed: Iterable[str]) -> dict[str, str]:
    """Closed values by how they may be written: in any case, with space, hyphen or underscore between the words."""
    return {_spelling(value): value for value in allowed}


def _spelling(text: str) -> str:
    return text.casefold().replace(" ", "_").replace("-", "_")


def _plain(cell: str) -> str:
    if len(cell) > LONGEST:
        raise Unreadable(f"at most {LONGEST} characters are expected")
    if not cell.isprintable() and not cell.replace("\u00a0", " ").isprintable():
        raise Unreadable("line breaks and control characters do not belong here")
    return cell


def _prose(cell: str) -> str:
    if len(cell) > PROSE:
        raise Unreadable(f"at most {PROSE:,} characters are expected")
    lines = cell.splitlines()
    if not all(line.replace("\u00a0", " ").replace("\t", " ").isprintable() for line in lines):
        raise Unreadable("control characters do not belong here")
    return "\n".join(line.strip() for line in lines)
