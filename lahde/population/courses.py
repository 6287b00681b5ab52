"""Course completions, as statements of a Moodle-like LMS or as rows of courses.csv."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from lahde.population.agencies import Agency
from lahde.population.calendar import pick_moment, season, utc
from lahde.population.catalogue import MANDATORY, VOLUNTARY, Course
from lahde.population.draws import poisson, stream, uuid
from lahde.population.moments import initiative
from lahde.population.people import Person, Staff
from lahde.population.table import Row, Table

Statement = dict[str, Any]

COLUMNS = (
    "person_id",
    "course_id",
    "completed_at",
    "mandatory",
    "initiative",
    "registration",
    "duration_min",
    "score",
    "platform",
)
COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
PASSED = "http://adlnet.gov/expapi/verbs/passed"
SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied"
_VIEWED = "http://id.tincanapi.com/verb/viewed"
_DISPLAY = {COMPLETED: "Completed", PASSED: "Passed", SATISFIED: "Satisfied", _VIEWED: "Viewed"}
EXT = "https://lc.example/xapi/ext/"

_MANDATORY_RATE = 0.088
_SECOND_VERB = 0.15
_VIEWS = 0.05


@dataclass(frozen=True, slots=True)
class Completion:
    person: Person
    course: Course
    when: datetime
    initiative: str
    registration: str
    minutes: int
    score: int


def completions(seed: int, of: Staff, month: int) -> list[Completion]:
    rng = stream(seed, of.agency.code, "courses", month)
    voluntary = of.agency.voluntary.at(month) * season(month)
    found = []
    for person in of.active[month]:
        for rate, courses in ((voluntary * person.zeal, VOLUNTARY), (_MANDATORY_RATE * season(month), MANDATORY)):
            for _ in range(poisson(rng, rate)):
                when = pick_moment(rng, month)
                if person.at_work(when.date()):
                    found.append(_completion(rng, of.agency, person, rng.choice(courses), when, month))
    return sorted(found, key=lambda completion: completion.when)


def _completion(rng: Random, agency: Agency, person: Person, course: Course, when: datetime, month: int) -> Completion:
    return Completion(
        person=person,
        course=course,
        when=when,
        initiative="employer" if course.mandatory else initiative(rng, agency, month),
        registration=uuid(rng),
        minutes=course.minutes + rng.randrange(-10, 40),
        score=rng.randrange(120, 201),
    )


def statements(seed: int, of: Staff, month: int) -> list[Statement]:
    """What the agency's LMS sends about one month, in the order of time; page views included."""
    rng = stream(seed, of.agency.code, "lms", month)
    found: list[Statement] = []
    for completion in completions(seed, of, month):
        found += _of_completion(rng, of.agency, completion)
    found += _views(rng, of, month)
    return sorted(found, key=lambda statement: str(statement["timestamp"]))


def _of_completion(rng: Random, agency: Agency, done: Completion) -> Iterator[Statement]:
    yield _statement(rng, agency, done, COMPLETED, done.when)
    if rng.random() < _SECOND_VERB:
        verb = PASSED if rng.random() < 0.7 else SATISFIED
        yield _statement(rng, agency, done, verb, done.when + timedelta(minutes=rng.randrange(1, 10)))


def _statement(rng: Random, agency: Agency, done: Completion, verb: str, when: datetime) -> Statement:
    result: Statement = {"completion": True, "duration": f"PT{done.minutes}M"}
    if verb == PASSED:
        result |= {"success": True, "score": {"scaled": done.score / 200, "raw": done.score / 2, "min": 0, "max": 100}}
    return {
        "id": uuid(rng),
        "actor": _actor(agency, done.person),
        "verb": {"id": verb, "display": {"en": _DISPLAY[verb]}},
        "object": _activity(agency, done.course),
        "result": result,
        "context": {
            "registration": done.registration,
            "platform": "Moodle",
            "language": done.person.language,
            "contextActivities": {"category": [_site(agency)]},
            "extensions": {EXT + "mandatory": done.course.mandatory, EXT + "initiative": done.initiative},
        },
        "timestamp": utc(when),
    }


def _actor(agency: Agency, person: Person) -> Statement:
    return {"objectType": "Agent", "account": {"homePage": agency.home, "name": person.account}}


def _activity(agency: Agency, course: Course) -> Statement:
    url = f"{agency.home}/course/view.php?id={course.number}"
    return {"objectType": "Activity", "id": url, "definition": {"type": COURSE, "name": course.names}}


def _site(agency: Agency) -> Statement:
    kind = "http://id.tincanapi.com/activitytype/lms"
    return {"objectType": "Activity", "id": agency.home, "definition": {"type": kind}}


def _views(rng: Random, of: Staff, month: int) -> Iterator[Statement]:
    for person in of.active[month]:
        for _ in range(poisson(rng, _VIEWS * season(month))):
            when = pick_moment(rng, month)
            if person.at_work(when.date()):
                yield {
                    "id": uuid(rng),
                    "actor": _actor(of.agency, person),
                    "verb": {"id": _VIEWED, "display": {"en": _DISPLAY[_VIEWED]}},
                    "object": _activity(of.agency, rng.choice(VOLUNTARY)),
                    "context": {"platform": "Moodle", "contextActivities": {"category": [_site(of.agency)]}},
                    "timestamp": utc(when),
                }


def lines(statements: Iterable[Statement]) -> bytes:
    """A statement a line."""
    return b"".join(json.dumps(s, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for s in statements)


def table(found: list[Completion]) -> Table:
    rows: list[Row] = [
        (
            done.person.id, f"K-{done.course.number}", done.when, "kyllä" if done.course.mandatory else "ei",
            done.initiative, done.registration, done.minutes, done.score / 2, "Kurssikaappi",
        )
        for done in found
    ]  # fmt: skip
    return Table("courses.csv", COLUMNS, "completed_at", rows).sorted()
