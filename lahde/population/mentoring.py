"""Who is mentored by whom, month by month: mentors, a pool that grows and rotates, pairs and groups."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from lahde.population.calendar import LAST, first_day
from lahde.population.draws import stream, uuid
from lahde.population.people import Person, Staff

START = 6
_ROTATION = 0.12
_PAIRS = 0.30
_PEERS = 0.10
_SMALLEST_GROUP = 3


@dataclass(eq=False)
class Series:
    """One mentoring relation that goes on: a pair, or a group of up to `room` mentees."""

    id: str
    mentor: Person
    mentees: list[Person]
    room: int
    peers: bool = False
    new: list[Person] = field(default_factory=list)
    """Mentees who asked to join this month."""


@dataclass(frozen=True)
class Meeting:
    """What a series looks like in one month."""

    series: str
    mentor: Person
    mentees: list[Person]
    new: list[Person]
    peers: bool


@dataclass(frozen=True)
class Programme:
    mentors: dict[int, list[Person]]
    meetings: dict[int, list[Meeting]]


def programme(seed: int, of: Staff) -> Programme:
    """Plays m6 … m27."""
    rng = stream(seed, of.agency.code, "mentoring")
    mentors: list[Person] = []
    running: list[Series] = []
    known: set[Person] = set()
    by_month: dict[int, list[Person]] = {}
    meetings: dict[int, list[Meeting]] = {}
    for month in range(START, LAST + 1):
        mentors = _mentors(rng, of, mentors, month)
        _leave(rng, running, of, mentors, month)
        running = _keep_together(running)
        for person in _recruits(rng, of, running, mentors, known, month):
            _join(rng, of, running, mentors, person, month)
            known.add(person)
        by_month[month] = list(mentors)
        meetings[month] = list(_meetings(running))
    return Programme(by_month, meetings)


def _mentors(rng: Random, of: Staff, mentors: list[Person], month: int) -> list[Person]:
    """The scaled number of mentors, never under two; who left or is away is followed by another."""
    wanted = max(2, round(of.agency.mentors.at(month) * of.headcount / of.agency.headcount))
    working = set(of.active[month])
    stay = [person for person in mentors if person in working][:wanted]
    chosen = set(stay)
    others = [person for person in of.active[month] if person not in chosen]
    return stay + rng.sample(others, wanted - len(stay))


def _leave(rng: Random, running: list[Series], of: Staff, mentors: list[Person], month: int) -> None:
    """A part of the pool rotates out; a series whose mentor stopped goes on with another."""
    working, guides = set(of.active[month]), set(mentors)
    for series in running:
        series.new = []
        series.mentees = [
            person
            for person in series.mentees
            if person in working and person not in guides and rng.random() >= _ROTATION
        ]
        if series.mentor not in (working if series.peers else guides):
            series.mentor = _least_loaded(mentors, running)


def _keep_together(running: list[Series]) -> list[Series]:
    """Groups that became too small go over into others with room; series without mentees end."""
    for series in running:
        if series.room > 1 and len(series.mentees) < _SMALLEST_GROUP:
            for person in list(series.mentees):
                other = next((s for s in running if s is not series and _has_company(s)), None)
                if other:
                    other.mentees.append(person)
                    series.mentees.remove(person)
    return [series for series in running if series.mentees]


def _has_company(series: Series) -> bool:
    return series.room > 1 and _SMALLEST_GROUP - 1 <= len(series.mentees) < series.room


def _recruits(
    rng: Random, of: Staff, running: list[Series], mentors: list[Person], known: set[Person], month: int
) -> list[Person]:
    """Enough people to fill the pool: those never mentored first, and where it is the same people, who note first."""
    taken = set(mentors) | {person for series in running for person in series.mentees}
    taken |= {series.mentor for series in running}
    pool = sum(len(series.mentees) for series in running)
    wanted = round(of.agency.pool.at(month) * of.headcount) - pool
    free = [person for person in of.active[month] if person not in taken]
    rng.shuffle(free)
    noting, same = of.agency.recorders.at(month), of.agency.same_people
    free.sort(key=lambda person: (person in known, person.reserve >= noting and rng.random() < same))
    return free[: max(0, wanted)]


def _join(rng: Random, of: Staff, running: list[Series], mentors: list[Person], person: Person, month: int) -> None:
    pair = rng.random() < _PAIRS
    series = None if pair else _open_group(rng, of, running, person, month)
    if series is None:
        room = 1 if pair else rng.choice((4, 5, 5, 6, 7))
        series = Series(uuid(rng), _least_loaded(mentors, running), [], room, peers=pair and rng.random() < _PEERS)
        running.append(series)
    series.mentees.append(person)
    series.new.append(person)


def _open_group(rng: Random, of: Staff, running: list[Series], person: Person, month: int) -> Series | None:
    """A group with room: anybody's, or one of the own department, as the agency's habits go."""
    day = first_day(month)
    room = [series for series in running if series.room > len(series.mentees)]
    if rng.random() >= of.agency.across.at(month):
        home = of.department(person, max(day, person.started))
        near = [s for s in room if of.department(s.mentees[0], max(day, s.mentees[0].started)) == home]
        room = near or room
    return rng.choice(room) if room else None


def _least_loaded(mentors: list[Person], running: list[Series]) -> Person:
    load = dict.fromkeys(mentors, 0)
    for series in running:
        if series.mentor in load:
            load[series.mentor] += 1
    return min(mentors, key=load.__getitem__)


def _meetings(running: list[Series]) -> Iterator[Meeting]:
    for series in running:
        yield Meeting(series.id, series.mentor, list(series.mentees), list(series.new), series.peers)
