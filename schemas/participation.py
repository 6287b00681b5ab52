"""A participation: one person's part in one event, as classified from one reduced statement.

It is also a contribution: each key in `keys` names a fold that counts it.
"""

from datetime import date, datetime

import msgspec

CAP = 2_000
"""Contributions that a key holds (law 2), those with the smallest ids; only a faulty source gives one person more."""


class Participation(msgspec.Struct, frozen=True, tag="participation", kw_only=True):
    """One row of the warehouse's `participation`. Unknown is None, never a default."""

    id: str
    """UUID of the reduced statement."""
    position: int
    """Journal position; of two rows with one id the higher wins."""
    person: str
    """Pseudonym, UUID."""
    agency: str
    source: str
    template: str
    """T01 … T16, the profile's statement template."""
    class_: str
    """Learning events: MS mentoring session, LM learning moment, SC story, NE network event, WS workshop, CC course.

    Beside them RF reflection, and RQ, BK, CX: a session requested, booked, cancelled. What counts learning events lists
    their classes.
    """
    kind: str | None = None
    """Of a learning moment: problem-solved, success, failure, …; of a story: story, story-circle."""
    activity: str
    """Keyed hash (UUID) of the activity: session, course, moment."""
    statement: str
    """Keyed hash (UUID) of the statement id, without the person."""
    series: str | None = None
    """Keyed hash (UUID) of context.registration."""
    about: str | None = None
    """What it is about: keyed hash of the parent activity, else of the statement referred to."""
    programme: str | None = None
    """Keyed hash (UUID) of the first grouping activity: the programme it belongs to."""
    ended_at: datetime
    """UTC."""
    day: date
    """Local day (Europe/Helsinki) of `ended_at`: decides the period."""
    duration_s: int | None = None
    mode: str | None = None
    role: str | None = None
    place: str | None = None
    initiative: str | None = None
    scope: str | None = None
    counterpart_role: str | None = None
    crafting_type: str | None = None
    mandatory: bool | None = None
    declined: bool | None = None
    """Of a reflection: reflection-mode is `declined`."""
    text_shape: str | None = None
    reflection_mode: str | None = None
    keys: list[str]
    """The folds this row contributes to, as `step:key`, e.g. `month:2026-10`. Together with `person` a fold's key."""


class Retraction(msgspec.Struct, frozen=True, tag="retraction", kw_only=True):
    """A tombstone: the participation `id` of `person` does not hold at or below `position`."""

    id: str
    person: str
    position: int


class PulseAnswer(msgspec.Struct, frozen=True, tag="pulse_answer", kw_only=True):
    """One item of one respondent of one wave; joins to nothing else."""

    id: str
    position: int
    wave: str
    unit: str
    """The batch's reporting unit."""
    respondent: str
    item: str
    value: int
    scale_max: int


class SetAside(msgspec.Struct, frozen=True, tag="set_aside", kw_only=True):
    """A reduced statement that no template covers (or a key that is full): kept in view, never guessed."""

    id: str
    position: int
    person: str
    statement: str
    """Keyed hash (UUID) of the statement id, without the person."""
    source: str
    verb: str
    object_type: str
    reason: str
