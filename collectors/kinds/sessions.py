"""Mentoring sessions: one row for each session and participant.

Held sessions become T01; requests, bookings and cancellations are counted and not collected yet.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import msgspec

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Made, Statement
from collectors.kinds.build.template import EXT, Template
from collectors.quarantine import NotYet, Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings
from collectors.sources.values import Instant
from schemas.profile import VALUES

COLUMNS = Columns(
    required=("session_id", "series_id", "person_id", "role", "start", "status"),
    either=(("duration_min", "end"),),
    optional=("mode", "programme", "goal", "initiative", "place"),
)
STATUS = spellings(("requested", "booked", "held", "cancelled", "no_show"))
ROLE, MODE = spellings(VALUES[f"{EXT}/role"]), spellings(VALUES[f"{EXT}/session-mode"])
INITIATIVE, PLACE = spellings(VALUES[f"{EXT}/initiative"]), spellings(VALUES[f"{EXT}/place"])
LONGEST_MIN = 24 * 60

SESSION = words.kind("mentoring-session", "Mentoring session", "Mentorointitapaaminen", "Mentorträff")


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One person's part in a session that was held."""

    session_id: str
    series_id: str
    person_id: str
    role: str
    minutes: float
    end: Instant
    mode: str | None
    programme: str | None
    goal: str | None
    initiative: str | None
    place: str | None


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    template = Template(words.common(words.ATTENDED, SESSION))

    def take(record: Record) -> Made:
        if record.one_of("status", STATUS) != "held":
            return NotYet(record.row, "status", "only held sessions are collected yet")
        return state(record.row, read(record), context, template)

    return each(records, take)


def read(record: Record) -> Session:
    minutes, end = _extent(record)
    return Session(
        session_id=record.name("session_id"),
        series_id=record.name("series_id"),
        person_id=record.name("person_id"),
        role=record.one_of("role", ROLE),
        minutes=minutes,
        end=end,
        mode=record.closed("mode", MODE),
        programme=record.text("programme"),
        goal=record.text("goal"),
        initiative=record.closed("initiative", INITIATIVE),
        place=record.closed("place", PLACE),
    )


def _extent(record: Record) -> tuple[float, Instant]:
    """(minutes, end). A start that gives the day only stays at day precision, whatever the duration."""
    start = record.when("start")
    minutes = record.number("duration_min")
    field = "end" if minutes is None else "duration_min"
    if minutes is None:
        minutes = (_end(record).utc - start.utc) / timedelta(minutes=1)
    if not 0 < minutes <= LONGEST_MIN:
        raise Faulty(field, "a session lasts more than no time and at most a day")
    if not start.timed:
        return minutes, start
    return minutes, Instant(start.utc + timedelta(minutes=minutes))


def _end(record: Record) -> Instant:
    end = record.instant("end")
    if end is None:
        raise Faulty("duration_min", "either a duration or an end is needed")
    return end


def state(row: int, session: Session, context: Context, template: Template) -> Statement:
    id_ = ids.statement_id(context, "T01", session.session_id, session.person_id)
    groups = [("programme", session.programme), ("goal", session.goal)]
    body = template.fill(
        {
            "id": id_,
            "home_page": context.home_page,
            "person": session.person_id,
            "object": ids.event(context, session.session_id),
            "duration": times.duration(session.minutes),
            "registration": ids.registration(context, session.series_id),
            "grouping": [{"id": ids.named(context, sort, name)} for sort, name in groups if name] or None,
            "role": session.role,
            "session_mode": session.mode,
            "initiative": session.initiative,
            "place": session.place,
            "timestamp": times.timestamp(context, "start", session.end),
        }
    )
    return Statement(row, id_, body)
