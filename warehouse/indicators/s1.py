"""The Kaplan-Meier median: the day by which half of the requests had led to a session, open ones being censored."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from warehouse.figures import Figure
from warehouse.measures import Hidden, Measure

HALF = Fraction(1, 2)


def measure(figure: Figure) -> Measure | Hidden:
    found = median(figure.spread, figure.aside["open"].spread)
    return Hidden("not_available", "median_not_reached") if found is None else Measure(Fraction(found))


def median(met: Sequence[int], still_open: Sequence[int]) -> int | None:
    """None where fewer than half are known to have been met. Who is censored on a day was still waiting on that day."""
    waiting, left = Fraction(1), len(met) + len(still_open)
    events, censored = Counter(met), Counter(still_open)
    for day in sorted(events | censored):
        waiting *= 1 - Fraction(events[day], left)
        left -= events[day] + censored[day]
        if waiting <= HALF:
            return day
    return None
