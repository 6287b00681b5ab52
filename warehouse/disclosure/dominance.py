"""Dominance: a sum that one or two contributors make up tells about them."""

from collections.abc import Sequence
from decimal import Decimal

LARGEST_PERCENT = 50
TWO_LARGEST_PERCENT = 75


def dominated(total: Decimal | int, largest: Sequence[Decimal | int]) -> bool:
    """Whether the largest contributor holds more than 50 %, or the two largest more than 75 %, of a sum.

    `largest` are the one or two largest contributions, the largest first.
    """
    return total > 0 and (
        sum(largest[:1]) * 100 > total * LARGEST_PERCENT or sum(largest[:2]) * 100 > total * TWO_LARGEST_PERCENT
    )
