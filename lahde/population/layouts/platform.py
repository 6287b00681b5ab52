"""Pairs as a mentoring platform exports them: a row a meeting, with both sides and what they thought of it."""

from dataclasses import replace

from lahde.population.names import address
from lahde.population.table import Row, Table

COLUMNS = (
    "Relation ID", "Meeting ID", "Meeting date", "Duration (min)", "Status", "Mentor email", "Mentee email",
    "Programme", "Rating", "Notes",
)  # fmt: skip
_STATUS = {
    "requested": "Requested",
    "booked": "Scheduled",
    "held": "Completed",
    "cancelled": "Cancelled",
    "no_show": "No-show",
}


def meetings(sessions: Table, agency: str) -> Table:
    """From rows of sessions.csv whose session_id is `SERIES MEETING`. Ratings and notes are dropped on the way in."""
    found: dict[tuple[str, str], dict[str, Row]] = {}
    at = {name: sessions.column(name) for name in sessions.columns}
    for row in sessions.rows:
        found.setdefault((str(row[at["session_id"]]), str(row[at["status"]])), {})[str(row[at["role"]])] = row
    rows = []
    for (session, status), sides in found.items():
        row = next(iter(sides.values()))
        who = [address(str(sides[s][at["person_id"]]), agency) if s in sides else None for s in ("mentor", "mentee")]
        series, _, meeting = session.partition(" ")
        liked = (4, "Hyvä keskustelu") if status == "held" else (None, None)
        told = (row[at["start"]], row[at["duration_min"]], _STATUS[status], *who, row[at["programme"]], *liked)
        rows.append((series, meeting, *told))
    return replace(sessions, columns=COLUMNS, when="Meeting date", rows=rows)
