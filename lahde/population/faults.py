"""What can be wrong with a row or a statement, and how often (domain.md 7.4). A fault is tallied by its name."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from lahde.population.courses import COMPLETED, COURSE, Statement
from lahde.population.people import Staff
from lahde.population.sessions import HAND, told_by
from lahde.population.table import Row, Table, Value

MALFORMED, FUTURE, UNKNOWN, ELSEWHERE, ALIAS = "malformed", "future", "unknown person", "without unit", "alias"
RATES = {MALFORMED: 0.001, FUTURE: 0.0005, UNKNOWN: 0.005, ELSEWHERE: 0.002, ALIAS: 0.05}
"""`without unit`: by somebody who had left by then, or had not begun."""

NO_SUCH_TIME = "2026-02-30T10:00:00Z"
_NO_SUCH_DAY = "29.2.2026"
_YEARS_AHEAD = 10
_TRIES = 30
_COMPLETED_ELSEWHERE = "https://adlnet.gov/expapi/verbs/completed"
_OLDER_COURSE = "http://id.tincanapi.com/activitytype/lms/course"


@dataclass(frozen=True)
class Weak:
    """Where a table is hit: the column that is malformed and what stands there, and the one that is sent changed."""

    column: str
    text: str
    changed: str


WEAK = {
    "sessions.csv": Weak("start", _NO_SUCH_DAY, "duration_min"),
    "moments.csv": Weak("date", _NO_SUCH_DAY, "place"),
    "reflections.csv": Weak("date", "31.11.2026", "text_shape"),
    "courses.csv": Weak("completed_at", _NO_SUCH_DAY, "score"),
    "events.csv": Weak("date", _NO_SUCH_DAY, "duration_min"),
    "pulse.csv": Weak("value", "?", "value"),
}
"""Only these files get dirty."""


def draw(rng: Random) -> str:
    """A fault, or none."""
    at = rng.random()
    for fault, rate in RATES.items():
        if (at := at - rate) < 0:
            return fault
    return ""


def row(rng: Random, of: Staff, table: Table, clean: Row, fault: str) -> Row | None:
    """The row with the fault; None if this row cannot have it."""
    weak = WEAK[table.name]
    if not _by_hand(of, table, clean):
        return None
    if fault == MALFORMED:
        return _replaced(clean, table.column(weak.column), weak.text)
    if fault == FUTURE:
        at = table.column(table.when)
        return _replaced(clean, at, _ahead(clean[at]))
    if fault in (UNKNOWN, ELSEWHERE) and "person_id" in table.columns:
        day = clean[table.column(table.when)]
        person = _nobody(rng, of) if fault == UNKNOWN else _without_unit(rng, of, day)
        return _replaced(clean, table.column("person_id"), person) if person else None
    return None


def _by_hand(of: Staff, table: Table, row: Row) -> bool:
    """Of sessions only those are hit that were held, and that somebody typed in."""
    if table.name != "sessions.csv":
        return True
    series, role, mode, status = (str(row[table.column(n)]) for n in ("series_id", "role", "mode", "status"))
    return status == "held" and told_by(of.agency, series, role, mode) == HAND


def changed(of: Staff, table: Table, clean: Row) -> Row | None:
    """The same record, saying something else."""
    at = table.column(WEAK[table.name].changed)
    value = clean[at]
    if not _by_hand(of, table, clean):
        return None
    if isinstance(value, str) or value is None:
        other = {"text_shape": ("short", "long"), "place": ("own_task", "team_meeting")}[WEAK[table.name].changed]
        return _replaced(clean, at, other[value == other[0]])
    assert isinstance(value, int | float)  # noqa: S101 (what the other columns of WEAK hold)
    return _replaced(clean, at, value + 1 if value < 2 else value - 1)


def statement(rng: Random, of: Staff, clean: Statement, fault: str) -> Statement | None:
    if fault == MALFORMED:
        return clean | {"timestamp": NO_SUCH_TIME}
    if fault == FUTURE:
        return clean | {"timestamp": f"{int(clean['timestamp'][:4]) + _YEARS_AHEAD}{clean['timestamp'][4:]}"}
    if fault == UNKNOWN:
        return _by(clean, str(rng.randrange(10**8, 10**9)))
    if fault == ELSEWHERE:
        account = _without_unit(rng, of, date.fromisoformat(clean["timestamp"][:10]), account=True)
        return _by(clean, account) if account else None
    return _under_another_name(rng, clean)


def changed_statement(clean: Statement) -> Statement | None:
    """The same id, saying something else: what an LRS answers with 409."""
    return clean | {"result": clean["result"] | {"duration": "PT7M7S"}} if "result" in clean else None


def _ahead(value: Value) -> Value:
    if isinstance(value, date | datetime):
        return value.replace(year=value.year + _YEARS_AHEAD)
    return value


def _nobody(rng: Random, of: Staff) -> str:
    """Longer than any number given to a person."""
    return f"{of.agency.code.lower()}-{rng.randrange(10**8, 10**9)}"


def _without_unit(rng: Random, of: Staff, day: Value, *, account: bool = False) -> str | None:
    """Somebody HR knows, who was not in the agency that day."""
    assert isinstance(day, date)  # noqa: S101 (clean rows are dated)
    when = day.date() if isinstance(day, datetime) else day
    for person in (rng.choice(of.people) for _ in range(_TRIES * len(of.people) // 100 + _TRIES)):
        if not person.started <= when <= person.ended and person.ended >= of.since:
            return person.account if account else person.id
    return None


def _replaced(row: Row, at: int, value: Value) -> Row:
    return (*row[:at], value, *row[at + 1 :])


def _by(clean: Statement, account: str) -> Statement:
    actor: dict[str, Any] = clean["actor"]
    return clean | {"actor": actor | {"account": actor["account"] | {"name": account}}}


def _under_another_name(rng: Random, clean: Statement) -> Statement | None:
    verb, activity = clean["verb"], clean["object"]
    if verb["id"] == COMPLETED and rng.random() < 0.5:
        return clean | {"verb": verb | {"id": _COMPLETED_ELSEWHERE}}
    if activity["definition"]["type"] == COURSE:
        definition = activity["definition"] | {"type": _OLDER_COURSE}
        return clean | {"object": activity | {"definition": definition}}
    return None
