"""Facts: what the steps make of a key's contributions. Times and counts, never a verdict that depends on a cut-off."""

from datetime import date, datetime

import msgspec


class Month(msgspec.Struct, frozen=True, tag="month", kw_only=True):
    """`fact_month`: a person's month, courses excepted (those are counted by `fact_completion`)."""

    person: str
    key: str
    month: date
    """First day."""
    sessions: int
    """MS; sessions of one series on one day count once."""
    moments: int
    """LM; a day with more than five counts once."""
    stories: int
    """SC."""
    network: int
    """NE."""
    workshops: int
    """WS."""
    mentor_s: int
    """Seconds of mentoring in the role of mentor."""


class Session(msgspec.Struct, frozen=True, tag="session", kw_only=True):
    """`fact_session`: a person's session with what followed. Group by (person, activity): two ways of pointing at a
    session (its activity, its statement) make two rows."""

    person: str
    key: str
    activity: str
    series: str | None
    role: str | None
    ended_at: datetime
    day: date
    reflected_at: datetime | None
    """The first reflection after the end that says something: spoken, or written and not empty."""
    declined: bool
    """The person declined to reflect on it."""


class Completion(msgspec.Struct, frozen=True, tag="completion", kw_only=True):
    """`fact_completion`: one course completed once, whatever number of verbs said so."""

    person: str
    key: str
    activity: str
    completed_at: datetime
    day: date
    mandatory: bool | None
    initiative: str | None


Fact = Month | Session | Completion
