"""The order of things, written once for every engine: a participation → its keys → a fold a key → its fact."""

from heapq import nsmallest
from typing import Protocol

from schemas.fact import Fact
from schemas.participation import CAP, Participation
from streams.steps import completion, month, session


class Step(Protocol):
    """What each module of streams/steps has."""

    NAME: str

    def keys(self, p: Participation) -> list[str]:
        """The folds that `p` contributes to, each beginning with the step's name and a colon."""

    def fold(self, person: str, key: str, contributions: list[Participation]) -> Fact | None:
        """The fact the contributions make; None if none."""


_ALL: tuple[Step, ...] = (month, session, completion)
STEPS: dict[str, Step] = {step.NAME: step for step in _ALL}


def keys_of(p: Participation) -> list[str]:
    """All folds that `p` contributes to."""
    return [key for step in STEPS.values() for key in step.keys(p)]


def fold(person: str, key: str, contributions: list[Participation]) -> Fact | None:
    """The key's fact. `contributions` holds each id once.

    Beyond the cap those with the smallest ids are taken. Ids are keyed hashes: whose they are, nobody can choose.
    """
    if len(contributions) > CAP:
        contributions = nsmallest(CAP, contributions, key=lambda p: p.id)
    return STEPS[key.partition(":")[0]].fold(person, key, contributions)
