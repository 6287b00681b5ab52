"""Workshops, network events and story circles: one row for each participant.

Becomes T12 for workshops and network events, T11 for story circles.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import msgspec

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Statement
from collectors.kinds.build.parts import grouping
from collectors.kinds.build.template import EXT, Template
from collectors.quarantine import Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings
from collectors.sources.values import Instant
from schemas.profile import VALUES

COLUMNS = Columns(
    required=("event_id", "person_id", "date", "kind", "duration_min"),
    optional=("role", "programme", "initiative"),
)
NETWORK = {
    "type": "http://activitystrea.ms/schema/1.0/event",
    "name": {"en": "Network event", "fi": "Verkostotapahtuma", "sv": "Nätverksträff"},
}
KINDS = {
    "workshop": ("T12", words.kind("workshop", "Workshop", "Työpaja", "Workshop")),
    "network": ("T12", NETWORK),
    "story_circle": ("T11", words.kind("story-circle", "Story circle", "Tarinapiiri", "Berättelsecirkel")),
}
KIND = spellings(KINDS)
ROLE, INITIATIVE = spellings(VALUES[f"{EXT}/role"]), spellings(VALUES[f"{EXT}/initiative"])
LONGEST_MIN = 7 * 24 * 60


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One person's part in an event."""

    event_id: str
    person_id: str
    date: Instant
    """When it began, or the day."""
    kind: str
    minutes: float
    role: str | None = None
    programme: str | None = None
    initiative: str | None = None

    @property
    def end(self) -> Instant:
        return Instant(self.date.utc + timedelta(minutes=self.minutes)) if self.date.timed else self.date


Templates = dict[str, Template]


def templates() -> Templates:
    """By kind of event."""
    return {kind: Template(words.common(words.ATTENDED, type_)) for kind, (_, type_) in KINDS.items()}


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    made = templates()
    return each(records, lambda record: state(record.row, read(record), context, made))


def read(record: Record) -> Event:
    minutes = record.number("duration_min")
    if minutes is None:
        raise Faulty("duration_min", "this cell may not be empty")
    if not 0 < minutes <= LONGEST_MIN:
        raise Faulty("duration_min", "an event lasts more than no time and at most a week")
    return Event(
        event_id=record.name("event_id"),
        person_id=record.name("person_id"),
        date=record.when("date"),
        kind=record.one_of("kind", KIND),
        minutes=minutes,
        role=record.closed("role", ROLE),
        programme=record.text("programme"),
        initiative=record.closed("initiative", INITIATIVE),
    )


def state(row: int, event: Event, context: Context, made: Templates) -> Statement:
    id_ = ids.statement_id(context, KINDS[event.kind][0], event.event_id, event.person_id)
    meet = ids.network_event if event.kind == "network" else ids.event
    body = made[event.kind].fill(
        {
            "id": id_,
            "home_page": context.home_page,
            "person": event.person_id,
            "object": meet(context, event.event_id),
            "duration": times.duration(event.minutes),
            "grouping": grouping(context, event.programme),
            "role": event.role,
            "initiative": event.initiative,
            "timestamp": times.timestamp(context, "date", event.end),
        }
    )
    return Statement(row, id_, body, ids.record(context, "event", f"{event.event_id} {event.person_id}"))
