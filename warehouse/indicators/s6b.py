"""The mean number of agencies at an event."""

from fractions import Fraction

from warehouse.figures import Figure
from warehouse.measures import Measure


def measure(figure: Figure) -> Measure:
    return Measure(Fraction(sum(figure.spread), len(figure.spread)))
