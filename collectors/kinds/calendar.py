"""Calendars (.ics): mentoring sessions that are booked or cancelled, by the programme's category or booking mailbox.

A booking becomes T03 and a cancellation T04, one for each person the agency knows by their address. That a session was
held is told by an attendance report or by a person, never by a calendar: accepted is not attended. A sessions file of
the same source meets an event when its session_id is the event's UID, in a series followed by a space and the local day
(`UID 2026-10-06`), and its series_id is the UID.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from collectors.bookings import Booking
from collectors.kinds import sessions
from collectors.kinds.build import ids, times
from collectors.kinds.build.items import Context, Item, Statement
from collectors.quarantine import FileRefused, Flagged, Quarantined
from collectors.sources.events import Event, read
from collectors.sources.headers import Columns
from collectors.sources.ics import Calendar, Component
from collectors.sources.record import Faulty
from collectors.sources.series import MOST, Occurrence, occurrences
from collectors.sources.values import HELSINKI
from collectors.sources.zones import Zones

COLUMNS = Columns(required=())
OPENED = Calendar
BACK, AHEAD = timedelta(days=400), timedelta(days=60)
NOT_READ = "there are too many events in this calendar; export the booking calendar alone"
UNKNOWN = "an address by which nobody of the agency is known; add it to identities.csv"

Key = tuple[str, str]
"""(session's activity, person id)"""


def collect(records: Iterable[Component], context: Context) -> Iterator[Item]:
    """Statements follow when the whole calendar was read: its last line may change its first event."""
    if not (context.marks.categories or context.marks.mailboxes):
        rule = "nothing tells the mentoring sessions in this source's calendars"
        raise FileRefused(context.source, rule, "set a category or mailbox under [calendars.NAME] in the settings")
    groups: dict[str, list[Event]] = defaultdict(list)
    read_any = False
    for item in _events(records, context):
        if isinstance(item, Event):
            groups[item.uid].append(item)
        else:
            yield item
        read_any = True
    yield from _Plan(context, whole=context.marks.whole and read_any).statements(groups)


def _events(records: Iterable[Component], context: Context) -> Iterator[Event | Quarantined | Flagged]:
    """Events of ours, and those that may speak of one: a change or a cancellation can come without its marks."""
    zones, kept = Zones(), 0
    for component in records:
        if component.kind == "VTIMEZONE":
            zones.define(component)
            continue
        try:
            event = read(component, zones)
        except Faulty as fault:
            yield Quarantined(component.row, fault.field, fault.rule)
            continue
        if not (_marked(event, context) or event.occurrence or event.cancelled):
            continue
        kept += 1
        if kept > MOST:
            yield Quarantined(component.row, "VEVENT", NOT_READ)
            continue
        if not event.zone_known:
            yield Flagged(component.row, "DTSTART", "a time zone nobody knows; taken as Helsinki's")
        yield event


def _marked(event: Event, context: Context) -> bool:
    marks = context.marks
    return bool(event.categories & marks.categories or event.addresses & marks.mailboxes)


class _Plan:
    """What is planned now, beside what was booked before."""

    def __init__(self, context: Context, *, whole: bool) -> None:
        self._context = context
        self._whole = whole
        self._templates = sessions.templates()
        self._before: dict[Key, list[Booking]] = defaultdict(list)
        for booking in context.known.bookings():
            self._before[booking.session, booking.person_id].append(booking)
        self._planned: set[Key] = set()
        self._series = {booking.series for bookings in self._before.values() for booking in bookings}

    def statements(self, groups: dict[str, list[Event]]) -> Iterator[Item]:
        first, last = self._context.now - BACK, self._context.now + AHEAD
        left = MOST
        ours = {uid: events for uid, events in groups.items() if self._ours(uid, events)}
        for events in ours.values():
            for found in occurrences(events, first, last, left):
                left -= 1
                yield from [found] if isinstance(found, Quarantined) else self._occurrence(found)
        yield from self._missing({ids.registration(self._context, uid) for uid in ours})

    def _ours(self, uid: str, events: list[Event]) -> bool:
        """By its marks; a cancellation sent alone may have lost them."""
        return any(_marked(e, self._context) for e in events) or ids.registration(self._context, uid) in self._series

    def _occurrence(self, found: Occurrence) -> Iterator[Item]:
        persons, all_known = self._persons(found)
        if not all_known:
            yield Quarantined(found.event.row, "ATTENDEE", UNKNOWN)
        session = ids.event(self._context, _session_id(found))
        for person in persons:
            self._planned.add((session, person))
            before = self._before[session, person]
            stands = next((b for b in before if not b.cancelled), None)
            if found.event.cancelled:
                yield from self._call_off(found, session, person, stands, first_word=not before)
            elif stands is None or stands.start > self._context.now:  # what was is not planned anew
                yield self._book(found, session, person, len(before) - (stands is not None))

    def _persons(self, found: Occurrence) -> tuple[list[str], bool]:
        """(persons known by their addresses, whether all are)."""
        day = min(found.start, self._context.now).astimezone(HELSINKI).date().isoformat()
        addresses = [a for a in found.event.people if a not in self._context.marks.mailboxes]
        persons = [self._context.known.person(address, day) for address in addresses]
        return sorted({p for p in persons if p is not None}), None not in persons

    def _call_off(
        self, found: Occurrence, session: str, person: str, stands: Booking | None, *, first_word: bool
    ) -> Iterator[Statement]:
        row, said = found.event.row, found.event.modified
        if stands:
            yield self._cancel(row, stands.statement, session, stands.series, person, said)
        elif first_word:
            booked = self._book(found, session, person, 0)
            series = ids.registration(self._context, found.uid)
            yield booked
            yield self._cancel(row, booked.id, session, series, person, said)

    def _missing(self, series: set[str]) -> Iterator[Statement]:
        """Bookings yet to come that the calendar no longer holds: of its own series, or all if it is whole."""
        for (session, person), bookings in self._before.items():
            for booking in bookings:
                gone = (session, person) not in self._planned and (self._whole or booking.series in series)
                ahead = self._context.now < booking.start <= self._context.now + AHEAD
                if gone and ahead and not booking.cancelled:
                    yield self._cancel(0, booking.statement, session, booking.series, person, None)

    def _book(self, found: Occurrence, session: str, person: str, cancelled_before: int) -> Statement:
        """Without CREATED the booking is as old as our knowledge of it: the ledger's stamp says when."""
        record = _session_id(found) + (f" again {cancelled_before}" if cancelled_before else "")
        id_ = ids.statement_id(self._context, "T03", record, person)
        values = {
            "id": id_,
            "home_page": self._context.home_page,
            "person": person,
            "object": session,
            "registration": ids.registration(self._context, found.uid),
            "planned_start": _written(found.start),
            "planned_duration": times.duration((found.end - found.start) / timedelta(minutes=1)),
            "timestamp": self._when(found.event.created),
        }
        return Statement(found.event.row, id_, self._templates["booked"].fill(values))

    def _cancel(
        self, row: int, booking: str, session: str, series: str, person: str, said: datetime | None
    ) -> Statement:
        id_ = ids.statement_id(self._context, "T04", booking, person)
        values = {
            "id": id_,
            "home_page": self._context.home_page,
            "person": person,
            "object": session,
            "registration": series,
            "statement": booking,
            "timestamp": self._when(said),
        }
        return Statement(row, id_, self._templates["cancelled"].fill(values))

    def _when(self, said: datetime | None) -> str | None:
        return _written(said) if said is not None and said <= self._context.now else None


def _session_id(found: Occurrence) -> str:
    return f"{found.uid} {found.day}".rstrip()


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
