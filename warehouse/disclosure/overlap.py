"""Two figures of one indicator and period, laid over each other: who is in one and not in the other (domain 5.6.4).

Whoever knows the members of both subtracts them. So those in one alone must be nobody, or enough for a figure.
"""

from collections.abc import Set
from typing import NamedTuple, TypeVar

Person = TypeVar("Person")


class Alone(NamedTuple):
    """How many persons are in one figure and not in the other, each way."""

    first: int
    second: int


def alone(first: Set[Person], second: Set[Person]) -> Alone:
    return Alone(len(first - second), len(second - first))


def subtractable(first: Set[Person], second: Set[Person], k: int) -> bool:
    """Whether taking one figure from the other would tell of 1 to k - 1 persons."""
    return any(0 < left < k for left in alone(first, second))
