"""Reflections: that somebody reflected on a session or moment, when and how; never what they wrote.

Becomes T05. A file with a column of text is refused.
"""

from collections.abc import Iterable, Iterator

import msgspec

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Statement
from collectors.kinds.build.template import EXT, Template
from collectors.quarantine import Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Record, spellings
from collectors.sources.values import Instant
from schemas.profile import VALUES

TEXT = """
    text texts freetext response responses answer comment comments note notes description content body message
    teksti tekstit vapaateksti vastaus vastaukset kommentti kommentit muistiinpano muistiinpanot kuvaus sisältö viesti
    fritext fritextsvar svar kommentar kommentarer anteckning anteckningar beskrivning innehåll meddelande
"""
COLUMNS = Columns(
    required=("reflection_id", "person_id", "date", "about_id"),
    optional=("mode", "text_shape"),
    refused=frozenset(TEXT.split()),
)
MODE, SHAPE = spellings(VALUES[f"{EXT}/reflection-mode"]), spellings(VALUES[f"{EXT}/text-shape"])

REFLECTION = words.kind("reflection", "Reflection", "Reflektio", "Reflektion")


class Reflection(msgspec.Struct, frozen=True, kw_only=True):
    reflection_id: str
    person_id: str
    date: Instant
    about_id: str
    mode: str | None = None
    text_shape: str | None = None
    about: str | None = None
    """IRI of what it is about, where any source may have told of that."""
    activity: str | None = None
    """IRI of a reflection that is known already: this corrects what was said of it."""


def template() -> Template:
    return Template(words.common(words.REFLECTED, REFLECTION))


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    made = template()
    return each(records, lambda record: state(record.row, read(record), context, made))


def read(record: Record) -> Reflection:
    return Reflection(
        reflection_id=record.name("reflection_id"),
        person_id=record.name("person_id"),
        date=record.when("date"),
        about_id=record.name("about_id"),
        mode=record.closed("mode", MODE),
        text_shape=record.closed("text_shape", SHAPE),
    )


def state(row: int, reflection: Reflection, context: Context, made: Template) -> Statement:
    """The parent is named without its type: about_id may be a session's or a moment's (see ids.event)."""
    id_ = ids.statement_id(context, "T05", reflection.reflection_id, reflection.person_id)
    body = made.fill(
        {
            "id": id_,
            "home_page": context.home_page,
            "person": reflection.person_id,
            "object": reflection.activity or ids.activity(context, "reflection", reflection.reflection_id),
            "text_shape": reflection.text_shape,
            "reflection_mode": reflection.mode,
            "parent": [{"id": reflection.about or ids.event(context, reflection.about_id)}],
            "timestamp": times.timestamp(context, "date", reflection.date),
        }
    )
    return Statement(row, id_, body, ids.record(context, "reflection", reflection.reflection_id))
