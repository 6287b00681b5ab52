"""Mentoring sessions: asked for, booked, cancelled, held, missed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from zlib import crc32

from lahde.population.agencies import Agency
from lahde.population.calendar import first_day, last_day, month_of, pick_moment, pick_time, season, weight
from lahde.population.draws import about, stream, uuid
from lahde.population.mentoring import Meeting, Programme
from lahde.population.moments import initiative
from lahde.population.people import Person, Staff
from lahde.population.table import Row, Table, instant

COLUMNS = (
    "session_id",
    "series_id",
    "person_id",
    "role",
    "start",
    "duration_min",
    "status",
    "mode",
    "programme",
    "initiative",
    "place",
    "recorded_at",
)
_A_MONTH = 0.8
_CANCELLED, _REBOOKED, _HELD_ALL_THE_SAME, _MISSED = 0.12, 0.5, 0.02, 0.03
_NAMES_THE_PLACE = 0.3
_LOST = _CANCELLED * (1 - _REBOOKED) + _MISSED


HAND, ONLINE, PLATFORM = "by hand", "online", "platform"
_MEETS_ONLINE = 0.4


def told_by(agency: Agency, series: str, role: str, mode: str) -> str:
    """Who tells that a session was held: a file of the agency's, an attendance report, a mentoring platform.

    The last two know neither whose initiative it was nor where something was learned.
    """
    if role == "peer":
        return HAND
    if agency.calendar and crc32(series.encode()) < _MEETS_ONLINE * 2**32:
        return ONLINE
    return PLATFORM if agency.platform and mode == "pair" else HAND


@dataclass(frozen=True)
class Part:
    """One person's part in a session that was held."""

    session: str
    person: Person
    role: str
    end: datetime


@dataclass(frozen=True)
class Plan:
    session: str
    start: datetime
    minutes: int


def sessions(seed: int, of: Staff, running: Programme, month: int) -> tuple[list[Row], list[Part]]:
    """Rows of sessions.csv and who took part."""
    rng = stream(seed, of.agency.code, "sessions", month)
    rows: list[Row] = []
    parts: list[Part] = []
    for meeting in running.meetings.get(month, []):
        for number in range(about(rng, _A_MONTH / (1 - _LOST) * season(month))):
            plan = _plan(rng, of.agency, meeting, month)
            rows += _requests(rng, meeting, plan, month) if number == 0 else []
            _run(rng, of, meeting, plan, month, rows, parts)
    return _one_a_day(rows, parts) if of.agency.calendar else (rows, parts)


def _one_a_day(rows: list[Row], parts: list[Part]) -> tuple[list[Row], list[Part]]:
    """In a calendar a session is the day of its series, so of two on one day only the first takes place."""
    first: dict[tuple[object, ...], str] = {}
    for row in rows:
        first.setdefault((row[1], _day(row)), str(row[0]))
    named = {session: f"{series} {day}" for (series, day), session in first.items()}
    kept = [(named[str(row[0])], *row[1:]) for row in rows if row[0] in named and first[row[1], _day(row)] == row[0]]
    return kept, [replace(part, session=named[part.session]) for part in parts if part.session in named]


def _day(row: Row) -> str:
    return instant(row[4])[:10]


def _plan(rng: Random, agency: Agency, meeting: Meeting, month: int) -> Plan:
    return Plan(
        session=_key(rng, agency, meeting),
        start=pick_moment(rng, month),
        minutes=rng.choice((30, 45, 60, 60, 60) if len(meeting.mentees) == 1 else (60, 90, 90, 120)),
    )


def _key(rng: Random, agency: Agency, meeting: Meeting) -> str:
    """A platform counts the meetings of each pair."""
    key = f"S-{uuid(rng)}"
    by = told_by(agency, meeting.series, _role(meeting), _mode(meeting))
    return f"{meeting.series} {key}" if by == PLATFORM else key


def _role(meeting: Meeting) -> str:
    return "peer" if meeting.peers else "mentee"


def _mode(meeting: Meeting) -> str:
    return "pair" if len(meeting.mentees) == 1 else "group"


def _requests(rng: Random, meeting: Meeting, plan: Plan, month: int) -> list[Row]:
    day = plan.start.date() - timedelta(days=rng.randrange(3, 26))
    if day < first_day(month) or not weight(day):
        return []
    asked = pick_time(rng, day)
    return [_row(meeting, plan, p, _role(meeting), "requested", asked) for p in meeting.new if p.at_work(day)]


def _run(rng: Random, of: Staff, meeting: Meeting, plan: Plan, month: int, rows: list[Row], parts: list[Part]) -> None:
    day = plan.start.date()
    mentees = [person for person in meeting.mentees if person.at_work(day)]
    if not mentees or not meeting.mentor.at_work(day):
        return
    role = _role(meeting)
    booked = plan.start - timedelta(days=2, minutes=rng.randrange(0, 300, 5))
    rows += [_row(meeting, plan, person, role, "booked", booked) for person in mentees]
    if rng.random() < _CANCELLED:
        called_off = booked + timedelta(hours=rng.randrange(6, 40))
        rows += [_row(meeting, plan, person, role, "cancelled", called_off) for person in mentees]
        if rng.random() >= _HELD_ALL_THE_SAME:
            later = _later(rng, of.agency, meeting, plan, month)
            if later and rng.random() < _REBOOKED:
                _run(rng, of, meeting, later, month, rows, parts)
            return
    _hold(rng, of, meeting, plan, mentees, rows, parts)


def _later(rng: Random, agency: Agency, meeting: Meeting, plan: Plan, month: int) -> Plan | None:
    day = plan.start.date() + timedelta(days=rng.randrange(1, 15))
    if not weight(day) or day > last_day(month):
        return None
    return Plan(_key(rng, agency, meeting), pick_time(rng, day), plan.minutes)


def _hold(
    rng: Random, of: Staff, meeting: Meeting, plan: Plan, mentees: list[Person], rows: list[Row], parts: list[Part]
) -> None:
    here = [person for person in mentees if rng.random() >= _MISSED]
    role = _role(meeting)
    present = set(here)
    rows += [_row(meeting, plan, person, role, "no_show") for person in mentees if person not in present]
    if not here:
        return
    end = plan.start + timedelta(minutes=plan.minutes)
    roles = [(meeting.mentor, "peer" if meeting.peers else "mentor"), *((person, role) for person in here)]
    for person, part in roles:
        rows.append(_row(meeting, plan, person, part, "held", said=_said(rng, of, meeting, plan)))
        parts.append(Part(plan.session, person, part, end))


def _said(rng: Random, of: Staff, meeting: Meeting, plan: Plan) -> tuple[str | None, str | None]:
    """Initiative and place are each participant's own word, where there is room for one."""
    whose = initiative(rng, of.agency, month_of(plan.start.date()))
    where = "mentoring" if rng.random() < _NAMES_THE_PLACE else None
    by = told_by(of.agency, meeting.series, _role(meeting), _mode(meeting))
    return (whose, where) if by == HAND else (None, None)


def _row(
    meeting: Meeting,
    plan: Plan,
    person: Person,
    role: str,
    status: str,
    recorded: datetime | None = None,
    said: tuple[str | None, str | None] = (None, None),
) -> Row:
    return (
        plan.session, meeting.series, person.id, role, plan.start, plan.minutes,
        status, _mode(meeting), meeting.programme, *said, recorded,
    )  # fmt: skip


def table(rows: list[Row]) -> Table:
    return Table("sessions.csv", COLUMNS, "start", rows).sorted()
