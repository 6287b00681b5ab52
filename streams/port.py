"""What an engine needs from the place its results live in, handed to it by the wiring (law 4)."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from schemas.fact import Fact
from schemas.journal import Analysis, Coverage, Goal, Person, Pulse, Restricted, Unit
from schemas.participation import Participation, PulseAnswer, Retraction, SetAside

Row = Participation | PulseAnswer | SetAside | Retraction
"""What can stand under one reduced statement's id. Of two rows with one id the higher position wins."""

Key = tuple[str, str]
"""(person, key) of a fold, e.g. ("5f0c…", "month:2026-10")."""

Reference = Person | Unit | Coverage | Pulse | Restricted | Goal | Analysis


class Batch(msgspec.Struct, kw_only=True):
    """What one micro-batch changes, committed in one transaction with the position it reaches."""

    rows: list[Row]
    """Each replaces whatever stood under its id."""
    facts: dict[Key, Fact | None]
    """Each replaces the key's fact; None: the key has no fact any more."""
    reference: list[Reference]
    """Each replaces what was known of its key."""
    erased: list[str]
    """Persons of whom every row and fact goes; applied first (later rows of the same batch may not be theirs)."""
    forgotten: list[str] = []
    """Ids under which nothing stands any more, not even a tombstone; applied first."""
    position: int


class Standing(Protocol):
    """Where the rows stand that a batch changes."""

    def rows(self, ids: Iterable[str]) -> dict[str, Row]:
        """What stands under these ids."""

    def contributions(self, keys: Iterable[Key], at_most: int) -> dict[Key, list[Participation]]:
        """The live participations of each key; where there are more than `at_most`, at least those of smallest id."""


class Warehouse(Standing, Protocol):
    """The embedded engine's only memory."""

    def position(self) -> int:
        """The journal position all committed batches have reached; 0 when empty."""

    def commit(self, batch: Batch) -> None:
        """All of it or nothing, durably."""
