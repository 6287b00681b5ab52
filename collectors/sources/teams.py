"""A meeting's attendance report, tabs between cells, in either layout: one list of participants under a few lines about
the meeting, or numbered sections. Each participant becomes a row, with what is said of the meeting as further columns.

What the columns are called depends on the language of whoever saved it; that is for the mapping to know.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from collectors.quarantine import FileRefused
from collectors.sources.encoding import Undecodable, encoding

LARGEST = 20 << 20
SECTION = re.compile(r"\s*(\d+)\.\s")
LASTED = re.compile(r"(?:(\d+)\s*(?:h|t|tim|tuntia)\.?)?\s*(?:(\d+)\s*(?:m|min)\.?)?\s*(?:(\d+)\s*(?:s|sek|sec)\.?)?")
AMERICAN = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AP])\.?M\.?", re.IGNORECASE
)
ALONE = 3
"""Cells from which on a line is a list's first, and not one about the meeting."""

Row = list[str]


class Report:
    """The whole report is kept: it is one meeting's."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.total = file.seek(0, io.SEEK_END)
        if self.total > LARGEST:
            raise FileRefused(name, "it is larger than an attendance report can be", "hand over one report at a time")
        try:
            found, start = encoding(file)
        except Undecodable as fault:
            raise FileRefused(name, fault.rule, fault.way_out) from fault
        file.seek(start)
        text = file.read().decode(found)
        separator = "\t" if "\t" in text else ","
        self._names, self._rows = _report(list(csv.reader(text.splitlines(), delimiter=separator)))

    def choices(self) -> list[Sequence[str]]:
        return [self._names]

    def choose(self, index: int) -> None:
        """There is one."""

    def rows(self) -> Iterator[list[str] | str]:
        yield from self._rows

    def done(self) -> int:
        return self.total

    def close(self) -> None:
        self._rows = []


def _report(lines: list[Row]) -> tuple[Row, list[Row]]:
    """(names, rows)."""
    about: dict[str, str] = {}
    section = 0
    for number, cells in enumerate(lines, start=1):
        if cells and (found := SECTION.match(cells[0])):
            section = int(found[1])
        elif len(list(filter(None, cells))) >= ALONE:
            rows = _until_next(lines[number:])
            names = [name for name in about if name not in cells]
            more = [about[name] for name in names]
            return [*cells, *names], [[*row, *more] for row in _together(cells, rows)]
        elif len(cells) >= 2 and section <= 1:
            about.setdefault(cells[0].strip(), _plain(cells[1]))
    return [], []


def _until_next(lines: list[Row]) -> list[Row]:
    """The list's rows: up to an empty line or the next section."""
    rows = []
    for cells in lines:
        if not any(cells) or SECTION.match(cells[0]):
            break
        rows.append([_plain(cell) for cell in cells])
    return rows


def _together(names: Row, rows: list[Row]) -> list[Row]:
    """Who left and came back has several rows: their times add up, and the first says the rest."""
    whole: dict[str, Row] = {}
    for row in rows:
        padded = (row + [""] * len(names))[: len(names)]
        who = next((cell.casefold() for cell in padded if "@" in cell), f"row {len(whole)}")
        before = whole.get(who)
        if before is None:
            whole[who] = padded
        else:
            whole[who] = [_sum(a, b) for a, b in zip(before, padded, strict=True)]
    return list(whole.values())


def _sum(before: str, more: str) -> str:
    return f"{float(before) + float(more):g}" if _is_minutes(before) and _is_minutes(more) else before


def _is_minutes(cell: str) -> bool:
    return bool(re.fullmatch(r"\d+(\.\d+)?", cell))


def _plain(cell: str) -> str:
    """How long somebody was there as minutes, and a time of the American form as an ISO one."""
    cell = cell.strip()
    if cell and (lasted := LASTED.fullmatch(cell)):
        hours, minutes, seconds = (int(part or 0) for part in lasted.groups())
        return f"{hours * 60 + minutes + seconds / 60:.6g}"
    if found := AMERICAN.fullmatch(cell):
        month, day, year, hour, minute, second, half = found.groups()
        clock = int(hour) % 12 + (12 if half in "Pp" else 0)
        return f"{2000 + int(year) % 100}-{int(month):02}-{int(day):02} {clock:02}:{minute}:{second or '00'}"
    return cell
