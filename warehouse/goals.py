"""The agencies' own goals, as a release lists them beside LC12."""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
import msgspec

from schemas.cell import Cell


class Goal(msgspec.Struct, frozen=True, kw_only=True):
    """One goal on the last day of a month; fields as in warehouse/sql/published/goal.sql."""

    agency: str
    id: str
    period: str
    name_fi: str
    name_sv: str
    indicator: str | None
    start: str
    due: str
    reviewed_at: str | None
    baseline: float | None
    first_target: float | None
    target: float | None
    value: float | None
    milestones: int
    met: int
    state: str = "value"
    progress: float | None
    expected: float
    on_track: bool | None


ACTIVE = """
SELECT agency_id AS agency, goal_id AS id, strftime(window_end, '%Y-%m') AS period, name_fi, name_sv, indicator,
    start::VARCHAR AS start, due::VARCHAR AS due, reviewed_at::VARCHAR AS reviewed_at, baseline::DOUBLE AS baseline,
    CASE WHEN milestones = 0 THEN first_target::DOUBLE END AS first_target, target::DOUBLE AS target,
    value::DOUBLE AS value, milestones::INTEGER AS milestones, met::INTEGER AS met, 'value' AS state,
    progress::DOUBLE AS progress, expected::DOUBLE AS expected, on_track
FROM goal_progress WHERE window_end = ? ORDER BY agency, id
"""


Told = dict[tuple[str, str], list[Cell]]
"""Agency and indicator → its cells."""

COUNTED_BY = "LC12"
"""The indicator that counts the goals: made last, when it is known which figures are suppressed."""


def hide(con: duckdb.DuckDBPyConnection, cells: Sequence[Cell]) -> None:
    """Leaves the goals that nothing is told of out of the count, so that it does not tell of them either."""
    days = [day for (day,) in con.execute("SELECT DISTINCT window_end FROM goal_progress").fetchall()]
    goals = [(day, goal) for day in days for goal in active(con, day)]
    told = _told(cells, [goal for _, goal in goals])
    hidden = [(day, goal.agency, goal.id) for day, goal in goals if _suppressed(goal, told)]
    if hidden:
        con.executemany("INSERT INTO goal_hidden VALUES (?, ?, ?)", hidden)


def active(con: duckdb.DuckDBPyConnection, month_end: date) -> list[Goal]:
    """Those of the month's last day, once `warehouse.figures.begin` has made them."""
    rows = con.execute(ACTIVE, [month_end]).fetchall()
    return [Goal(**dict(zip(Goal.__struct_fields__, row, strict=True))) for row in rows]


def shown(goals: Iterable[Goal], cells: Sequence[Cell]) -> list[Goal]:
    """A goal tells no more than the figure it is measured by: where that is suppressed, so is its progress."""
    listed = list(goals)
    told = _told(cells, listed)
    return [_hidden(goal) if _suppressed(goal, told) else goal for goal in listed]


def _told(cells: Iterable[Cell], goals: Iterable[Goal]) -> Told:
    """Of the figures that goals are measured by."""
    told: Told = {(goal.agency, goal.indicator): [] for goal in goals if goal.indicator}
    for cell in cells:
        if not cell.breakdown and (cell.node, cell.indicator) in told:
            told[cell.node, cell.indicator].append(cell)
    return told


def _suppressed(goal: Goal, told: Told) -> bool:
    """Whether the figure is that was the newest when the goal was reviewed."""
    if goal.indicator is None or goal.reviewed_at is None:
        return False
    known = [c for c in told[goal.agency, goal.indicator] if c.period_end < goal.reviewed_at]
    newest = max((c.period_end for c in known), default="")
    return bool(known) and all(c.state == "suppressed" for c in known if c.period_end == newest)


def _hidden(goal: Goal) -> Goal:
    return msgspec.structs.replace(goal, state="suppressed", value=None, progress=None, on_track=None)
