"""A spreadsheet (.xlsx), read row by row. What could take memory, time or other files is refused before it is read.

openpyxl reads through defusedxml, which forbids entities; it is handed nothing that was not measured here first.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from openpyxl import load_workbook

from collectors.quarantine import FileRefused

PARTS = 5_000
LARGEST = 512 << 20
"""Bytes of all sheets, unpacked: a million rows take a fifth."""
WHOLE = 32 << 20
"""Bytes of a part that is kept in memory, such as the texts all sheets share."""
CHUNK = 1 << 20
ROWS, WIDEST, SHEETS = 1_048_576, 500, 50
SAVE = "save it again as .xlsx, or as CSV in UTF-8"
DAMAGED = "the spreadsheet cannot be read from here on; save it again"

warnings.filterwarnings("ignore", module="openpyxl")  # of drawings and styles we do not look at


class Spreadsheet:
    """Its sheets are the choices."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self.total = file.seek(0, io.SEEK_END)
        try:
            _measure(file, name)
            self._book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            self._sheets = [s for s in self._book.worksheets[:SHEETS] if s.sheet_state == "visible"]
            for sheet in self._sheets:
                sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            self._sheet = self._sheets[0]
        except FileRefused:
            raise
        except Exception as fault:  # a damaged file ends in any of a dozen faults
            raise FileRefused(name, "it cannot be read as a spreadsheet", SAVE) from fault

    def choices(self) -> list[Sequence[str]]:
        return [self._first(sheet) for sheet in self._sheets]

    def _first(self, sheet: Any) -> list[str]:
        try:
            return next(([_written(c) for c in row] for row in _rows(sheet)), [])
        except Exception:  # as above: another sheet may do
            return []

    def choose(self, index: int) -> None:
        self._sheet = self._sheets[index]

    def rows(self) -> Iterator[list[str] | str]:
        try:
            rows = _rows(self._sheet)
            next(rows, None)
            for row in rows:
                yield [_written(cell) for cell in row]
        except Exception:  # as above
            yield DAMAGED

    def done(self) -> int:
        return min(self._file.tell(), self.total)

    def close(self) -> None:
        """The archive would close the file it was handed; it is only forgotten."""
        del self._book, self._sheets, self._sheet


def _rows(sheet: Any) -> Iterator[Sequence[Any]]:
    """Within the size a sheet can have: a row that says it is the billionth would be led up to by empty ones."""
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=ROWS, max_col=None)
    for row in rows:
        yield row[:WIDEST]


def _measure(file: BinaryIO, name: str) -> None:
    """By what the archive declares, then by what is really in it."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
        _refuse_declared(parts, name)
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise FileRefused(name, "it holds macros", "save it as .xlsx, without macros")
        left = LARGEST
        for part in parts:
            if _is_sheet(part):
                left = _unpacked(archive, part, left, name)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError) as fault:
        raise FileRefused(name, "it cannot be read as a spreadsheet", SAVE) from fault


def _refuse_declared(parts: list[zipfile.ZipInfo], name: str) -> None:
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if any(part.filename.endswith(".bin") and "vba" in part.filename.casefold() for part in parts):
        raise FileRefused(name, "it holds macros", "save it as .xlsx, without macros")
    too_large = sum(part.file_size for part in texts) > LARGEST
    if too_large or len(parts) > PARTS or any(part.file_size > WHOLE for part in texts if not _is_sheet(part)):
        raise _too_large(name)


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return "/worksheets/" in part.filename and part.filename.endswith(".xml")


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, name: str) -> int:
    """What is left of the size allowed."""
    with archive.open(part) as sheet:
        while chunk := sheet.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _too_large(name)
            if len(chunk) == CHUNK and b"row" not in chunk:
                raise FileRefused(name, "a row is longer than a million characters, so it is no table", SAVE)
    return left


def _too_large(name: str) -> FileRefused:
    return FileRefused(name, "it is too large when unpacked", "export fewer rows at a time, or as CSV")


def _written(cell: Any) -> str:
    """A cell's value as a text file would write it."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return _moment(value, cell.number_format)
        case time() | date():
            return value.isoformat()
        case timedelta():
            return f"{value.total_seconds() / 60:g}"
    return str(value)


def _moment(value: datetime, form: str) -> str:
    """A day, where its form shows no hours; to the second, since fractions of a day are not exact."""
    if value.time() == time.min and "h" not in form.casefold():
        return value.date().isoformat()
    return (value + timedelta(milliseconds=500)).isoformat(" ", "seconds")
