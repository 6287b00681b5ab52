"""A table on its way to a file: plain values, formatted only when the file is written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

Value = str | int | float | date | datetime | None
Row = tuple[Value, ...]

OPEN_END = date(9999, 12, 31)


@dataclass(frozen=True)
class Table:
    """`when` is the column by which rows are in the order of time."""

    name: str
    columns: tuple[str, ...]
    when: str
    rows: list[Row]
    tally: Counter[str] = field(default_factory=Counter, compare=False)
    """What was done to the rows on their way: see `dirt`."""

    def column(self, name: str) -> int:
        return self.columns.index(name)

    def sorted(self) -> "Table":
        at = self.column(self.when)
        return Table(self.name, self.columns, self.when, sorted(self.rows, key=lambda row: instant(row[at])))


def instant(value: Value) -> str:
    """Sort key of a date (the day's start) or of a local time."""
    return value.isoformat() if isinstance(value, date) else str(value)
