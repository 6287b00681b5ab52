"""The effective number of places: how many equally used places would be as diverse (Hill number of order 1)."""

from warehouse.figures import Figure
from warehouse.measures import Measure, ratio
from warehouse.numbers import effective


def measure(figure: Figure) -> Measure:
    return Measure(effective([ratio(part) for part in figure.parts.values()]))
