"""From a calendar's events to its single occurrences within a window: series, their exceptions, cancellations."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from collectors.quarantine import Quarantined
from collectors.sources.events import Event
from collectors.sources.recurrence import Unfollowed, starts

MOST = 20_000
"""Occurrences of one calendar; more are no mentoring."""


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """A planned session. With `uid` the `day` names it: the local day a series planned it for, else nothing."""

    uid: str
    day: str
    start: datetime
    """In UTC."""
    end: datetime
    event: Event
    """What was last said of it."""


def occurrences(
    events: Iterable[Event], first: datetime, last: datetime, budget: int = MOST
) -> Iterator[Occurrence | Quarantined]:
    """All events of one UID, those within the window. Of what is said twice the later word holds."""
    whole = [event for event in events if event.occurrence is None]
    if not whole:
        yield from _within(map(_alone, _latest(events)), first, last)
        return
    master = max(whole, key=lambda event: event.sequence)
    changed = {_day(event, master): event for event in _latest(e for e in events if e.occurrence is not None)}
    try:
        planned = _planned(master, first, last, budget)
    except Unfollowed as fault:
        yield Quarantined(master.row, "RRULE", str(fault))
        planned = {}
    found = {day: changed.get(day, event) for day, event in planned.items()} | changed
    yield from _within((_made(day, event, master) for day, event in found.items()), first, last)


def _latest(events: Iterable[Event]) -> list[Event]:
    """One word for each occurrence, the one with the highest sequence; the last of equals."""
    found: dict[datetime | None, Event] = {}
    for event in events:
        before = found.get(event.occurrence)
        if before is None or event.sequence >= before.sequence:
            found[event.occurrence] = event
    return list(found.values())


def _planned(master: Event, first: datetime, last: datetime, budget: int) -> dict[str, Event]:
    """Day to the occurrence as the series plans it. A single event is its own, under no day."""
    if master.rule is None and not master.more:
        return {"": master}
    begin, end = (moment.astimezone(master.zone).replace(tzinfo=None) for moment in (first, last))
    days = [master.start] if master.rule is None else starts(master.rule, master.start, master.zone, begin, end)
    found = {}
    for start in [*days, *master.more]:
        if start.date() not in master.left_out:
            found[start.date().isoformat()] = msgspec.structs.replace(master, start=start)
        if len(found) > budget:
            raise Unfollowed("there are too many sessions in this calendar; export the booking calendar alone")
    return found


def _day(changed: Event, master: Event) -> str:
    """Which occurrence is meant: the day in the series' zone, so that a series moved by an hour stays the same."""
    moment = changed.occurrence or changed.start.replace(tzinfo=changed.zone)
    return moment.astimezone(master.zone).date().isoformat()


def _alone(changed: Event) -> Occurrence:
    """Somebody who was invited to one occurrence has no series in their calendar."""
    return _made(_day(changed, changed), changed, changed)


def _made(day: str, event: Event, master: Event) -> Occurrence:
    start = event.start.replace(tzinfo=event.zone).astimezone(UTC)
    if master.cancelled and not event.cancelled:
        event = msgspec.structs.replace(event, cancelled=True)
    return Occurrence(uid=event.uid, day=day, start=start, end=start + event.length, event=event)


def _within(found: Iterable[Occurrence], first: datetime, last: datetime) -> Iterator[Occurrence]:
    return (one for one in found if first - timedelta(days=1) <= one.start <= last and not one.event.private)
