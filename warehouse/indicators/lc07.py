"""How much is shared across departments, of what their sizes alone would give; 1 where borders do not matter."""

from fractions import Fraction

from warehouse.figures import Figure
from warehouse.measures import Hidden, Measure, ratio

MOST = Fraction(5, 4)


def measure(figure: Figure) -> Measure | Hidden:
    expected = figure.aside["expected"]
    if not expected.num:
        return Hidden("not_available", "one_department")
    return Measure(min(ratio(figure) / ratio(expected), MOST))
