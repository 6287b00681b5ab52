"""Sessions that are booked, as the ledger's statements tell: each person's own booking that stands.

A booking (T03) stands until it is voided or cancelled (T04). It is confirmed by a statement that the same person
attended the same session (T01), whoever sent it.
"""

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from schemas.statement.agent import Identifier, identifier
from schemas.statement.parse import parse

SCHEDULED = "http://activitystrea.ms/schema/1.0/schedule"
CANCELLED = "http://activitystrea.ms/schema/1.0/cancel"
ATTENDED = "http://adlnet.gov/expapi/verbs/attended"
PLANNED_START = "http://id.tincanapi.com/extension/planned-start-time"
PLANNED_DURATION = "http://id.tincanapi.com/extension/planned-duration"

ASKED = timedelta(days=14)
"""How long a session is asked about after it ended."""
NEAR = timedelta(minutes=45)
"""People come early and late: how far from the plan a meeting may begin and still be the one that was booked."""

_STATED = """
select s.id, s.body from statement s join mention m using (seq)
where s.verb = (select id from term where text = ?) and s.voided_at is null and m.part = 'a' and """
_OF_PERSON = "m.agent = (select id from agent where key = ?)"
_OF_SOURCE = "s.source = (select id from source where name = ?)"


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """One person's booked session."""

    statement: str
    """Id of the T03 that stands."""
    session: str
    """IRI of the session's activity: a statement about the same session names it again."""
    series: str
    """Registration."""
    person_id: str
    home_page: str
    start: datetime
    """In UTC, as are all times here."""
    end: datetime
    cancelled: bool = False


def unconfirmed(ledger: sqlite3.Connection, home_page: str, person_id: str, now: datetime) -> list[Booking]:
    """The person's sessions that ended within the last 14 days and that nobody confirmed or cancelled, oldest first."""
    return [booking for booking in _open(ledger, home_page, person_id) if now - ASKED <= booking.end <= now]


def meant(ledger: sqlite3.Connection, home_page: str, person_id: str, began: datetime) -> Booking | None:
    """The person's booking that a meeting which began then must have been: the nearest plan within 45 minutes.

    Also one that is known to be held: a report handed in twice says the same.
    """
    found = _bookings(ledger, _OF_PERSON, Identifier("account", person_id, home_page).key)
    near = [booking for booking in found if not booking.cancelled and abs(booking.start - began) <= NEAR]
    return min(near, key=lambda booking: abs(booking.start - began), default=None)


def booked(ledger: sqlite3.Connection, source: str) -> list[Booking]:
    """Everybody's bookings that this source told of, cancelled ones too."""
    return _bookings(ledger, _OF_SOURCE, source)


def _open(ledger: sqlite3.Connection, home_page: str, person_id: str) -> list[Booking]:
    key = Identifier("account", person_id, home_page).key
    held = {body["object"].get("id") for _, body in _stated(ledger, ATTENDED, _OF_PERSON, key)}
    return [b for b in _bookings(ledger, _OF_PERSON, key) if not b.cancelled and b.session not in held]


def _bookings(ledger: sqlite3.Connection, which: str, who: str) -> list[Booking]:
    """By plan."""
    cancelled = {_about(body) for _, body in _stated(ledger, CANCELLED, which, who)}
    found = (_booking(id_, body, id_ in cancelled) for id_, body in _stated(ledger, SCHEDULED, which, who))
    return sorted((b for b in found if b is not None), key=lambda b: (b.start, b.session, b.person_id))


def _stated(ledger: sqlite3.Connection, verb: str, which: str, who: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(id, statement) of those with this verb that stand."""
    for id_, body in ledger.execute(_STATED + which, (verb, who)).fetchall():
        yield str(uuid.UUID(bytes=id_)), parse(body)


def _about(statement: dict[str, Any]) -> str:
    """Id of the booking that a cancellation names."""
    referred: str = statement.get("context", {}).get("statement", {}).get("id", "")
    return referred.lower()


def _booking(id_: str, statement: dict[str, Any], cancelled: bool) -> Booking | None:
    """None for a foreign statement that does not say what we need."""
    named, context = identifier(statement["actor"]), statement.get("context", {})
    extensions = context.get("extensions", {})
    try:
        start = _instant(extensions[PLANNED_START])
        end = start + timedelta(seconds=_seconds(extensions[PLANNED_DURATION]))
        if named is None or named.home_page is None:
            return None
        return Booking(
            statement=id_,
            session=statement["object"]["id"],
            series=context["registration"],
            person_id=named.value,
            home_page=named.home_page,
            start=start,
            end=end,
            cancelled=cancelled,
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _seconds(duration: str) -> float:
    return msgspec.convert(duration, timedelta).total_seconds()
