"""A share as it may be shown: the fewer persons stand behind it, the more coarsely; of few never `all` or `none`."""

from fractions import Fraction
from math import floor
from typing import Literal, NamedTuple

EDGE = Fraction(1, 10)
"""Below it and above its complement a share of few persons is not told more closely."""


class Shown(NamedTuple):
    state: Literal["value", "zero"]
    value: float
    bound: Literal["", "<", ">"]


def shown(share: Fraction, n: int, *, sensitive: bool) -> Shown:
    """The share of `n` persons. A bound is drawn before rounding: 9.6 % of 80 persons is `< 10 %`, not 10 %."""
    if n < 20 or (sensitive and n < 100):
        if share < EDGE:
            return Shown("value", float(EDGE), "<")
        if share > 1 - EDGE:
            return Shown("value", float(1 - EDGE), ">")
    return Shown("zero" if share == 0 else "value", rounded(share, n), "")


def rounded(share: Fraction, n: int) -> float:
    """To 1 % with at least 100 persons, to 5 points with at least 20, else to 10 points; halves go up."""
    points = 1 if n >= 100 else 5 if n >= 20 else 10
    return floor(share * 100 / points + Fraction(1, 2)) * points / 100


def band(n: int) -> str:
    """The number of persons as it may be shown."""
    for low, high in ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99)):
        if low <= n <= high:
            return f"{low}-{high}"
    return str((n + 5) // 10 * 10)
