"""A booking calendar as Outlook publishes it: each occurrence of a series by itself, Windows zone names, folded lines.

What it holds beside the bookings (titles, places, a private event) is there to be left behind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lahde.population.calendar import HELSINKI
from lahde.population.names import address
from lahde.population.table import Row, Table, Value

CATEGORY = "Oppimismentorointi"
"""What marks the programme's sessions."""
_ZONE = "FLE Standard Time"
_FIRST, _FOLDED = 75, 74


@dataclass(frozen=True)
class Booking:
    uid: str
    start: datetime
    minutes: int
    made: datetime
    called_off: datetime | None
    people: tuple[str, ...]
    """Addresses."""


def bookings(sessions: Table, agency: str) -> list[Booking]:
    """From the rows of sessions.csv with the status `booked` or `cancelled`; a session_id is `UID day`."""
    at = {name: sessions.column(name) for name in sessions.columns}
    found: dict[str, dict[str, list[Row]]] = {}
    for row in sessions.rows:
        found.setdefault(str(row[at["session_id"]]), {}).setdefault(str(row[at["status"]]), []).append(row)
    made = []
    for session, said in found.items():
        first, cancelled = said["booked"][0], said.get("cancelled")
        people = dict.fromkeys(address(str(row[at["person_id"]]), agency) for row in said["booked"])
        made.append(
            Booking(
                uid=session.rpartition(" ")[0],
                start=_time(first[at["start"]]),
                minutes=int(str(first[at["duration_min"]])),
                made=_time(first[at["recorded_at"]]),
                called_off=_time(cancelled[0][at["recorded_at"]]) if cancelled else None,
                people=tuple(people),
            )
        )
    return made


def _time(value: Value) -> datetime:
    assert isinstance(value, datetime)  # noqa: S101 (bookings have times)
    return value


def ics(booked: Iterable[Booking], mailbox: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "METHOD:PUBLISH", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0"]
    for booking in booked:
        lines += _event(booking, mailbox)
    lines += [*_private(), "END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line)).encode()


def _event(booking: Booking, mailbox: str) -> list[str]:
    end = booking.start + timedelta(minutes=booking.minutes)
    return [
        "BEGIN:VEVENT",
        f"UID:{booking.uid}",
        f"RECURRENCE-ID;TZID={_ZONE}:{booking.start:%Y%m%dT%H%M%S}",
        f"DTSTART;TZID={_ZONE}:{booking.start:%Y%m%dT%H%M%S}",
        f"DTEND;TZID={_ZONE}:{end:%Y%m%dT%H%M%S}",
        f"CREATED:{_utc(booking.made)}",
        f"LAST-MODIFIED:{_utc(booking.called_off or booking.made)}",
        f"SEQUENCE:{int(booking.called_off is not None)}",
        f"STATUS:{'CANCELLED' if booking.called_off else 'CONFIRMED'}",
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
