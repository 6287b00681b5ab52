"""What the agencies found when they analysed their learning culture (m1-m2), the goals they set (m2-m3), their reviews.

Of a goal with an indicator HR writes what it counted from the agency's own events; nothing here knows a figure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lahde.population.calendar import LAST, first_day, last_day, month_of
from lahde.population.table import Row, Table

GOAL_COLUMNS = (
    "goal_id",
    "agency_id",
    "name_fi",
    "name_sv",
    "indicator",
    "milestone",
    "baseline",
    "target",
    "start",
    "due",
    "value",
    "reviewed_at",
    "version",
)
ANALYSIS_COLUMNS = ("agency_id", "date", "theme", "finding_fi", "finding_sv", "goal_id")
SOON, LATER = date(2026, 12, 31), date(2027, 12, 31)
_START = date(2024, 10, 1)
_FIRST_REVIEW, _REVIEW_EVERY, _REVIEW_DAY = 6, 3, 15
WINDOWS = {"LC01": 3, "LC02a": 12, "LC10": 12, "LC13a": 12}
"""Of the indicators that goals here have, in months."""

Counted = Callable[[str, int], float]
"""(indicator, month) → the share HR counts for the window that ends with the month."""


@dataclass(frozen=True)
class Aim:
    """A goal with an indicator."""

    id: str
    fi: str
    sv: str
    indicator: str
    baseline: float
    target: float
    due: date = SOON


@dataclass(frozen=True)
class Steps:
    """A goal with milestones: the month in which each is met, 0 for not yet."""

    id: str
    fi: str
    sv: str
    met: dict[str, int]
    due: date = SOON


@dataclass(frozen=True)
class Finding:
    month: int
    theme: str
    fi: str
    sv: str
    goal: str | None = None


def goals(agency: str, set_by_it: tuple[Aim | Steps, ...], since: date, counted: Counted) -> Table:
    """Each goal, then each of its reviews as one more row. HR reviews what whole windows since `since` tell."""
    rows: list[Row] = []
    for goal in set_by_it:
        if isinstance(goal, Aim):
            rows += _aim(agency, goal, since, counted)
        else:
            rows += _steps(agency, goal)
    return Table("goals.csv", GOAL_COLUMNS, "start", rows)


def _aim(agency: str, goal: Aim, since: date, counted: Counted) -> list[Row]:
    of = (agency, goal, goal.indicator, None, goal.baseline, goal.target)
    first = month_of(since) + WINDOWS[goal.indicator] - 1
    told = [day for day in _review_days() if month_of(day) - 1 >= first]
    reviews = [_row(*of, value=round(counted(goal.indicator, month_of(day) - 1), 2), reviewed=day) for day in told]
    return reviews or [_row(*of)]


def _steps(agency: str, goal: Steps) -> list[Row]:
    return [
        _row(agency, goal, None, milestone, None, None, value=_yes(0 < met <= month_of(day)), reviewed=day)
        for milestone, met in goal.met.items()
        for day in _review_days()
    ]


def _yes(met: bool) -> str:
    return "kyllä" if met else "ei"


def _review_days() -> list[date]:
    """Quarterly, from January on."""
    return [first_day(month).replace(day=_REVIEW_DAY) for month in range(_FIRST_REVIEW, LAST + 1, _REVIEW_EVERY)]


def _row(
    agency: str,
    goal: Aim | Steps,
    indicator: str | None,
    milestone: str | None,
    baseline: float | None,
    target: float | None,
    value: float | str | None = None,
    reviewed: date | None = None,
) -> Row:
    return (
        goal.id, agency, goal.fi, goal.sv, indicator, milestone, baseline, target,
        _START, goal.due, value, reviewed, 1,
    )  # fmt: skip


def analysis(agency: str, found: tuple[Finding, ...]) -> Table:
    rows: list[Row] = [(agency, last_day(f.month), f.theme, f.fi, f.sv, f.goal) for f in found]
    return Table("analysis.csv", ANALYSIS_COLUMNS, "date", rows)
