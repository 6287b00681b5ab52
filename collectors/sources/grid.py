"""A file as rows of cells, before anybody knows what its columns are: a delimited text, a spreadsheet, a report."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class Grid(Protocol):
    """An opened file. `total` and `done()` are in bytes."""

    total: int

    def choices(self) -> list[Sequence[str]]:
        """The first row as it may be read: by each separator, of each sheet."""

    def choose(self, index: int) -> None:
        """Which of the choices it is; `rows` gives what comes after it."""

    def rows(self) -> Iterator[list[str] | str]:
        """A row's cells; or the rule that a row breaks which cannot be taken apart."""

    def done(self) -> int:
        """Bytes read so far."""

    def close(self) -> None:
        """The file itself stays open."""
