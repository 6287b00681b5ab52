"""A CSV file as a stream of records. Nothing but the row at hand is kept in memory."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from collectors.quarantine import FileRefused, Quarantined
from collectors.sources.encoding import Undecodable, encoding
from collectors.sources.headers import Columns, Header, header, synonyms
from collectors.sources.lines import Lines
from collectors.sources.record import Record

SEPARATORS = (";", ",", "\t")
ROW = "(row)"
"""Stands for the field where the whole row is at fault."""


class Table:
    """An opened file whose header has been understood; else FileRefused. `file` must be seekable.

    `header` says what was found and dropped; `total` and `done()` are in bytes.
    """

    def __init__(self, file: BinaryIO | Path, kind: str, columns: Columns, name: str | None = None) -> None:
        path = file if isinstance(file, Path) else Path(str(getattr(file, "name", kind)))
        self.name = name or path.name
        self._owned = isinstance(file, Path)
        self._file = path.open("rb") if isinstance(file, Path) else file
        try:
            self._text = self._open()
            self._lines = Lines(self._text)
            self._separator, self._width, self.header = self._head(kind, columns)
            _refuse(self.name, kind, self.header)
        except BaseException:
            self.close()
            raise

    def done(self) -> int:
        """Bytes read so far."""
        return self._file.tell()

    def close(self) -> None:
        """A file opened here is closed; one that was handed in stays open."""
        if self._owned:
            self._file.close()
        elif hasattr(self, "_text"):
            self._text.detach()

    def records(self) -> Iterator[Record | Quarantined]:
        """The rows after the header. Empty rows are passed over, but counted."""
        places = tuple(self.header.places.items())
        marks: dict[str, str] = {}
        for row, cells in enumerate(self._rows(self._separator), start=2):
            if cells is None:
                yield Quarantined(row, ROW, "a quotation mark is opened and not closed as it should be")
            elif any(map(str.strip, cells[self._width :])):
                yield Quarantined(row, ROW, "there are more cells than columns")
            elif found := {f: cell for f, i in places if i < len(cells) and (cell := cells[i].strip())}:
                yield Record(row, found, marks)

    def _open(self) -> io.TextIOWrapper:
        try:
            name, start = encoding(self._file)
        except Undecodable as fault:
            raise FileRefused(self.name, fault.rule, fault.way_out) from fault
        self.total = self._file.seek(0, io.SEEK_END)
        self._file.seek(start)
        return io.TextIOWrapper(self._file, encoding=name, newline="")

    def _rows(self, separator: str) -> Iterator[list[str] | None]:
        """None for a row that cannot be taken apart; reading goes on with the line after its first."""
        while True:
            try:
                for cells in csv.reader(self._lines, delimiter=separator, strict=True):
                    yield cells
                    self._lines.keep()
                return
            except csv.Error:
                self._lines.give_back(after=1)
                yield None

    def _head(self, kind: str, columns: Columns) -> tuple[str, int, Header]:
        """(separator, width, header): the separator that makes most columns known, or what a line `sep=;` says."""
        declared = _declared(next(self._lines, ""))
        if declared is None:
            self._lines.give_back()
        self._lines.keep()
        readings = []
        for separator in SEPARATORS if declared is None else (declared,):
            names = next(self._rows(separator), None) or []
            readings.append((separator, len(names), header(kind, columns, names)))
            self._lines.give_back()
        best = max(readings, key=lambda reading: len(reading[2].places))
        next(self._rows(best[0]), None)
        self._lines.keep()
        return best


def _declared(line: str) -> str | None:
    """The separator of a line such as `sep=;`."""
    start, mark, separator = line.strip("\r\n").strip('"').partition("=")
    return separator if mark and start.casefold() == "sep" and len(separator) == 1 else None


def _refuse(name: str, kind: str, found: Header) -> None:
    """A first row without the required columns may be data, so only our own names are told of it."""
    if found.missing:
        also = synonyms(kind, found.missing[0])[:3]
        hint = f" (it may also be called {', '.join(also)})" if also else ""
        raise FileRefused(name, f"the column {', '.join(found.missing)} is missing", f"add it to the first row{hint}")
    if found.doubled:
        raise FileRefused(name, f"two columns are read as {', '.join(found.doubled)}", "leave one of them out")
    if found.refused:
        rule = f"the column {', '.join(found.refused)} would hold free text, which is not taken in"
        raise FileRefused(name, rule, "remove the column and keep the text with its author")
