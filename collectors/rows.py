"""Reference data as files bring it: one typed row each, already checked. Dates are ISO; an open end is 9999-12-31."""

import msgspec

OPEN_END = "9999-12-31"


class PersonRow(msgspec.Struct, frozen=True, kw_only=True):
    """persons.csv: a person in a unit from the first day to the last."""

    person_id: str
    unit_id: str
    valid_from: str
    valid_to: str = OPEN_END
    supervisor: bool | None = None
    language: str | None = None
    employment_end: str | None = None


class UnitRow(msgspec.Struct, frozen=True, kw_only=True):
    """units.csv: one dated row of a unit; the agency's own row has no parent and the agency's code as its id."""

    unit_id: str
    parent_id: str | None
    agency_id: str
    name_fi: str
    name_sv: str
    valid_from: str
    valid_to: str = OPEN_END
    level: str | None = None
    reporting_unit: bool | None = None
    reported_with: str | None = None


class IdentityRow(msgspec.Struct, frozen=True, kw_only=True):
    """identities.csv: an identifier another system uses for a person, for a time."""

    agency_id: str
    person_id: str
    kind: str
    """account, mbox, mbox_sha1sum or openid"""
    value: str
    home_page: str | None = None
    valid_from: str = "0001-01-01"
    valid_to: str = OPEN_END


class GoalRow(msgspec.Struct, frozen=True, kw_only=True):
    """goals.csv: one version of a goal or of one of its milestones, with at most one review."""

    goal_id: str
    agency_id: str
    name_fi: str
    name_sv: str
    indicator: str | None = None
    milestone: str | None = None
    baseline: float
    target: float
    start: str
    due: str
    value: float | None = None
    """What the review found; of a milestone 1 for met, 0 for not met."""
    reviewed_at: str | None = None
    version: int = 1


class AnalysisRow(msgspec.Struct, frozen=True, kw_only=True):
    """analysis.csv: what an agency found about a theme of its learning culture."""

    agency_id: str
    date: str
    theme: str
    """An indicator's id, or a key of the agency's own."""
    finding_fi: str
    finding_sv: str
    goal_id: str | None = None


class WaveRow(msgspec.Struct, frozen=True, kw_only=True):
    """pulse.csv, its part about the wave: how many were invited in a batch."""

    wave: str
    agency_id: str
    unit: str
    invited: int | None
    opened: str
