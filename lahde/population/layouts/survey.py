"""A pulse as a survey tool exports it: a line a respondent, a column an item, one file a wave."""

from collections.abc import Iterator
from datetime import date

from lahde.population.table import Row, Table

ITEMS = (
    *(f"ps-{n:02d}" for n in range(1, 8)), "load-time", "load-demands", "load-recovery", "load-worktime", "craft-01",
)  # fmt: skip
_GIVEN_UP = 25
"""One line in so many was begun and never handed in."""


def waves(table: Table) -> dict[str, list[Row]]:
    """The rows of pulse.csv by wave."""
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        found.setdefault(str(row[0]), []).append(row)
    return found


def export(rows: list[Row]) -> bytes:
    """UTF-8 with a byte order mark, semicolons, everything in quotation marks."""
    head = ("id", "submitdate", "lastpage", "startlanguage", "unit", "invited", *(i.replace("-", "") for i in ITEMS))
    lines = [head, *_lines(rows)]
    text = "".join(";".join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)
    return f"\ufeff{text}".encode()


def _lines(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    sheets: dict[str, dict[str, Row]] = {}
    for row in rows:
        sheets.setdefault(str(row[2]), {})[str(row[3])] = row
    for number, (respondent, sheet) in enumerate(sheets.items(), 1):
        first = next(iter(sheet.values()))
        unit, answered, invited = str(first[1]), first[6], str(first[7])
        handed_in = f"{answered.isoformat()} 12:00:00" if isinstance(answered, date) else ""
        values = [str(sheet[item][4]) for item in ITEMS]
        yield (str(int(respondent, 16)), handed_in, "3", "fi", unit, invited, *values)
        if number % _GIVEN_UP == 0:
            yield (f"9{number:05d}", "", "1", "fi", unit, invited, *values[:3], *("" for _ in values[3:]))
