"""The mean score, where the respondents agree enough for a mean to say something: r_wg(j) of at least 0.70."""

from collections.abc import Iterable
from fractions import Fraction

from warehouse.disclosure.shares import Scale
from warehouse.figures import Figure, Sums
from warehouse.measures import Hidden, Measure, scaled, share

ENOUGH = Fraction(7, 10)
EXPECTED = Fraction(7 * 7 - 1, 12)
"""Variance of an item on a scale of 1-7 if people answered at random."""
SCORE = Scale(Fraction(0), Fraction(100), 0)


def measure(figure: Figure) -> Measure | Hidden:
    if agreement(figure.aside.values()) < ENOUGH:
        return Hidden("not_available", "experiences_differ")
    return scaled(share(figure), SCORE)


def agreement(items: Iterable[Sums]) -> Fraction:
    """r_wg(j) of James, Demaree & Wolf 1984; 0 where answers differ more than by chance."""
    variances = [variance(item) for item in items if item.persons > 1]
    rest = sum(variances, Fraction(0)) / len(variances) / EXPECTED if variances else Fraction(1)
    agreed = len(variances) * (1 - rest)
    return agreed / (agreed + rest) if agreed > 0 else Fraction(0)


def variance(item: Sums) -> Fraction:
    """Of a sample."""
    total, squares, n = Fraction(item.num), Fraction(item.squares or 0), item.persons
    return (squares - total * total / n) / (n - 1)
