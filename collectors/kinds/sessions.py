"""Mentoring sessions: one row for each session, participant and status.

Becomes T02 when requested, T03 when booked, T01 when held, T04 when cancelled; a missed session is counted only.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import msgspec

from collectors.bookings import Booking
from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import many
from collectors.kinds.build.items import Context, Gone, Item, Made, Statement
from collectors.kinds.build.parts import grouping
from collectors.kinds.build.template import EXT, Template
from collectors.quarantine import Quarantined, Unstated
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings
from collectors.sources.values import Instant
from schemas.profile import VALUES

COLUMNS = Columns(
    required=("session_id", "series_id", "person_id", "role", "start", "status"),
    either=(("duration_min", "end"),),
    optional=("mode", "programme", "goal", "initiative", "place", "recorded_at"),
)
STATUS = spellings(("requested", "booked", "held", "cancelled", "no_show"))
ROLE, MODE = spellings(VALUES[f"{EXT}/role"]), spellings(VALUES[f"{EXT}/session-mode"])
INITIATIVE, PLACE = spellings(VALUES[f"{EXT}/initiative"]), spellings(VALUES[f"{EXT}/place"])
LONGEST_MIN = 24 * 60

SESSION = words.kind("mentoring-session", "Mentoring session", "Mentorointitapaaminen", "Mentorträff")
VERBS = {"requested": words.REQUESTED, "booked": words.SCHEDULED, "held": words.ATTENDED, "cancelled": words.CANCELLED}
TEMPLATES = {"requested": "T02", "booked": "T03", "held": "T01", "cancelled": "T04"}


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One person's part in a session, as far as its status says."""

    session_id: str
    series_id: str
    person_id: str
    status: str
    role: str
    start: Instant
    minutes: float | None = None
    """Known of sessions held and booked."""
    recorded_at: Instant | None = None
    """When it was requested, booked or cancelled."""
    mode: str | None = None
    programme: str | None = None
    goal: str | None = None
    initiative: str | None = None
    place: str | None = None
    activity: str | None = None
    """IRI of a session that another source told of: what is said now is about the same."""
    registration: str | None = None
    """Of a series that is known already."""

    @property
    def end(self) -> Instant:
        """A start that gives the day only stays at day precision, whatever the duration."""
        if not self.start.timed or self.minutes is None:
            return self.start
        return Instant(self.start.utc + timedelta(minutes=self.minutes))


Templates = dict[str, Template]


def templates() -> Templates:
    """By status."""
    made = {status: words.common(verb, SESSION) for status, verb in VERBS.items()}
    made["cancelled"]["context"]["statement"] = {"objectType": "StatementRef"}
    return {status: Template(fixed) for status, fixed in made.items()}


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    """A part that is said to be missed or cancelled, and nowhere in the file held, was not held."""
    made = templates()
    held: set[tuple[str, str]] = set()
    evidence: list[tuple[int, Session]] = []
    not_held: dict[tuple[str, str], Gone] = {}

    def take(record: Record) -> list[Made]:
        session = read(record)
        part = session.session_id, session.person_id
        if session.status == "held":
            held.add(part)
        elif session.status in ("cancelled", "no_show"):
            not_held[part] = Gone(record.row, _id(context, session, "T01"))
        if session.status == "no_show":
            return [Unstated(record.row, "status", "tell of a missed session: counted, nothing kept")]
        if session.status == "held" and record.evidence:
            evidence.append((record.row, session))
            return []
        return [state(record.row, session, context, made)]

    yield from many(records, take)
    yield from (state(row, session, context, made) for row, session in _meetings(evidence, context))
    yield from (gone for part, gone in not_held.items() if part not in held)


def _meetings(evidence: list[tuple[int, Session]], context: Context) -> Iterator[tuple[int, Session]]:
    """A meeting at which somebody had a session booked was that session, for all who were there."""
    bookings: dict[str, Booking] = {}
    for _, session in evidence:
        if session.session_id not in bookings:
            found = context.known.meant(context.home_page, session.person_id, session.start.utc)
            bookings |= {session.session_id: found} if found else {}
    for row, session in evidence:
        booking = bookings.get(session.session_id)
        same = {"activity": booking.session, "registration": booking.series} if booking else {}
        yield row, msgspec.structs.replace(session, **same)


def read(record: Record) -> Session:
    status, start = record.one_of("status", STATUS), record.when("start")
    return Session(
        session_id=record.name("session_id"),
        series_id=record.name("series_id"),
        person_id=record.name("person_id"),
        status=status,
        role=record.one_of("role", ROLE),
        start=start,
        minutes=_minutes(record, start) if status in ("held", "booked") else None,
        recorded_at=record.instant("recorded_at"),
        mode=record.closed("mode", MODE),
        programme=record.text("programme"),
        goal=record.text("goal"),
        initiative=record.closed("initiative", INITIATIVE),
        place=record.closed("place", PLACE),
    )


def _minutes(record: Record, start: Instant) -> float:
    minutes = record.number("duration_min")
    field = "end" if minutes is None else "duration_min"
    if minutes is None:
        minutes = (_end(record).utc - start.utc) / timedelta(minutes=1)
    if not 0 < minutes <= LONGEST_MIN:
        raise Faulty(field, "a session lasts more than no time and at most a day")
    return minutes


def _end(record: Record) -> Instant:
    end = record.instant("end")
    if end is None:
        raise Faulty("duration_min", "either a duration or an end is needed")
    return end


def state(row: int, session: Session, context: Context, made: Templates) -> Statement:
    id_ = _id(context, session, TEMPLATES[session.status])
    common = {
        "id": id_,
        "home_page": context.home_page,
        "person": session.person_id,
        "object": session.activity or ids.event(context, session.session_id),
        "registration": session.registration or ids.registration(context, session.series_id),
        "grouping": grouping(context, session.programme, session.goal),
    }
    own = _held(context, session) if session.status == "held" else _planned(context, session)
    return Statement(row, id_, made[session.status].fill(common | own))


def _id(context: Context, session: Session, template: str) -> str:
    return ids.statement_id(context, template, session.session_id, session.person_id)


def _held(context: Context, session: Session) -> dict[str, object]:
    return {
        "duration": times.duration(session.minutes or 0),
        "role": session.role,
        "session_mode": session.mode,
        "initiative": session.initiative,
        "place": session.place,
        "timestamp": times.timestamp(context, "start", session.end),
    }


def _planned(context: Context, session: Session) -> dict[str, object]:
    """Requests, bookings and cancellations carry the time they were made; a plan may lie ahead, they may not.

    Whose source does not say when: they count from the time planned, or, if that is ahead, from when they came.
    """
    said: dict[str, object] = {}
    if session.status == "booked":
        said["planned_start"] = session.start.utc.isoformat().replace("+00:00", "Z")
        said["planned_duration"] = times.duration(session.minutes or 0)
    if session.status == "cancelled":
        said["statement"] = _id(context, session, "T03")
    if session.recorded_at:
        return said | {"timestamp": times.timestamp(context, "recorded_at", session.recorded_at)}
    return said | {"timestamp": times.so_far(context, session.start)}
