"""Pulse answers: one row for each answer of a respondent who is known by a random id of that wave only.

Becomes T15, and what is known of the wave: how many each reporting unit invited.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Statement
from collectors.kinds.build.template import Template
from collectors.kinds.build.waves import Waves
from collectors.quarantine import Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings
from collectors.sources.values import HELSINKI, Instant, local
from schemas.profile import PULSE_ITEMS
from schemas.reduced import PULSE_DOMAIN

COLUMNS = Columns(
    required=("wave", "batch_unit", "respondent", "item", "value", "scale_max"),
    optional=("answered_date", "invited"),
)
ITEMS = f"{ids.HOST}/pulse/items/"
ITEM = spellings(iri.removeprefix(ITEMS) for iri in PULSE_ITEMS)
SURVEYS = {"ps": "psych-safety-7", "load": "learning-load", "craft": "job-crafting"}
"""The survey an item belongs to, by how its key begins."""
SURVEY = {"type": "http://id.tincanapi.com/activitytype/survey"}
PART_OF_AN_ADDRESS = re.compile(r"[A-Za-z0-9._~-]+")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    wave: str
    batch_unit: str
    respondent: str
    item: str
    value: int
    scale_max: int
    answered: Instant | None
    """At day precision, whatever the source gives."""
    invited: int | None


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    templates: dict[int, Template] = {}
    waves = Waves(context.agency, context.now.astimezone(HELSINKI).date().isoformat())

    def take(record: Record) -> Statement:
        answer = read(record)
        if answer.scale_max not in templates:
            templates[answer.scale_max] = Template(words.common(words.ANSWERED, likert(answer.scale_max)))
        made = state(record.row, answer, context, templates[answer.scale_max])
        opened = answer.answered.utc.date().isoformat() if answer.answered else None
        record.flags += waves.learn(record.row, answer.wave, answer.batch_unit, opened, answer.invited)
        return made

    for item in each(records, take):
        yield from waves.news()
        yield item
    yield from waves.changed()


def read(record: Record) -> Answer:
    item, scale_max = record.one_of("item", ITEM), _whole(record, "scale_max")
    if scale_max != PULSE_ITEMS[f"{ITEMS}{item}"].scale_max:
        raise Faulty("scale_max", "this item is answered on another scale")
    value = _whole(record, "value")
    if not 1 <= value <= scale_max:
        raise Faulty("value", "an answer from 1 to scale_max is expected")
    return Answer(
        wave=_part(record, "wave"),
        batch_unit=_part(record, "batch_unit"),
        respondent=record.name("respondent"),
        item=item,
        value=value,
        scale_max=scale_max,
        answered=_day(record),
        invited=_invited(record),
    )


def _whole(record: Record, field: str) -> int:
    found = record.whole(field)
    if found is None:
        raise Faulty(field, "this cell may not be empty")
    return found


def _part(record: Record, field: str) -> str:
    name = record.name(field)
    if not PART_OF_AN_ADDRESS.fullmatch(name):
        raise Faulty(field, "only the letters A to Z, digits and . _ ~ - can be part of an address")
    return name


def _day(record: Record) -> Instant | None:
    day = record.day("answered_date")
    return local(day, None) if day else None


def _invited(record: Record) -> int | None:
    invited = record.whole("invited")
    if invited is not None and invited < 1:
        raise Faulty("invited", "at least one was invited")
    return invited


def likert(scale_max: int) -> dict[str, object]:
    """What an item is: one of the answers 1 to scale_max."""
    return {
        "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
        "interactionType": "likert",
        "scale": [{"id": str(step)} for step in range(1, scale_max + 1)],
    }


def state(row: int, answer: Answer, context: Context, template: Template) -> Statement:
    """The actor is the wave's: nothing in the statement meets anything outside its wave."""
    agency = context.agency.lower()
    wave = f"{ids.HOST}/{agency}/pulse/{answer.wave}"
    record = f"{answer.wave} {answer.batch_unit} {answer.item}"
    id_ = ids.statement_id(context, "T15", record, answer.respondent)
    body = template.fill(
        {
            "id": id_,
            "home_page": f"{PULSE_DOMAIN}{agency}/{answer.wave}",
            "person": answer.respondent,
            "object": f"{ITEMS}{answer.item}",
            "response": str(answer.value),
            "raw": answer.value,
            "min": 1,
            "max": answer.scale_max,
            "parent": [{"id": f"{ids.HOST}/pulse/{SURVEYS[answer.item.partition('-')[0]]}", "definition": SURVEY}],
            "grouping": [{"id": wave}, {"id": f"{wave}/batch/{answer.batch_unit}"}],
            "timestamp": times.timestamp(context, "answered_date", answer.answered) if answer.answered else None,
        }
    )
    return Statement(row, id_, body)
