"""Workshops, network events and story circles."""

from datetime import datetime
from itertools import accumulate
from random import Random

from lahde.population.calendar import LAST, pick_moment, season
from lahde.population.draws import about, stream, uuid
from lahde.population.mentoring import START, Programme
from lahde.population.people import Person, Staff
from lahde.population.table import Row, Table

COLUMNS = ("event_id", "person_id", "date", "kind", "duration_min", "role", "programme", "initiative")
_RATES = {"workshop": 0.015, "network": 0.006, "story_circle": 0.035}
_SIZES = {"workshop": 12, "network": 8, "story_circle": 7}
_MINUTES = {"workshop": 180, "network": 240, "story_circle": 90}
_INITIATIVE = {"workshop": "employer", "network": "joint", "story_circle": "joint"}
_NETWORK_MONTHS = (9, 14)
_TRAINING_MONTHS = 3


def events(seed: int, of: Staff, running: Programme, month: int) -> list[Row]:
    rng = stream(seed, of.agency.code, "events", month)
    rows: list[Row] = []
    for kind, rate in _RATES.items():
        for _ in range(about(rng, rate * season(month) * len(of.active[month]) / _SIZES[kind])):
            rows += _gathering(rng, kind, _joiners(rng, of, month, _SIZES[kind]), month, "")
    if month in _NETWORK_MONTHS:
        rows += _gathering(rng, "network", running.mentors[month], month, "mentor-2024")
    rows += _gathering(rng, "workshop", _in_training(of, running, month), month, "mentor-2024")
    return rows


def _joiners(rng: Random, of: Staff, month: int, size: int) -> list[Person]:
    """Zealous people come more often; nobody twice to one event."""
    people = of.active[month]
    drawn = rng.choices(people, cum_weights=list(accumulate(person.zeal for person in people)), k=size)
    return list(dict.fromkeys(drawn))


def _in_training(of: Staff, running: Programme, month: int) -> list[Person]:
    """Each cohort of mentors has a workshop in each of the three months before it starts."""
    for start, _ in of.agency.mentors.levels:
        if start - _TRAINING_MONTHS <= month < start:
            before = running.mentors[start - 1] if start > START else []
            return [mentor for mentor in running.mentors[min(start, LAST)] if mentor not in before]
    return []


def _gathering(rng: Random, kind: str, people: list[Person], month: int, programme: str) -> list[Row]:
    when, key = pick_moment(rng, month), f"E-{uuid(rng)}"
    here = [person for person in people if person.at_work(when.date())]
    return [_row(key, person, when, kind, number == 0, programme) for number, person in enumerate(here)]


def _row(key: str, person: Person, when: datetime, kind: str, first: bool, programme: str) -> Row:
    """The first one facilitates."""
    role = "facilitator" if first else "peer"
    return (key, person.id, when.date(), kind, _MINUTES[kind], role, programme or None, _INITIATIVE[kind])


def table(rows: list[Row]) -> Table:
    return Table("events.csv", COLUMNS, "date", rows).sorted()
