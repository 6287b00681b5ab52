"""Change against a year earlier, told from what is shown: so that an arrow can be checked, and tells nothing new."""

from typing import Literal

from schemas.cell import Cell

Change = Literal["", "up", "down", "none"]


def change(now: Cell, before: Cell | None) -> Change:
    """An arrow only if the two 90 % intervals do not touch; empty where either has none.

    Rounding keeps the order of ends: intervals that are apart as shown are apart in truth as well.
    """
    if before is None or now.low is None or now.high is None or before.low is None or before.high is None:
        return ""
    if now.low > before.high:
        return "up"
    return "down" if now.high < before.low else "none"
