"""Completed courses, from agencies whose learning platform sends no statements.

Becomes T16. Without a registration a completion is known by person, course and day.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from collectors.kinds.build import ids, times, words
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Statement
from collectors.kinds.build.template import EXT, Template
from collectors.quarantine import Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record, spellings
from collectors.sources.values import HELSINKI, Instant
from schemas.profile import VALUES

COLUMNS = Columns(
    required=("person_id", "course_id", "completed_at"),
    optional=("mandatory", "initiative", "registration", "duration_min", "score", "platform"),
)
INITIATIVE = spellings(VALUES[f"{EXT}/initiative"])
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
COURSE = {"type": "https://w3id.org/xapi/cmi5/activitytype/course"}


class Course(msgspec.Struct, frozen=True, kw_only=True):
    person_id: str
    course_id: str
    completed_at: Instant
    mandatory: bool | None
    initiative: str | None
    registration: str | None
    minutes: float | None
    score: float | None
    platform: str | None


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    template = Template(words.common(words.COMPLETED, COURSE, result={"completion": True}))
    return each(records, lambda record: state(record.row, read(record), context, template))


def read(record: Record) -> Course:
    return Course(
        person_id=record.name("person_id"),
        course_id=record.name("course_id"),
        completed_at=record.when("completed_at"),
        mandatory=record.truth("mandatory"),
        initiative=record.closed("initiative", INITIATIVE),
        registration=record.text("registration"),
        minutes=_minutes(record),
        score=record.number("score"),
        platform=record.text("platform"),
    )


def _minutes(record: Record) -> float | None:
    minutes = record.number("duration_min")
    if minutes is not None and minutes < 0:
        raise Faulty("duration_min", "a duration is not negative")
    return minutes


def state(row: int, course: Course, context: Context, template: Template) -> Statement:
    day = course.completed_at.utc.astimezone(HELSINKI).date().isoformat()
    record = f"{course.course_id} {course.registration or day}"
    id_ = ids.statement_id(context, "T16", record, course.person_id)
    body = template.fill(
        {
            "id": id_,
            "home_page": context.home_page,
            "person": course.person_id,
            "object": ids.activity(context, "course", course.course_id),
            "duration": None if course.minutes is None else times.duration(course.minutes),
            "raw": course.score,
            "registration": _registration(context, course.registration),
            "platform": course.platform,
            "initiative": course.initiative,
            "mandatory": course.mandatory,
            "timestamp": times.timestamp(context, "completed_at", course.completed_at),
        }
    )
    return Statement(row, id_, body)


def _registration(context: Context, given: str | None) -> str | None:
    """A UUID is kept, so that the platform's own statements of the same enrolment meet it."""
    if given is None:
        return None
    return given.lower() if UUID.fullmatch(given.lower()) else ids.registration(context, given)
