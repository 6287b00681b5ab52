"""Goals an agency set for its own learning culture, and what its reviews found.

Becomes T13 and T14, whose actor is the agency itself, and the goal's history. A goal has an indicator, or milestones.
"""

import re
from collections.abc import Iterable, Iterator

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.agency import own
from collectors.kinds.build.each import many
from collectors.kinds.build.items import Context, Item, Reference, Statement
from collectors.kinds.build.template import Template
from collectors.quarantine import Quarantined
from collectors.rows import GoalRow
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record
from collectors.sources.values import instant

COLUMNS = Columns(
    required=("goal_id", "agency_id", "name_fi", "name_sv", "baseline", "target", "start", "due"),
    either=(("indicator", "milestone"),),
    optional=("value", "reviewed_at", "version"),
)
INDICATOR = re.compile(r"LC(0[1-9]|1[0-4])[a-c]?|S[1-6]")
AGENCIES = "https://org.lc.example"
"""Home page of the accounts that stand for whole agencies."""
GOAL = {"type": "http://id.tincanapi.com/activitytype/goal"}
NEVER_ALONE = ("LC01", "LC05", "LC06", "LC08", "LC13")
"""They can be raised without anybody learning more, so no target stands on these alone (domain.md 2.1)."""
SLACK = 0.10
"""How far a goal on track may lag behind the time that has gone (domain.md 2.2, LC12)."""


def templates() -> tuple[Template, Template]:
    """Of a goal that was set, and of one that was reviewed."""
    actor = {"objectType": "Group"}
    return (
        Template(words.common(words.DEFINED, GOAL, actor=actor)),
        Template(words.common(words.REVIEWED, GOAL, actor=actor)),
    )


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    defined, reviewed = templates()
    rows = list(records)
    accompanied = set(map(_company, rows))

    def take(record: Record) -> list[Item]:
        goal = read(record, context)
        if goal.indicator and goal.agency_id not in accompanied:
            raise Faulty("indicator", "no target stands on this figure alone; set one on another beside it")
        made: list[Item] = [Reference(record.row, goal), set_(record.row, goal, context, defined)]
        return [*made, review(record.row, goal, context, reviewed)] if goal.reviewed_at else made

    return many(rows, take)


def _company(row: Record | Quarantined) -> str | None:
    """The agency whose other goals this one keeps company. A milestone is no figure, and keeps none."""
    if not isinstance(row, Record):
        return None
    try:
        indicator = row.text("indicator")
        return row.text("agency_id") if indicator and indicator[:4] not in NEVER_ALONE else None
    except Faulty:  # said when the row's turn comes
        return None


def read(record: Record, context: Context) -> GoalRow:
    indicator, milestone = record.text("indicator"), record.text("milestone")
    if (indicator is None) == (milestone is None):
        raise Faulty("indicator", "a row has either an indicator or a milestone")
    if indicator and not INDICATOR.fullmatch(indicator):
        raise Faulty("indicator", "an indicator's id is expected, such as LC02a")
    start, due = record.iso_day("start"), record.iso_day("due")
    if due <= start:
        raise Faulty("due", "a goal is due after it starts")
    baseline, target = _way(record, milestone is not None)
    value, reviewed_at = _review(record, context, milestone is not None)
    return GoalRow(
        goal_id=record.name("goal_id"),
        agency_id=own(record, context),
        name_fi=record.name("name_fi"),
        name_sv=record.text("name_sv") or "",
        indicator=indicator,
        milestone=milestone,
        baseline=baseline,
        target=target,
        start=start,
        due=due,
        value=value,
        reviewed_at=reviewed_at,
        version=_version(record),
    )


def _way(record: Record, milestone: bool) -> tuple[float, float]:
    """(baseline, target); a milestone's way is from not met to met."""
    if milestone:
        return 0.0, 1.0
    baseline, target = record.number("baseline"), record.number("target")
    if baseline is None or target is None:
        raise Faulty("baseline" if baseline is None else "target", "this cell may not be empty")
    if baseline == target:
        raise Faulty("target", "a target differs from the baseline")
    return baseline, target


def _review(record: Record, context: Context, milestone: bool) -> tuple[float | None, str | None]:
    value = record.truth("value") if milestone else record.number("value")
    if (value is None) != ("reviewed_at" not in record.cells):
        raise Faulty("reviewed_at", "a review has both a value and a day")
    return (None, None) if value is None else (float(value), record.past(context.now, "reviewed_at"))


def _version(record: Record) -> int:
    version = record.whole("version")
    if version is not None and version < 1:
        raise Faulty("version", "versions are counted from 1")
    return version or 1


def set_(row: int, goal: GoalRow, context: Context, template: Template) -> Statement:
    """The goal as this version sets it; several reviews of one version say it again, and it counts once."""
    id_ = _id(context, "T13", goal)
    said = _goal_value(goal)
    body = template.fill(
        _common(context, goal, id_)
        | {"goal_value": said, "timestamp": times.so_far(context, instant(goal.start)), "due_date": goal.due}
    )
    return Statement(row, id_, body)


def review(row: int, goal: GoalRow, context: Context, template: Template) -> Statement:
    id_ = _id(context, "T14", goal, goal.reviewed_at or "")
    body = template.fill(
        _common(context, goal, id_)
        | {
            "scaled": round(progress(goal), 4),
            "success": on_track(goal),
            "goal_value": _goal_value(goal) | {"value": goal.value},
            "timestamp": times.timestamp(context, "reviewed_at", instant(goal.reviewed_at or "")),
            "due_date": goal.due,
        }
    )
    return Statement(row, id_, body)


def progress(goal: GoalRow) -> float:
    """How much of the way from the baseline to the target has been gone, 0 to 1."""
    gone = ((goal.value or 0.0) - goal.baseline) / (goal.target - goal.baseline)
    return min(max(gone, 0.0), 1.0)


def on_track(goal: GoalRow) -> bool:
    """A milestone: met. Else as LC12 says, at the day of the review."""
    if goal.milestone:
        return bool(goal.value)
    start, due, now = (instant(day or "").utc for day in (goal.start, goal.due, goal.reviewed_at))
    return progress(goal) >= min((now - start) / (due - start), 1.0) - SLACK


def _id(context: Context, template: str, goal: GoalRow, *more: str) -> str:
    record = " ".join((goal.goal_id, str(goal.version), goal.milestone or "", *more))
    return ids.statement_id(context, template, record, goal.agency_id)


def _goal_value(goal: GoalRow) -> dict[str, object]:
    named = {"milestone": goal.milestone} if goal.milestone else {"indicator": goal.indicator}
    return {**named, "baseline": goal.baseline, "target": goal.target}


def _common(context: Context, goal: GoalRow, id_: str) -> dict[str, object]:
    names = {language: name for language, name in (("fi", goal.name_fi), ("sv", goal.name_sv)) if name}
    return {
        "id": id_,
        "home_page": AGENCIES,
        "person": goal.agency_id.lower(),
        "object": ids.named(context, "goal", goal.goal_id),
        "name": names,
    }
