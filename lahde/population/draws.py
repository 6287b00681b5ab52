"""Seeded draws. Every stream is named by what it is for, so one more draw in one place moves nothing elsewhere."""

from collections.abc import Sequence
from math import exp
from random import Random
from uuid import UUID


def stream(*names: object) -> Random:
    """A generator of its own for e.g. (seed, agency, topic, month). Text seeds are the same on every machine."""
    return Random("/".join(map(str, names)))


def poisson(rng: Random, mean: float) -> int:
    """For the small means of a person's month."""
    if mean <= 0:
        return 0
    limit, count, product = exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def about(rng: Random, mean: float) -> int:
    """A whole number whose mean is `mean`: one of its two neighbours."""
    return int(mean + rng.random())


def systematic(rng: Random, shares: Sequence[float]) -> list[bool]:
    """Which of them are in, each with its own share, the total never off by more than one.

    A systematic sample: small demonstrations tell the same story as large ones.
    """
    total, chosen = rng.random(), []
    for share in shares:
        before, total = int(total), total + share
        chosen.append(int(total) > before)
    return chosen


def uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))
