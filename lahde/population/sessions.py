"""Mentoring sessions: asked for, booked, cancelled, held, missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from lahde.population.calendar import first_day, last_day, pick_moment, pick_time, season, weight
from lahde.population.draws import about, stream, uuid
from lahde.population.mentoring import Meeting, Programme
from lahde.population.moments import initiative
from lahde.population.people import Person, Staff
from lahde.population.table import Row, Table

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
)
_A_MONTH = 0.8
_CANCELLED, _REBOOKED, _HELD_ALL_THE_SAME, _MISSED = 0.12, 0.5, 0.02, 0.03
_LOST = _CANCELLED * (1 - _REBOOKED) + _MISSED


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
    initiative: str
    place: str | None


def sessions(seed: int, of: Staff, running: Programme, month: int) -> tuple[list[Row], list[Part]]:
    """Rows of sessions.csv and who took part. `start` of a request is when it was made."""
    rng = stream(seed, of.agency.code, "sessions", month)
    rows: list[Row] = []
    parts: list[Part] = []
    for meeting in running.meetings.get(month, []):
        for number in range(about(rng, _A_MONTH / (1 - _LOST) * season(month))):
            plan = _plan(rng, of, meeting, month)
            rows += _requests(rng, meeting, plan, month) if number == 0 else []
            _run(rng, meeting, plan, month, rows, parts)
    return rows, parts


def _plan(rng: Random, of: Staff, meeting: Meeting, month: int) -> Plan:
    return Plan(
        session=f"S-{uuid(rng)}",
        start=pick_moment(rng, month),
        minutes=rng.choice((30, 45, 60, 60, 60) if len(meeting.mentees) == 1 else (60, 90, 90, 120)),
        initiative=initiative(rng, of.agency, month),
        place="mentoring" if rng.random() < 0.3 else None,
    )


def _requests(rng: Random, meeting: Meeting, plan: Plan, month: int) -> list[Row]:
    day = plan.start.date() - timedelta(days=rng.randrange(3, 26))
    if day < first_day(month) or not weight(day):
        return []
    asked = Plan(plan.session, pick_time(rng, day), plan.minutes, plan.initiative, plan.place)
    return [_row(meeting, asked, p, "mentee", "requested") for p in meeting.new if p.at_work(day)]


def _run(rng: Random, meeting: Meeting, plan: Plan, month: int, rows: list[Row], parts: list[Part]) -> None:
    day = plan.start.date()
    mentees = [person for person in meeting.mentees if person.at_work(day)]
    if not mentees or not meeting.mentor.at_work(day):
        return
    role = "peer" if meeting.peers else "mentee"
    rows += [_row(meeting, plan, person, role, "booked") for person in mentees]
    if rng.random() < _CANCELLED:
        rows += [_row(meeting, plan, person, role, "cancelled") for person in mentees]
        if rng.random() >= _HELD_ALL_THE_SAME:
            later = _later(rng, plan, month)
            if later and rng.random() < _REBOOKED:
                _run(rng, meeting, later, month, rows, parts)
            return
    _hold(rng, meeting, plan, mentees, rows, parts)


def _later(rng: Random, plan: Plan, month: int) -> Plan | None:
    day = plan.start.date() + timedelta(days=rng.randrange(1, 15))
    if not weight(day) or day > last_day(month):
        return None
    return Plan(f"S-{uuid(rng)}", pick_time(rng, day), plan.minutes, plan.initiative, plan.place)


def _hold(rng: Random, meeting: Meeting, plan: Plan, mentees: list[Person], rows: list[Row], parts: list[Part]) -> None:
    here = [person for person in mentees if rng.random() >= _MISSED]
    role = "peer" if meeting.peers else "mentee"
    present = set(here)
    rows += [_row(meeting, plan, person, role, "no_show") for person in mentees if person not in present]
    if not here:
        return
    end = plan.start + timedelta(minutes=plan.minutes)
    roles = [(meeting.mentor, "peer" if meeting.peers else "mentor"), *((person, role) for person in here)]
    for person, part in roles:
        rows.append(_row(meeting, plan, person, part, "held"))
        parts.append(Part(plan.session, person, part, end))


def _row(meeting: Meeting, plan: Plan, person: Person, role: str, status: str) -> Row:
    mode = "pair" if len(meeting.mentees) == 1 else "group"
    return (
        plan.session, meeting.series, person.id, role, plan.start, plan.minutes,
        status, mode, meeting.programme, plan.initiative, plan.place,
    )  # fmt: skip


def table(rows: list[Row]) -> Table:
    return Table("sessions.csv", COLUMNS, "start", rows).sorted()
