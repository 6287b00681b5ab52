"""Seeded draws. Every stream is named by what it is for, so one more draw in one place moves nothing elsewhere."""

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


def uuid(rng: Random) -> str:
    return str(UUID(int=rng.getrandbits(128), version=4))
