"""A cell: one published figure of a release, the only thing dashboards, exports and analysts ever read."""

from typing import Literal

import msgspec

State = Literal["value", "zero", "suppressed", "not_available"]
Change = Literal["", "up", "down", "none"]


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `release_cell` and one line of `cells.ndjson`. All values are as displayed: rounded, banded."""

    indicator: str
    """LC01 … LC14, S1 … S6"""
    formula_version: int
    node: str
    """Unit id; the agency's top node is its agency id."""
    period: str
    """The window's last month, 2026-10; for a pulse the wave."""
    window: str
    """M, R3M, R6M, R12M or wave."""
    period_start: str
    period_end: str
    breakdown: str = ""
    category: str = ""
    """E.g. breakdown `mode`, category `in_work`; both empty for the figure itself."""
    unit: str = "share"
    """What value, low and high are: share (of 0-1), score, index, number, per_hundred, days; parts are shares."""
    state: State
    value: float | None = None
    """None unless the state is value or zero."""
    bound: Literal["", "<", ">"] = ""
    """`<`: shown as below `value`; `>`: above."""
    low: float | None = None
    high: float | None = None
    """Ends of the 90 % interval, rounded like the value."""
    n: str = ""
    """Persons in the denominator as a band: 5-9, 10-19, 20-49, 50-99, or the nearest ten. Empty when suppressed."""
    change: Change = ""
    """Against the same window a year earlier; an arrow only if the 90 % intervals are apart, else `none`."""
    note: str = ""
    """Why there is no value, or a caution: a key of the message catalogue, e.g. coverage, few_persons, low_response."""
    release: str
    """The release that first published the cell."""


def change(now: Cell, before: Cell | None) -> Change:
    """An arrow only if the two 90 % intervals do not touch; empty where either has none.

    Told from what is shown, so that it can be checked and tells nothing new. Rounding keeps the order of ends:
    intervals that are apart as shown are apart in truth as well.
    """
    if before is None or now.low is None or now.high is None or before.low is None or before.high is None:
        return ""
    if now.low > before.high:
        return "up"
    return "down" if now.high < before.low else "none"
