"""Workshops, network events and story circles."""

from datetime import datetime
from itertools import accumulate
from random import Random

from lahde.population.calendar import LAST, first_day, pick_moment, season
from lahde.population.draws import about, stream, uuid
from lahde.population.mentoring import MENTORS, START, Programme
from lahde.population.moments import initiative
from lahde.population.people import Person, Staff
from lahde.population.table import Row, Table

COLUMNS = ("event_id", "person_id", "date", "kind", "duration_min", "role", "programme", "initiative")
_RATES = {"workshop": 0.015, "network": 0.006, "story_circle": 0.035}
_SIZES = {"workshop": 12, "network": 8, "story_circle": 7}
_MINUTES = {"workshop": 180, "network": 240, "story_circle": 90}
HR_DAYS = "hr-2024"
_HR_DAY_MONTHS, _HR_DEPARTMENTS, _HR_PEOPLE = (1, 2), ("HAL", "YHT"), 4
_NETWORK_MONTHS = (9, 14)
_TRAINING_MONTHS = 3


def events(seed: int, of: Staff, running: Programme, month: int) -> list[Row]:
    rng = stream(seed, of.agency.code, "events", month)
    rows: list[Row] = []
    for kind, rate in _RATES.items():
        for _ in range(about(rng, rate * season(month) * len(of.active[month]) / _SIZES[kind])):
            joining = [(person, initiative(rng, of.agency, month)) for person in _joiners(rng, of, month, _SIZES[kind])]
            rows += _gathering(_occasion(rng, month), kind, joining)
    if month in _HR_DAY_MONTHS:
        rows += _gathering(_shared(seed, month), "workshop", _all(_hr(rng, of, month), "joint"), HR_DAYS)
    if month in _NETWORK_MONTHS:
        rows += _gathering(_shared(seed, month), "network", _all(running.mentors[month], "joint"), MENTORS)
    training = _all(_in_training(of, running, month), "joint")
    return rows + _gathering(_occasion(rng, month), "workshop", training, MENTORS)


def _all(people: list[Person], on_whose_initiative: str) -> list[tuple[Person, str]]:
    return [(person, on_whose_initiative) for person in people]


def _occasion(rng: Random, month: int) -> tuple[str, datetime]:
    """An id and a time."""
    when = pick_moment(rng, month)
    return f"E-{uuid(rng)}", when


def _shared(seed: int, month: int) -> tuple[str, datetime]:
    """One occasion for people of all agencies."""
    return _occasion(stream(seed, "shared events", month), month)


def _hr(rng: Random, of: Staff, month: int) -> list[Person]:
    """A few of those who look after personnel."""
    homes = {f"{of.agency.code}-{code}" for code in _HR_DEPARTMENTS}
    day = first_day(month)
    people = [p for p in of.active[month] if of.department(p, max(day, p.started)) in homes]
    return rng.sample(people, min(_HR_PEOPLE, len(people)))


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


def _gathering(
    occasion: tuple[str, datetime], kind: str, people: list[tuple[Person, str]], programme: str | None = None
) -> list[Row]:
    """The first one facilitates, or tells the story the others listen to."""
    key, when = occasion
    here = [(person, whose) for person, whose in people if person.at_work(when.date())]
    return [
        (key, person.id, when.date(), kind, _MINUTES[kind], "peer" if n else "facilitator", programme, whose)
        for n, (person, whose) in enumerate(here)
    ]


def table(rows: list[Row]) -> Table:
    return Table("events.csv", COLUMNS, "date", rows).sorted()
