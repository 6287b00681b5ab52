"""What a release publishes beside its figures: the agencies' goals and findings, and where the data come from."""

from datetime import date

import duckdb
import msgspec

from warehouse.goals import Goal

FOUND = """
SELECT agency_id AS agency, date::VARCHAR AS date, theme, finding_fi, finding_sv, goal_id AS goal
FROM dim_analysis WHERE date <= ? ORDER BY ALL
"""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What an agency found when it analysed its own learning culture, in its own words."""

    agency: str
    date: str
    theme: str
    finding_fi: str
    finding_sv: str
    goal: str | None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A declared source, as far as the record at /about-data tells everybody: never its key or secret."""

    name: str
    agency: str | None
    """None: of several agencies."""
    feeds: list[str]
    units: list[str]
    since: str | None
    purpose: str | None
    dpia: str | None
    cooperation: str | None
    revoked: bool


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    goals: list[Goal] = []
    findings: list[Finding] = []
    sources: list[Source] = []


def findings(con: duckdb.DuckDBPyConnection, as_of: date) -> list[Finding]:
    """Those of the cut-off and before."""
    rows = con.execute(FOUND, [as_of]).fetchall()
    return [Finding(**dict(zip(Finding.__struct_fields__, row, strict=True))) for row in rows]
