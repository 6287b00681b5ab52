"""The effective number of facilitators per 100 persons of staff: high where many do it, and equally often."""

from warehouse.figures import Figure
from warehouse.measures import Measure
from warehouse.numbers import effective


def measure(figure: Figure) -> Measure:
    return Measure(effective(figure.spread) * 100 / figure.eligible)
