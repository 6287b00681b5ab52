"""A figure as it may be shown: the fewer persons stand behind it, the more coarsely; of few never `all` or `none`."""

from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

NEAR = Fraction(1, 10)
"""So near to an end of its scale a figure of few persons is not told more closely."""


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
    if scale.greatest is not None and few(n, sensitive=sensitive):
        edge = (near(n) if scale == SHARE else NEAR) * (scale.greatest - scale.least)
        if figure < scale.least + edge:
            return Shown("value", float(scale.least + edge), "<")
        if figure > scale.greatest - edge:
            return Shown("value", float(scale.greatest - edge), ">")
    told = rounded(figure, n, scale)
    if scale.greatest is None and figure > 0 and not told:  # 3 days of few persons are `< 5`, not 0
        return Shown("value", float(step(n, scale) / 2), "<")
    return Shown("zero" if figure == 0 else "value", told, "")


def few(n: int, *, sensitive: bool) -> bool:
    """Whether of so many persons it is never told that all or none did a thing."""
    return n < 20 or (sensitive and n < 100)


def near(n: int) -> Fraction:
    """The same of a share of `n` persons: no closer than that none, one and two of them look alike.

    Else one of them, who knows what they did themselves, could tell that nobody else did it. So of 5 persons it is
    `< 50 %`, of 6 `< 40 %`, of 7 to 10 `< 30 %`, of 11 to 20 `< 20 %`.
    """
    return (20 // n + 1) * NEAR


def step(n: int, scale: Scale = SHARE) -> Fraction:
    """The scale's last decimal with at least 100 persons, else 5 or, below 20, 10 of it: of a share 1, 5, 10 points."""
    return _step(1 if n >= 100 else 5 if n >= 20 else 10, scale.digits)


@cache
def _step(decimals: int, digits: int) -> Fraction:
    return Fraction(decimals, 10**digits)


def nearest(figure: Fraction, n: int, scale: Scale = SHARE) -> Fraction:
    """To whole steps; halves go up. In whole numbers: a release rounds millions of figures."""
    size = step(n, scale)
    half = figure.denominator * size.numerator
    steps = (2 * figure.numerator * size.denominator + half) // (2 * half)
    return Fraction(steps * size.numerator, size.denominator)


def rounded(figure: Fraction, n: int, scale: Scale = SHARE) -> float:
    return float(nearest(figure, n, scale))


def band(n: int) -> str:
    """The number of persons as it may be shown."""
    for low, high in ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99)):
        if low <= n <= high:
            return f"{low}-{high}"
    return str((n + 5) // 10 * 10)
