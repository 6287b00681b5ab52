"""The balance of initiative: 1 where employees and employer start equally much, 0 where one side starts all."""

from warehouse.figures import Figure
from warehouse.measures import Measure, ratio


def measure(figure: Figure) -> Measure:
    return Measure(1 - abs(ratio(figure.parts["employee"]) - ratio(figure.parts["employer"])))
