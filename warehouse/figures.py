"""Indicators as exact figures: numerators and denominators per node and window, before any rounding or hiding.

Nothing here may be published; `warehouse.release` makes cells of it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import duckdb
import msgspec

from schemas.indicators.card import Card, cards
from warehouse.sql import text

SHARED = ("windows", "organisation", "eligible", "headcount", "tally", "response")
"""What all indicators stand on, in the order it is made."""

SHORTER = {"LC04": (1,)}
"""Windows in months that an indicator has beside the one on its card."""

BREAKDOWN = "mode"
"""Name of the breakdown that a card lists the categories of."""

Con = duckdb.DuckDBPyConnection
Progress = Callable[[int, int], None]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One figure as it is. The share is num / den; where `squares` is given it is a mean over persons."""

    indicator: str
    window: str
    period: str
    period_start: date
    period_end: date
    node: str
    breakdown: str
    category: str
    persons: int
    """Distinct persons in the denominator."""
    num: Decimal
    den: int
    squares: Decimal | None
    """Sum of the persons' squared values; None where the figure is a proportion."""
    largest_num: list[Decimal]
    """The one or two largest contributions to the numerator."""
    largest_den: list[int]
    coded: int
    """Events whose template carries the coded field."""
    unknown: int
    """Of these, the events where it is unknown."""
    eligible: int
    covered: int
    """Eligible persons in units with all needed sources connected in the whole window."""
    invited: int | None
    respondents: int


def silent(_done: int, _total: int) -> None:
    """No progress is shown."""


def figures(con: Con, as_of: date, progress: Progress = silent) -> Iterator[Figure]:
    """All figures of all windows that have ended before the cut-off, closed or not. Makes only temporary tables."""
    chosen = cards()
    prepare(con, as_of, chosen)
    for done, name in enumerate(SHARED, 1):
        con.execute(text(name, "warehouse.sql.figures"))
        progress(done, steps())
    for done, indicator in enumerate(chosen, len(SHARED) + 1):
        yield from _figures(con, indicator)
        progress(done, steps())


def steps() -> int:
    """How many steps of progress there are."""
    return len(SHARED) + len(cards())


def prepare(con: Con, as_of: date, chosen: dict[str, Card]) -> None:
    """What the SQL is told: the cut-off, which windows and parts are due, which feeds each indicator needs."""
    con.execute("CREATE OR REPLACE TEMP TABLE cutoff AS SELECT ?::DATE AS as_of", [as_of])
    _tell(con, "due", ("indicator VARCHAR", "months INTEGER"), [(c.id, m) for c in chosen.values() for m in _months(c)])
    _tell(con, "need", ("indicator VARCHAR", "feed VARCHAR"), [(c.id, f) for c in chosen.values() for f in c.sources])
    parts = [(c.id, *part) for c in chosen.values() for part in (("", ""), *((BREAKDOWN, k) for k in c.breakdown))]
    _tell(con, "part", ("indicator VARCHAR", "breakdown VARCHAR", "category VARCHAR"), parts)


def _tell(con: Con, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({', '.join(columns)})")
    con.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in columns)})", rows)


def _months(card: Card) -> tuple[int, ...]:
    return (*SHORTER.get(card.id, ()), card.months)


def _figures(con: Con, indicator: str) -> list[Figure]:
    persons = text(indicator.lower(), "warehouse.indicators")
    con.execute(f"CREATE OR REPLACE TEMP TABLE contribution AS {persons}")
    rows = con.execute(text("figure", "warehouse.sql.figures"), [indicator]).fetchall()
    fields = Figure.__struct_fields__
    return [Figure(**dict(zip(fields, row, strict=True))) for row in rows]
