"""From a figure's sums to its value on the card's scale, and why there may be none.

Mostly a proportion or a mean of persons' shares. Where it is not, `warehouse/indicators/<id>.py` has `measure`.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, NamedTuple

from schemas.indicators.card import Card
from warehouse.disclosure.intervals import of_mean, wilson
from warehouse.disclosure.shares import Scale
from warehouse.figures import Figure, Sums


class Measure(NamedTuple):
    """A value with the ends of its 90 % interval, which only proportions and means have."""

    value: Fraction
    low: Fraction | None = None
    high: Fraction | None = None


class Hidden(NamedTuple):
    """Why there is nothing to show: the cell's state and note."""

    state: Literal["suppressed", "not_available"]
    note: str


Formula = Callable[[Figure], Measure | Hidden]


def measured(figure: Figure, card: Card) -> Measure | Hidden:
    """The figure by its indicator's formula. Somebody is behind it; goals and sources are no sample: no interval."""
    formula = _formula(card.id)
    if formula:
        return formula(figure)
    return scaled(share(figure), scale(card)) if card.persons else Measure(ratio(figure))


@cache
def _formula(indicator: str) -> Formula | None:
    name = f"warehouse.indicators.{indicator.lower()}"
    return import_module(name).measure if find_spec(name) else None


def proportional(card: Card) -> bool:
    """Whether the figure is its persons' sum by their number, and so tells of the sum."""
    return _formula(card.id) is None


def scale(card: Card) -> Scale:
    return _scale(card.scale, card.digits)


@cache
def _scale(ends: tuple[float, ...], digits: int) -> Scale:
    least, *greatest = (Fraction(str(end)) for end in ends)
    return Scale(least, greatest[0] if greatest else None, digits)


def share(sums: Sums) -> Measure:
    """A proportion, or the mean of persons' values of 0-1."""
    if sums.squares is None:
        return _proportion(sums.num, sums.den)
    return Measure(ratio(sums), *of_mean(ratio(sums), sums.squares, sums.den))


@lru_cache(100_000)  # most are of a few persons, and so are few
def _proportion(num: Decimal, den: int) -> Measure:
    return Measure(_ratio(num, den), *wilson(_ratio(num, den), den))


def ratio(sums: Sums) -> Fraction:
    return _ratio(sums.num, sums.den)


@lru_cache(100_000)
def _ratio(num: Decimal, den: int) -> Fraction:
    return Fraction(num) / den


def scaled(part: Measure, scale: Scale) -> Measure:
    """What is 0-1, laid out between the scale's least and greatest."""
    length = (scale.greatest or scale.least) - scale.least
    low, high = (None if end is None else scale.least + end * length for end in (part.low, part.high))
    return Measure(scale.least + part.value * length, low, high)
