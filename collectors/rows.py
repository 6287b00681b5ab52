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


class WaveRow(msgspec.Struct, frozen=True, kw_only=True):
    """pulse.csv, its part about the wave: how many were invited in a batch."""

    wave: str
    agency_id: str
    unit: str
    invited: int | None
    opened: str
