"""The steps: one keyed fold a file, pure, over one person's contributions.

Each module has `NAME` (what its keys begin with), `keys` (the folds a participation contributes to) and `fold` (the
fact a key's contributions make, or None). A fold is given a set: it must not matter in which order the contributions
come, nor whether one event was delivered under several statement ids. A new step is listed in streams/topology.py.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from schemas.participation import Participation

T = TypeVar("T")

SAID = ("activity", "series", "role", "duration_s", "about", "mandatory", "initiative", "declined", "text_shape")
"""What tells two contributions of one moment apart; an id would let a second delivery change the choice."""


def in_order(contributions: Iterable[Participation]) -> list[Participation]:
    """By end, then by what they say: the one order in which steps break ties, whatever order they were handed."""
    by_end = sorted(contributions, key=lambda p: p.ended_at)
    if all(a.ended_at < b.ended_at for a, b in pairwise(by_end)):  # mostly: then nothing is left to break
        return by_end
    return sorted(by_end, key=lambda p: (p.ended_at, *(str(getattr(p, field)) for field in SAID), p.id))


def first_known(values: Iterable[T | None]) -> T | None:
    """The first that is not unknown."""
    return next((value for value in values if value is not None), None)
