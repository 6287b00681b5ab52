"""A booking calendar as Outlook publishes it: each occurrence of a series by itself, Windows zone names, folded lines.

What it holds beside the bookings (titles, places, a private event) is there to be left behind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lahde.population.calendar import HELSINKI
from lahde.population.table import Row, Table

CATEGORY = "Oppimismentorointi"
"""What marks the programme's sessions."""
_ZONE = "FLE Standard Time"
_FIRST, _FOLDED = 75, 74


@dataclass(frozen=True)
class Booking:
    uid: str
    start: datetime
    minutes: int
    people: tuple[str, ...]
    """Addresses."""
    cancelled: bool


def bookings(table: Table, address: dict[str, str]) -> list[Booking]:
    """From the rows of sessions.csv with the status `booked` and `cancelled`; a session_id is `UID day`."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    plans: dict[str, Row] = {}
    at = {name: table.column(name) for name in ("session_id", "person_id", "start", "duration_min", "status")}
    for row in table.rows:
        if (status := str(row[at["status"]])) in ("booked", "cancelled"):
            session = str(row[at["session_id"]])
            plans[session] = row
            found.setdefault(session, {}).setdefault(status, {})[address[str(row[at["person_id"]])]] = None
    return [
        Booking(session.rpartition(" ")[0], _time(row[at["start"]]), int(str(row[at["duration_min"]])),
                tuple(found[session]["booked"]), "cancelled" in found[session])
        for session, row in plans.items()
    ]  # fmt: skip


def _time(value: object) -> datetime:
    assert isinstance(value, datetime)  # noqa: S101 (clean rows have a time)
    return value


def ics(booked: Iterable[Booking], mailbox: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "METHOD:PUBLISH", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0"]
    for booking in booked:
        lines += _event(booking, mailbox)
    lines += [*_private(), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line)).encode()


def _event(booking: Booking, mailbox: str) -> list[str]:
    end = booking.start + timedelta(minutes=booking.minutes)
    made = booking.start - timedelta(days=9)
    return [
        "BEGIN:VEVENT",
        f"UID:{booking.uid}",
        f"RECURRENCE-ID;TZID={_ZONE}:{booking.start:%Y%m%dT%H%M%S}",
        f"DTSTART;TZID={_ZONE}:{booking.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={_ZONE}:{end:%Y%m%dT%H%M%S}",
        f"CREATED:{_utc(made)}",
        f"LAST-MODIFIED:{_utc(made + timedelta(days=2) if booking.cancelled else made)}",
        f"SEQUENCE:{int(booking.cancelled)}",
        f"STATUS:{'CANCELLED' if booking.cancelled else 'CONFIRMED'}",
        "CLASS:PUBLIC",
        f"CATEGORIES:{CATEGORY}",
        "SUMMARY:Mentorointi: mitä opin eilen\\, mitä kokeilen huomenna ja kenelle siitä kerron",
        "LOCATION:Neuvotteluhuone Revontuli",
        f"ORGANIZER;CN=Mentorointi:mailto:{mailbox}",
        *(f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:{who}" for who in booking.people),
        "END:VEVENT",
    ]


def _private() -> list[str]:
    """Somebody's own, in the same calendar and by mistake in the same category."""
    return [
        "BEGIN:VEVENT",
        "UID:yksityinen-1@kalenteri.rtt.example",
        "DTSTART;TZID=Customized Time Zone:20261008T140000",
        "DTEND;TZID=Customized Time Zone:20261008T150000",
        "CLASS:PRIVATE",
        f"CATEGORIES:{CATEGORY}",
        "SUMMARY:Hammaslääkäri",
        "END:VEVENT",
    ]


def _utc(local: datetime) -> str:
    return local.replace(tzinfo=HELSINKI).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _fold(line: str) -> Iterator[str]:
    """Lines are at most 75 bytes; a letter of two bytes is never cut."""
    rest, space = line, _FIRST
    lead = ""
    while rest:
        size = space
        while len(rest[:size].encode()) > space:
            size -= 1
        yield lead + rest[:size]
        rest, lead, space = rest[size:], " ", _FOLDED
