"""What crosses the boundary: one record per journal entry and person, each carrying its journal position.

These are the values of `lahde.journal`, `lahde.people`, `lahde.reference` and `lahde.pulse` on Kafka, and what the
embedded engine is handed in process. Pseudonyms and keyed hashes are 36-character UUID strings. Dates are ISO
strings; an open end is "9999-12-31", and `valid_to` is the last day that counts.
"""

from typing import Any

import msgspec

from schemas.reduced import Reduced


class Stated(msgspec.Struct, frozen=True, tag="stated", kw_only=True):
    """A reduced statement about `person`, or a pulse answer (person is None)."""

    position: int
    person: str | None
    agency: str
    source: str
    statement_key: str
    statement: Reduced


class Retracted(msgspec.Struct, frozen=True, tag="retracted", kw_only=True):
    """The reduced statement `id` of `person` no longer holds: voided, or it turned out to be somebody else's."""

    position: int
    person: str | None
    id: str


class Erased(msgspec.Struct, frozen=True, tag="erased", kw_only=True):
    """Everything about `person` goes, and without a trace what stood under `ids`.

    Those are other people's parts in statements that went with the person. A tombstone would tell of them.
    """

    position: int
    person: str
    ids: list[str] = []


class Expired(msgspec.Struct, frozen=True, tag="expired", kw_only=True):
    """What stood under these ids is no longer kept; it goes without a trace."""

    position: int
    ids: list[str]


class Restricted(msgspec.Struct, frozen=True, tag="restricted", kw_only=True):
    """Processing of `person` is restricted from this position on (or no longer)."""

    position: int
    person: str
    restricted: bool


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a person's history: in `unit` from the first day to the last."""

    unit: str
    valid_from: str
    valid_to: str
    supervisor: bool | None = None
    language: str | None = None


class Person(msgspec.Struct, frozen=True, tag="person", kw_only=True):
    """The whole current history of one person in one agency."""

    position: int
    person: str
    agency: str
    assignments: list[Assignment]


class UnitRow(msgspec.Struct, frozen=True, kw_only=True):
    """One dated row of a unit; `parent` is None for an agency's top node."""

    parent: str | None
    name_fi: str
    name_sv: str
    valid_from: str
    valid_to: str
    level: str | None = None
    reporting_unit: bool | None = None
    reported_with: str | None = None


class Unit(msgspec.Struct, frozen=True, tag="unit", kw_only=True):
    """The whole current history of one unit."""

    position: int
    unit: str
    agency: str
    rows: list[UnitRow]


class Coverage(msgspec.Struct, frozen=True, tag="coverage", kw_only=True):
    """Which units a source covers since when, and what it feeds (mentoring, moments, reflections, courses, pulse).

    An empty `units` means the whole agency. Units cover what lies below them.
    """

    position: int
    source: str
    agency: str
    feeds: list[str]
    units: list[str]
    since: str


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A reporting unit's share of a wave."""

    unit: str
    invited: int | None


class Pulse(msgspec.Struct, frozen=True, tag="pulse", kw_only=True):
    """One wave of one agency: when, and how many were invited in each batch."""

    position: int
    wave: str
    agency: str
    opened: str
    batches: list[Batch]


class GoalRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a goal, or of one of its milestones, with at most one review."""

    version: int
    name_fi: str
    name_sv: str
    indicator: str | None
    milestone: str | None
    baseline: float
    target: float
    start: str
    due: str
    value: float | None = None
    """What the review found; of a milestone 1 for met, 0 for not met."""
    reviewed_at: str | None = None


class Goal(msgspec.Struct, frozen=True, tag="goal", kw_only=True):
    """The whole current history of one agency's goal."""

    position: int
    goal: str
    agency: str
    rows: list[GoalRow]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What an agency found on a day, in its own words; `goal` is what it set out to do about it."""

    date: str
    finding_fi: str
    finding_sv: str
    goal: str | None = None


class Analysis(msgspec.Struct, frozen=True, tag="analysis", kw_only=True):
    """All findings of one agency about one theme: an indicator's id, or a key of its own."""

    position: int
    theme: str
    agency: str
    rows: list[Finding]


class Mark(msgspec.Struct, frozen=True, tag="mark", kw_only=True):
    """All records up to and including this journal position have been sent."""

    position: int


Record = Stated | Retracted | Erased | Expired | Restricted | Person | Unit | Coverage | Pulse | Goal | Analysis | Mark

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Record).decode


def plain(record: Record) -> dict[str, Any]:
    """The record as plain data."""
    result: dict[str, Any] = msgspec.to_builtins(record)
    return result
