"""A CSV file as a stream of records. Nothing but the row at hand is kept in memory."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from collectors.quarantine import FileRefused, Quarantined
from collectors.sources.encoding import Undecodable, checked
from collectors.sources.headers import Columns, Header, header, synonyms
from collectors.sources.record import Record

SEPARATORS = (";", ",", "\t")
ROW = "(row)"
"""Stands for the field where the whole row is at fault."""


class Table:
    """An opened file whose header has been understood. FileRefused if there is none; `file` must be seekable.

    `header` says what was found and dropped; `total` and `done()` are in bytes.
    """

    def __init__(self, file: BinaryIO | Path, kind: str, columns: Columns, name: str | None = None) -> None:
        path = file if isinstance(file, Path) else Path(str(getattr(file, "name", kind)))
        self.name = name or path.name
        self._kind = kind
        self._file = path.open("rb") if isinstance(file, Path) else file
        self._owned = isinstance(file, Path)
        try:
            self._open(columns)
        except BaseException:
            self.close()
            raise

    def _open(self, columns: Columns) -> None:
        try:
            encoding, start = checked(self._file)
        except Undecodable as fault:
            raise FileRefused(self.name, fault.rule, fault.way_out) from fault
        self.total = self._file.seek(0, io.SEEK_END)
        self._file.seek(start)
        self._text = io.TextIOWrapper(self._file, encoding=encoding, newline="")
        self._lines = _Lines(self._text)
        self.separator, self.header = self._header(columns)
        self._refuse(self.header, columns)

    def done(self) -> int:
        """Bytes read so far."""
        return self._file.tell()

    def close(self) -> None:
        """A file opened here is closed; one that was handed in stays open."""
        if self._owned:
            self._file.close()
        elif hasattr(self, "_text") and not self._text.closed:
            self._text.detach()

    def records(self) -> Iterator[Record | Quarantined]:
        """The rows after the header. Empty rows are passed over; their numbers are counted."""
        places = tuple(self.header.places.items())
        marks: dict[str, str] = {}
        for row, cells in enumerate(self._rows(self.separator), start=2):
            if cells is None:
                yield Quarantined(row, ROW, "a quotation mark is opened and not closed as it should be")
            elif len(cells) > self._width and any(map(str.strip, cells[self._width :])):
                yield Quarantined(row, ROW, "there are more cells than columns")
            elif found := {f: c for f, i in places if i < len(cells) and (c := cells[i].strip())}:
                yield Record(row, found, marks)

    def _rows(self, separator: str) -> Iterator[list[str] | None]:
        """None for a row that cannot be taken apart; reading goes on with the line after its first."""
        while True:
            reader = csv.reader(self._lines, delimiter=separator, strict=True)
            try:
                for cells in reader:
                    yield cells
                    self._lines.taken.clear()
                return
            except csv.Error:
                self._lines.give_back(keep=1)
                yield None

    def _header(self, columns: Columns) -> tuple[str, Header]:
        """The separator that makes the most known columns of the first row; a line `sep=;` decides by itself."""
        declared = _declared(next(self._lines, ""))
        if not declared:
            self._lines.give_back()
        found = {}
        for separator in (declared,) if declared else SEPARATORS:
            names = next(self._rows(separator), None) or []
            found[separator] = header(self._kind, columns, names), len(names)
            self._lines.give_back()
        separator = max(found, key=lambda s: len(found[s][0].places))
        next(self._rows(separator), None)
        self._lines.taken.clear()
        self._width = found[separator][1]
        return separator, found[separator][0]

    def _refuse(self, found: Header, columns: Columns) -> None:
        """A first row without the required columns may be data, so only our own names are told."""
        if found.missing:
            also = [name for field in found.missing[:1] for name in synonyms(self._kind, field)[:3]]
            way_out = f"add it to the first row{' (other names: ' + ', '.join(also) + ')' if also else ''}"
            raise FileRefused(self.name, f"the column {', '.join(found.missing)} is missing", way_out)
        if found.doubled:
            rule = f"two columns are read as {', '.join(found.doubled)}"
            raise FileRefused(self.name, rule, "leave one of them out")
        if found.refused:
            rule = f"the column {', '.join(found.refused)} would hold free text, which is not taken in"
            raise FileRefused(self.name, rule, "remove the column and keep the text with its author")


class _Lines:
    """Lines that can be given back, so that another reading of them can be tried."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back(self, keep: int = 0) -> None:
        self._back.extendleft(reversed(self.taken[keep:]))
        self.taken.clear()


def _declared(line: str) -> str | None:
    """The separator of a line such as `sep=;`."""
    start, mark, separator = line.strip("\r\n").strip('"').partition("=")
    return separator if mark and start.casefold() == "sep" and len(separator) == 1 else None
