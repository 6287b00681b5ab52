"""How often a figure appears: never so often that two windows of few persons can be subtracted from each other."""

from datetime import date

MANY = 100


def due(n: int, months: int, end: date, longest: int) -> bool:
    """Whether a window of so many months, ending on `end`, is published for `n` persons.

    `n` are the persons in the denominator of the very figure, not the agency's staff: it is they who could be told
    apart by subtraction. With many, every month's window is. With few, only the indicator's longest window (`longest`
    months), anchored to the calendar's quarter, half-year or year. A pulse wave (0 months) overlaps with no other.
    """
    if months == 0 or n >= MANY:
        return True
    return months == longest and months >= 3 and end.month % months == 0
