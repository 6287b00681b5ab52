"""Indicators as exact figures: sums per node and window, before any formula, rounding or hiding.

Nothing here may be published; `warehouse.release` makes cells of it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import duckdb
import msgspec

from schemas.indicators.card import Card, cards
from warehouse.sql import text

SHARED = (
    "windows",
    "goal",
    "goal_hidden",
    "organisation",
    "eligible",
    "nodes",
    "headcount",
    "tally",
    "event",
    "tie",
    "response",
)
"""What all indicators stand on, in the order it is made."""

LEVELS = ("agency", "department", "unit")
"""By depth in the organisation."""
UNIT = LEVELS.index("unit")

FIGURES = "warehouse.sql.figures"

AT_ONCE = 1_000_000
"""Contributions that are summed up at once: more would need more memory than a release has."""

Con = duckdb.DuckDBPyConnection
Progress = Callable[[int, int], None]


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    """Persons' contributions summed over a node: to a figure itself, to a part of it, or to something aside."""

    persons: int
    """Distinct persons behind the denominator."""
    counted: int
    """Of these, who carry a part of the denominator; others only took part in what it counts."""
    num: Decimal
    den: int
    squares: Decimal | None
    """Sum of the persons' squared values; None where num / den is a proportion."""
    largest_num: list[Decimal]
    """The one or two largest contributions to the numerator."""
    largest_den: list[int]
    coded: int
    """Events whose template carries the coded field."""
    unknown: int
    """Of these, the events where it is unknown."""
    spread: list[int]
    """Single values in order, for the few formulas that no sum can serve; else empty."""

    @property
    def known(self) -> int:
        return self.coded - self.unknown


class Figure(Sums, frozen=True, kw_only=True):
    """One indicator's sums of one node and window, with those of its parts and what its formula reads aside."""

    indicator: str
    window: str
    period: str
    period_start: date
    period_end: date
    agency: str
    node: str
    parent: str | None
    depth: int
    """0 agency, 1 department, 2 unit."""
    seated: bool
    """Only of the people who sit in the node and in none below it: never published, needed to hide others."""
    eligible: int
    covered: int
    """Eligible persons in units with all needed sources connected in the whole window."""
    invited: int | None
    respondents: int
    parts: dict[str, Sums] = {}
    """Category → sums, of a figure with a breakdown. Parts share one denominator."""
    aside: dict[str, Sums] = {}

    def of(self, category: str) -> Sums:
        """The sums of a part, or of the figure itself where the category is empty."""
        return self.parts[category] if category else self


def silent(_done: int, _total: int) -> None:
    """No progress is shown."""


def begin(con: Con, as_of: date, chosen: dict[str, Card], progress: Progress = silent, since: date = date.min) -> None:
    """What all indicators stand on, in the windows that end from `since` on and before the cut-off."""
    prepare(con, as_of, chosen, since)
    for done, name in enumerate(SHARED, 1):
        con.execute(text(name, FIGURES))
        progress(done, steps())


def steps() -> int:
    """How many steps of progress all indicators take."""
    return len(SHARED) + len(cards())


def prepare(con: Con, as_of: date, chosen: dict[str, Card], since: date) -> None:
    """What the SQL is told: the cut-off, which windows and parts are due, which feeds each indicator needs."""
    cut_off(con, as_of, since)
    _tell(con, "due", ("indicator VARCHAR", "months INTEGER"), [(c.id, m) for c in chosen.values() for m in _months(c)])
    _tell(con, "need", ("indicator VARCHAR", "feed VARCHAR"), [(c.id, f) for c in chosen.values() for f in c.sources])
    parts = [(c.id, *part) for c in chosen.values() for part in _parts(c)]
    _tell(con, "part", ("indicator VARCHAR", "breakdown VARCHAR", "category VARCHAR"), parts)


def cut_off(con: Con, as_of: date, since: date = date.min) -> None:
    """Windows are made that end from `since` on and before `as_of`."""
    _tell(con, "cutoff", ("as_of DATE", "since DATE"), [(as_of, since)])


def _tell(con: Con, table: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> None:
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({', '.join(columns)})")
    if rows:
        con.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in columns)})", rows)


def _months(card: Card) -> tuple[int, ...]:
    return (*card.shorter, card.months, *([card.below] if card.below else []))


def _parts(card: Card) -> list[tuple[str, str]]:
    """(breakdown, category); the figure itself has neither, and what stands aside has no breakdown."""
    return [("", ""), *(("", name) for name in card.aside), *((card.by, name) for name in card.breakdown)]


def figures_of(con: Con, indicator: str) -> Iterator[Figure]:
    """One indicator's figures; its contributions stay in their table until the next one's."""
    con.execute(text("contribution", FIGURES))
    con.execute(f"INSERT INTO contribution BY NAME {text(indicator.lower(), 'warehouse.indicators')}")
    for first, last in _spans(con, indicator):
        asked = {"indicator": indicator, "deepest": LEVELS.index(cards()[indicator].deepest)}
        found = con.execute(text("figure", FIGURES), asked | {"first": first, "last": last})
        names = [column[0] for column in found.description or []]
        rows = (dict(zip(names, row, strict=True)) for row in found.fetchall())
        for _, group in groupby(rows, key=lambda row: (row["window"], row["period"], row["node"], row["seated"])):
            yield _figure(list(group))


def _spans(con: Con, indicator: str) -> Iterator[tuple[date, date]]:
    """The first and the last end of the windows that are summed up at once."""
    ends = "SELECT DISTINCT s.window_end FROM slot s JOIN due d USING (months) WHERE d.indicator = ? ORDER BY 1"
    found = [end for (end,) in con.execute(ends, [indicator]).fetchall()]
    ((rows,),) = con.execute("SELECT count(*) FROM contribution").fetchall()
    many = max(1, len(found) * AT_ONCE // max(rows, 1))
    return ((found[i], found[i : i + many][-1]) for i in range(0, len(found), many))


def _figure(rows: list[dict[str, Any]]) -> Figure:
    """The figure itself comes first; sums of parts and asides are told apart by the breakdown's name."""
    kinds = [(row.pop("breakdown"), str(row.pop("category"))) for row in rows]
    made = [(by, name, _sums(row)) for (by, name), row in zip(kinds, rows, strict=True)][1:]
    parts = {name: sums for by, name, sums in made if by}
    aside = {name: sums for by, name, sums in made if not by}
    return Figure(**rows[0], parts=parts, aside=aside)


def _sums(row: dict[str, Any]) -> Sums:
    return Sums(**{name: row[name] for name in Sums.__struct_fields__})
