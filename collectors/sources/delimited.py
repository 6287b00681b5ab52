"""A delimited text (CSV). Nothing but the row at hand is kept in memory."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from collectors.quarantine import FileRefused
from collectors.sources.encoding import Undecodable, encoding
from collectors.sources.lines import Lines

SEPARATORS = (";", ",", "\t")
UNQUOTED = "a quotation mark is opened and not closed as it should be"


class Delimited:
    """The separator is one of ours, or what a first line `sep=;` says."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._text = self._open(name)
        self._lines = Lines(self._text)
        declared = _declared(next(self._lines, ""))
        if declared is None:
            self._lines.give_back()
        self._lines.keep()
        self._separators = SEPARATORS if declared is None else (declared,)
        self._separator = self._separators[0]

    def _open(self, name: str) -> io.TextIOWrapper:
        try:
            found, start = encoding(self._file)
        except Undecodable as fault:
            raise FileRefused(name, fault.rule, fault.way_out) from fault
        self.total = self._file.seek(0, io.SEEK_END)
        self._file.seek(start)
        return io.TextIOWrapper(self._file, encoding=found, newline="")

    def choices(self) -> list[Sequence[str]]:
        return [self._first(separator) for separator in self._separators]

    def _first(self, separator: str) -> list[str]:
        """Empty where the first row cannot be read so; nothing of it is lost to the next reading."""
        try:
            return next(csv.reader(self._lines, delimiter=separator, strict=True), [])
        except csv.Error:
            return []
        finally:
            self._lines.give_back()

    def choose(self, index: int) -> None:
        self._separator = self._separators[index]
        next(self._read(self._separator), None)
        self._lines.keep()

    def rows(self) -> Iterator[list[str] | str]:
        return self._read(self._separator)

    def _read(self, separator: str) -> Iterator[list[str] | str]:
        """After a row that cannot be taken apart, reading goes on with the line after its first."""
        while True:
            try:
                for cells in csv.reader(self._lines, delimiter=separator, strict=True):
                    yield cells
                    self._lines.keep()
                return
            except csv.Error:
                self._lines.give_back(after=1)
                yield UNQUOTED

    def done(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._text.detach()


def _declared(line: str) -> str | None:
    """The separator of a line such as `sep=;`."""
    start, mark, separator = line.strip("\r\n").strip('"').partition("=")
    return separator if mark and start.casefold() == "sep" and len(separator) == 1 else None
