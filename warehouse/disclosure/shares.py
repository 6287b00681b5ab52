"""A figure as it may be shown: the fewer persons stand behind it, the more coarsely; of few never `all` or `none`."""

from fractions import Fraction
from math import floor
from typing import Literal, NamedTuple

NEAR = Fraction(1, 10)
"""So near to an end of its scale a figure of few persons is not told more closely: a share below 10 % or above 90 %."""


class Scale(NamedTuple):
    """What a figure can be, and to how many decimals it is told of many persons."""

    least: Fraction = Fraction(0)
    greatest: Fraction | None = Fraction(1)
    digits: int = 2


SHARE = Scale()


class Shown(NamedTuple):
    state: Literal["value", "zero"]
    value: float
    bound: Literal["", "<", ">"]


def shown(figure: Fraction, n: int, *, sensitive: bool, scale: Scale = SHARE) -> Shown:
    """The figure of `n` persons. A bound is drawn before rounding: 9.6 % of 80 persons is `< 10 %`, not 10 %."""
    if scale.greatest is not None and (n < 20 or (sensitive and n < 100)):
        edge = NEAR * (scale.greatest - scale.least)
        if figure < scale.least + edge:
            return Shown("value", float(scale.least + edge), "<")
        if figure > scale.greatest - edge:
            return Shown("value", float(scale.greatest - edge), ">")
    return Shown("zero" if figure == 0 else "value", rounded(figure, n, scale), "")


def rounded(figure: Fraction, n: int, scale: Scale = SHARE) -> float:
    """To the scale's last decimal with at least 100 persons, else to 5 or, below 20, to 10 of it; halves go up.

    Of a share that is 1 %, 5 points and 10 points.
    """
    units, whole = 1 if n >= 100 else 5 if n >= 20 else 10, int(10**scale.digits)
    return floor(figure * whole / units + Fraction(1, 2)) * units / whole


def band(n: int) -> str:
    """The number of persons as it may be shown."""
    for low, high in ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99)):
        if low <= n <= high:
            return f"{low}-{high}"
    return str((n + 5) // 10 * 10)
