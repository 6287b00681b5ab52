"""/moments/session: one's own part in a mentoring session that was held; one press for a session that was booked."""

from datetime import date, timedelta

import msgspec
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from collectors.bookings import unconfirmed
from collectors.kinds import sessions
from collectors.kinds.sessions import LONGEST_MIN, Session
from collectors.ledger import people
from collectors.sources.values import Instant
from collectors.web import codes, noting
from collectors.web.questions import ANSWERS
from collectors.web.told import told
from collectors.web.visit import Visit, signed_in
from look import message
from look.dates import day as written

TEMPLATES = sessions.templates()
ROLES = ("mentee", "mentor", "peer", "facilitator", "observer")
MODES = ("pair", "group")
MINUTES = ("30", "45", "60", "90", "120")
FIELDS = ("role", "mode", "minutes", "other_minutes", "series", "initiative", "day", "code")
NEW = "new"


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions the viewer had in a row."""

    registration: str
    first: date
    last: date
    count: int

    def label(self, lang: str) -> str:
        return message(
            lang, "session.series.known", first=written(self.first, lang), last=written(self.last, lang), n=self.count
        )


def form(visit: Visit) -> Response:
    """GET /moments/session"""
    noting.of(visit)
    return _form(visit, dict.fromkeys(FIELDS, ""), [])


def note(visit: Visit) -> Response:
    """POST /moments/session"""
    context, record = noting.of(visit), noting.record(visit)
    given = {field: noting.said(visit, field) for field in FIELDS}
    known = {series.registration for series in series_of(visit)} | {NEW}
    day, code, minutes = noting.when(given["day"], context.now), codes.read(given["code"]), _minutes(given)
    wrong = [
        field
        for field, right in (
            ("role", given["role"] in ROLES),
            ("mode", given["mode"] in MODES),
            ("minutes", minutes is not None),
            ("series", given["series"] in known),
            ("initiative", given["initiative"] in ANSWERS["initiative"]),
            ("day", day is not None),
            ("code", code is not None or not given["code"]),
        )
        if not right
    ]
    if wrong or day is None or minutes is None:
        return _form(visit, given, wrong)
    code = code or codes.new(context.key, record)
    session = Session(
        session_id=code,
        series_id=code,
        person_id=visit.viewer.person_id,
        status="held",
        role=given["role"],
        start=day,
        minutes=minutes,
        mode=given["mode"],
        initiative=given["initiative"],
        registration=None if given["series"] == NEW else given["series"],
    )
    made = noting.state(visit, context, sessions.state(0, session, context, TEMPLATES))
    return visit.onward(f"/moments/done/{made}?code={code}")


def confirm(visit: Visit) -> Response:
    """POST /moments/confirm: a booked session was held; the button says in which role."""
    context, role = noting.of(visit), noting.said(visit, "role")
    reader, viewer = visit.wiring.reader.connection, visit.viewer
    booked = {b.statement: b for b in unconfirmed(reader, context.home_page, viewer.person_id, context.now)}
    booking = booked.get(noting.said(visit, "booking"))
    if role not in ROLES:
        raise HTTPException(403)
    if booking is None:  # confirmed meanwhile, or too long ago
        return visit.onward("/moments")
    session = Session(
        session_id=booking.statement,
        series_id=booking.series,
        person_id=viewer.person_id,
        status="held",
        role=role,
        start=Instant(booking.start),
        minutes=(booking.end - booking.start) / timedelta(minutes=1),
        activity=booking.session,
        registration=booking.series,
    )
    made = noting.state(visit, context, sessions.state(0, session, context, TEMPLATES))
    return visit.onward(f"/moments/done/{made}")


def series_of(visit: Visit) -> list[Series]:
    """The viewer's own, the last met first."""
    person = noting.person(visit)
    found: dict[str, Series] = {}
    for kept in people.statements(visit.wiring.reader.connection, person) if person else ():
        seen = told(kept, visit.lang)
        series = kept.statement.get("context", {}).get("registration")
        if seen.class_ == "MS" and seen.mine and not kept.voided and series:
            before = found.get(series, Series(registration=series, first=seen.day, last=seen.day, count=0))
            found[series] = Series(
                registration=series,
                first=min(before.first, seen.day),
                last=max(before.last, seen.day),
                count=before.count + 1,
            )
    return sorted(found.values(), key=lambda s: (s.last, s.registration), reverse=True)


def _form(visit: Visit, given: dict[str, str], wrong: list[str]) -> Response:
    return visit.page(
        "session.html",
        "session.title",
        422 if wrong else 200,
        given=given,
        wrong=wrong,
        roles=ROLES,
        modes=MODES,
        minutes=MINUTES,
        series=[(s.registration, s.label(visit.lang)) for s in series_of(visit)],
        initiatives=ANSWERS["initiative"],
        nonce=noting.nonce(),
    )


def _minutes(given: dict[str, str]) -> int | None:
    """Of the buttons, or as typed beside "other"."""
    text = given["other_minutes"] if given["minutes"] == "other" else given["minutes"]
    plausible = text.isascii() and text.isdecimal() and len(text) < 5 and 0 < int(text) <= LONGEST_MIN
    return int(text) if plausible and (given["minutes"] == "other" or text in MINUTES) else None


ROUTES = [
    Route("/moments/session", signed_in(form), methods=["GET"]),
    Route("/moments/session", signed_in(note), methods=["POST"]),
    Route("/moments/confirm", signed_in(confirm), methods=["POST"]),
]
