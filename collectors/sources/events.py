"""One event of a calendar: whose it is, when it is planned, how it repeats. Its title and texts are not among it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo

import msgspec
from icalendar import vDDDTypes
from icalendar.parser import Contentline

from collectors.sources.ics import Component
from collectors.sources.record import Faulty
from collectors.sources.zones import Zones

MOST_PEOPLE = 200
NOT_PERSONS = frozenset(("ROOM", "RESOURCE", "GROUP"))
Property = tuple[dict[str, str], str]
"""(parameters in capitals, value)."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """As one VEVENT says it: a single event, a series, or one occurrence of a series that differs from it."""

    row: int
    uid: str
    occurrence: datetime | None
    """When the occurrence it speaks of was to begin (with zone); None: of the event as a whole."""
    sequence: int
    start: datetime
    """Local: without zone."""
    zone: tzinfo
    zone_known: bool
    length: timedelta
    rule: str | None
    more: tuple[datetime, ...]
    """Further starts, local."""
    left_out: frozenset[date]
    cancelled: bool
    private: bool
    categories: frozenset[str]
    organizer: str | None
    people: tuple[str, ...]
    """Addresses of organiser and attendees who did not decline, in small letters."""
    addresses: frozenset[str]
    """All addresses, of rooms too."""
    created: datetime | None
    modified: datetime | None


def read(component: Component, zones: Zones) -> Event:
    """Faulty: names the property and the rule."""
    if component.overlong:
        raise Faulty("VEVENT", "a property, or the number of them, is too long to be read")
    found = _properties(component.lines)
    start, zone, known = _time(found, "DTSTART", zones)
    organizer = _address(found["ORGANIZER"][0]) if "ORGANIZER" in found else None
    attendees = found.get("ATTENDEE", [])
    if len(attendees) > MOST_PEOPLE:
        raise Faulty("ATTENDEE", f"at most {MOST_PEOPLE} people are expected")
    persons = [organizer, *(_address(a) for a in attendees if _comes(a))]
    return Event(
        row=component.row,
        uid=_uid(found),
        occurrence=_occurrence(found, zones),
        sequence=_sequence(found),
        start=start,
        zone=zone,
        zone_known=known,
        length=_length(found, start, zone, zones),
        rule=found["RRULE"][0][1] if "RRULE" in found else None,
        more=tuple(_local(value, zone, zones) for value in _list(found, "RDATE")),
        left_out=frozenset(_local(value, zone, zones).date() for value in _list(found, "EXDATE")),
        cancelled=component.method == "CANCEL" or _said(found, "STATUS") == "CANCELLED",
        private=_said(found, "CLASS") not in ("", "PUBLIC"),
        categories=frozenset(
            c.strip().casefold() for _, value in found.get("CATEGORIES", []) for c in value.split(",")
        ),
        organizer=organizer,
        people=tuple(dict.fromkeys(filter(None, persons))),
        addresses=frozenset(filter(None, [organizer, *map(_address, attendees)])),
        created=_instant(found, "CREATED"),
        modified=_instant(found, "LAST-MODIFIED"),
    )


def _properties(lines: Iterable[str]) -> dict[str, list[Property]]:
    found: dict[str, list[Property]] = {}
    for line in lines:
        try:
            name, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]  # left so by icalendar
        except ValueError:
            raise Faulty("VEVENT", "a line is not written as iCalendar asks") from None
        said = {key.upper(): value if isinstance(value, str) else ",".join(value) for key, value in parameters.items()}
        found.setdefault(name.upper(), []).append((said, value))
    return found


def _said(found: dict[str, list[Property]], name: str) -> str:
    return found[name][0][1].strip().upper() if name in found else ""


def _uid(found: dict[str, list[Property]]) -> str:
    uid = found["UID"][0][1].strip() if "UID" in found else ""
    if not uid:
        raise Faulty("UID", "an event without one is not known again; export it from its calendar")
    return uid


def _sequence(found: dict[str, list[Property]]) -> int:
    said = _said(found, "SEQUENCE")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _parsed(name: str, said: Property) -> datetime | date | timedelta:
    try:
        value = vDDDTypes.from_ical(said[1].strip())  # type: ignore[no-untyped-call]  # left so by icalendar
    except (ValueError, OverflowError):
        value = None
    if not isinstance(value, datetime | date | timedelta):
        raise Faulty(name, "this is no date and time")
    return value


def _time(found: dict[str, list[Property]], name: str, zones: Zones) -> tuple[datetime, tzinfo, bool]:
    """(local time, its zone, whether the zone is known)."""
    if name not in found:
        raise Faulty(name, "an event without it is not planned")
    return _zoned(name, found[name][0], zones)


def _zoned(name: str, said: Property, zones: Zones) -> tuple[datetime, tzinfo, bool]:
    value = _parsed(name, said)
    if not isinstance(value, datetime):
        raise Faulty(name, "an event of whole days is no session; give it a time")
    if not 1970 <= value.year <= 2200:
        raise Faulty(name, "a year from 1970 to 2200 is expected")
    if value.tzinfo is not None:
        return value.replace(tzinfo=None), UTC, True
    zone, known = zones.find(said[0].get("TZID", ""))
    return value, zone, known


def _length(found: dict[str, list[Property]], start: datetime, zone: tzinfo, zones: Zones) -> timedelta:
    if "DTEND" in found:
        end, end_zone, _ = _time(found, "DTEND", zones)
        length = end.replace(tzinfo=end_zone).astimezone(UTC) - start.replace(tzinfo=zone).astimezone(UTC)
    else:
        given = _parsed("DURATION", found["DURATION"][0]) if "DURATION" in found else timedelta()
        length = given if isinstance(given, timedelta) else timedelta()
    if not timedelta() < length <= timedelta(days=1):
        raise Faulty("DTEND", "a session lasts more than no time and at most a day")
    return length


def _occurrence(found: dict[str, list[Property]], zones: Zones) -> datetime | None:
    if "RECURRENCE-ID" not in found:
        return None
    said = found["RECURRENCE-ID"][0]
    if "RANGE" in said[0]:
        raise Faulty("RECURRENCE-ID", "a change of an occurrence and all after it is not followed; begin a new series")
    value = _parsed("RECURRENCE-ID", said)
    if not isinstance(value, datetime):
        raise Faulty("RECURRENCE-ID", "an occurrence of whole days is no session")
    local, zone, _ = _zoned("RECURRENCE-ID", said, zones)
    return local.replace(tzinfo=zone)


def _list(found: dict[str, list[Property]], name: str) -> list[Property]:
    return [(said, value) for said, values in found.get(name, []) for value in values.split(",")]


def _local(said: Property, zone: tzinfo, zones: Zones) -> datetime:
    """In the zone of the event."""
    value = _parsed("EXDATE", said)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 (local)
    moment, own, _ = _zoned("EXDATE", said, zones)
    return moment.replace(tzinfo=own).astimezone(zone).replace(tzinfo=None)


def _instant(found: dict[str, list[Property]], name: str) -> datetime | None:
    """In UTC; what is not to be read is left out."""
    try:
        value = _parsed(name, found[name][0])
    except (KeyError, Faulty):
        return None
    return value.astimezone(UTC) if isinstance(value, datetime) and value.tzinfo else None


def _address(said: Property) -> str | None:
    """Exchange writes `invalid:nomail` where it knows none."""
    scheme, _, address = said[1].strip().casefold().rpartition("mailto:")
    address = address or scheme
    return address if "@" in address and len(address) <= 254 and not address.startswith("invalid:") else None


def _comes(said: Property) -> bool:
    parameters = said[0]
    return (
        parameters.get("CUTYPE", "").upper() not in NOT_PERSONS
        and parameters.get("PARTSTAT", "").upper() not in ("DECLINED", "DELEGATED")
        and parameters.get("ROLE", "").upper() != "NON-PARTICIPANT"
    )
