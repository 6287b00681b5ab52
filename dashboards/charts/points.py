"""What a trend is made of: one point a period, some of them hidden."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise

import msgspec

from schemas.cell import State


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One period. Values are parts of the axis, 0-1; a hidden period has none."""

    month: int
    """Months since year 0, of the period's last month."""
    state: State
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bounded: bool = False
    """The figure is only known to lie below or above the value."""


def index(day: date) -> int:
    """The month as a number that can be subtracted."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Of a month so numbered."""
    return date(month // 12, month % 12 + 1, 1)


def visible(points: Iterable[Point]) -> list[Point]:
    return [p for p in points if p.value is not None]


def runs(points: Iterable[Point]) -> Iterator[list[Point]]:
    """Neighbours with values: a line is drawn through each run, and broken between them."""
    for shown, run in groupby(points, key=lambda p: p.value is not None):
        if shown:
            yield list(run)


def hidden_runs(points: Iterable[Point]) -> Iterator[list[Point]]:
    """Neighbours hidden for one and the same reason."""
    for state, run in groupby(points, key=lambda p: p.state):
        if state in ("suppressed", "not_available"):
            yield list(run)


def cadence(points: list[Point]) -> int:
    """Months from one point to the next: 1, or 3 where only calendar quarters are published."""
    return min((b.month - a.month for a, b in pairwise(points)), default=1) or 1
