"""A file as a stream of records. Nothing but the row at hand is kept in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from collectors.quarantine import FileRefused, Quarantined
from collectors.sources.delimited import Delimited
from collectors.sources.grid import Grid
from collectors.sources.headers import Columns, Header, header, synonyms
from collectors.sources.record import Record

ROW = "(row)"
"""Stands for the field where the whole row is at fault."""
SPREADSHEET = b"PK\x03\x04"
OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
"""Begins an .xls, and an .xlsx under a password."""
ERRORS = frozenset(
    ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#PUUTTUU!", "#ARVO!", "#VIITTAUS!")
)
"""What a spreadsheet writes where a formula went wrong."""


def grid(file: BinaryIO, name: str) -> Grid:
    """By how the file begins, never by its name."""
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    if start == SPREADSHEET:
        from collectors.sources.spreadsheet import Spreadsheet  # half a second that a text file need not wait for

        return Spreadsheet(file, name)
    if start == OLD_SPREADSHEET:
        rule = "it is an old spreadsheet, or one under a password"
        raise FileRefused(name, rule, "save it as .xlsx without a password, or as CSV in UTF-8")
    return Delimited(file, name)


class Table:
    """An opened file whose header has been understood; else FileRefused. `file` must be seekable.

    `header` says what was found and dropped; `total` and `done()` are in bytes.
    """

    def __init__(
        self,
        file: BinaryIO | Path,
        kind: str,
        columns: Columns,
        name: str | None = None,
        opened: Callable[[BinaryIO, str], Grid] = grid,
    ) -> None:
        path = file if isinstance(file, Path) else Path(str(getattr(file, "name", kind)))
        self.name = name or path.name
        self._owned = isinstance(file, Path)
        self._file = path.open("rb") if isinstance(file, Path) else file
        self._grid: Grid | None = None
        try:
            self._grid = opened(self._file, self.name)
            self.total = self._grid.total
            self._width, self.header = _head(self._grid, kind, columns)
            _refuse(self.name, kind, columns, self.header)
        except BaseException:
            self.close()
            raise

    def done(self) -> int:
        """Bytes read so far."""
        return self._grid.done() if self._grid else 0

    def close(self) -> None:
        """A file opened here is closed; one that was handed in stays open."""
        if self._grid:
            self._grid.close()
            self._grid = None
        if self._owned:
            self._file.close()

    def records(self) -> Iterator[Record | Quarantined]:
        """The rows after the header. Empty rows are passed over, but counted."""
        places = tuple(self.header.places.items())
        marks: dict[str, str] = {}
        for row, cells in enumerate(self._grid.rows() if self._grid else (), start=2):
            if isinstance(cells, str):
                yield Quarantined(row, ROW, cells)
            elif any(map(str.strip, cells[self._width :])):
                yield Quarantined(row, ROW, "there are more cells than columns")
            elif found := {f: cell for f, i in places if i < len(cells) and (cell := cells[i].strip())}:
                if ERRORS.isdisjoint(found.values()):
                    yield Record(row, found, marks)
                else:
                    field = next(f for f, cell in found.items() if cell in ERRORS)
                    yield Quarantined(row, field, "a formula of the spreadsheet went wrong here; mend it")


def _head(grid: Grid, kind: str, columns: Columns) -> tuple[int, Header]:
    """(width, header) of the choice that makes most columns known, the first of equal ones."""
    readings = [(len(names), header(kind, columns, names)) for names in grid.choices()]
    best = max(range(len(readings)), key=lambda i: (not readings[i][1].missing, len(readings[i][1].places), -i))
    grid.choose(best)
    return readings[best]


def _refuse(name: str, kind: str, columns: Columns, found: Header) -> None:
    """A first row without the required columns may be data, so only our own names are told of it."""
    if found.missing:
        also = synonyms(kind, found.missing[0], columns)[:3]
        hint = f" (it may also be called {', '.join(also)})" if also else ""
        raise FileRefused(name, f"the column {', '.join(found.missing)} is missing", f"add it to the first row{hint}")
    if found.doubled:
        raise FileRefused(name, f"two columns are read as {', '.join(found.doubled)}", "leave one of them out")
    if found.refused:
        rule = f"the column {', '.join(found.refused)} would hold free text, which is not taken in"
        raise FileRefused(name, rule, "remove the column and keep the text with its author")
