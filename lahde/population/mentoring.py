"""Who is mentored by whom, month by month: mentors, a pool that grows and rotates, pairs and groups."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from lahde.population.calendar import LAST, first_day
from lahde.population.draws import stream, uuid
from lahde.population.people import Person, Staff

START = 6
MENTORS = "mentor-2024"
SUPERVISORS = "esihenkilot-2025"
"""The programme in which supervisors meet supervisors, as peers."""
_ROTATION = 0.12
_PAIRS = 0.30
_PEERS = 0.10
_AGAIN = 0.05
"""How much less likely somebody who was mentored before joins again."""
_AMONG_SUPERVISORS = 0.6
_SUPERVISORS_MEET_FROM = 10
_SUPERVISORS_AT_MOST = 6
_SMALLEST_GROUP = 3


@dataclass(eq=False)
class Series:
    """One mentoring relation that goes on: a pair, or a group of up to `room` mentees."""

    id: str
    mentor: Person
    mentees: list[Person]
    room: int
    home: str
    """The department it began in."""
    peers: bool = False
    programme: str = MENTORS
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
    programme: str


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
        running = _keep_together(running, set(of.active[month]))
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
    while len(stay) < wanted:
        stay.append(_volunteer(rng, of, stay, month))
    return stay


def _volunteer(rng: Random, of: Staff, mentors: list[Person], month: int) -> Person:
    """From the department that has fewest mentors for its people."""
    people = defaultdict(list)
    for person in of.active[month]:
        people[_department(of, person, month)].append(person)
    guides = Counter(_department(of, mentor, month) for mentor in mentors)
    home = max(people, key=lambda department: len(people[department]) / (1 + guides[department]))
    return rng.choice([person for person in people[home] if person not in mentors])


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
            series.mentor = _successor(series, mentors, running)


def _successor(series: Series, mentors: list[Person], running: list[Series]) -> Person:
    """Supervisors carry on among themselves; everybody else is given the mentor who has least to do."""
    if series.programme == SUPERVISORS and series.mentees:
        return series.mentees.pop(0)
    return _least_loaded(mentors, running)


def _keep_together(running: list[Series], working: set[Person]) -> list[Series]:
    """Groups that became too small go over into others with room; series without mentees end."""
    for series in running:
        if series.programme == MENTORS and series.room > 1 and len(series.mentees) < _SMALLEST_GROUP:
            for person in list(series.mentees):
                others = [s for s in running if s is not series and _has_company(s)]
                other = next((s for s in others if s.home == series.home), others[0] if others else None)
                if other:
                    other.mentees.append(person)
                    series.mentees.remove(person)
    return [s for s in running if s.mentees or (s.programme == SUPERVISORS and s.mentor in working)]


def _has_company(series: Series) -> bool:
    return series.programme == MENTORS and _SMALLEST_GROUP - 1 <= len(series.mentees) < series.room


def _recruits(
    rng: Random, of: Staff, running: list[Series], mentors: list[Person], known: set[Person], month: int
) -> list[Person]:
    """Each free person joins by chance; on average so many do that the pool is full."""
    taken = set(mentors) | {person for series in running for person in series.mentees}
    taken |= {series.mentor for series in running}
    pool = sum(len(series.mentees) for series in running)
    wanted = of.agency.pool.at(month) * of.headcount - pool
    free = [person for person in of.active[month] if person not in taken]
    noting, same = of.agency.recorders.at(month), of.agency.same_people
    drawn = [(_AGAIN if p in known else 1) * (1 - same if p.reserve >= noting else 1) for p in free]
    chance = wanted / sum(drawn) if drawn else 0.0
    joining = [person for person, draw in zip(free, drawn, strict=True) if rng.random() < chance * draw]
    rng.shuffle(joining)
    return joining


def _join(rng: Random, of: Staff, running: list[Series], mentors: list[Person], person: Person, month: int) -> None:
    if person.supervisor and month >= _SUPERVISORS_MEET_FROM and rng.random() < _AMONG_SUPERVISORS:
        _join_supervisors(rng, running, person)
        return
    pair = rng.random() < _PAIRS
    near = rng.random() >= of.agency.across.at(month)
    series = None if pair else _open_group(rng, of, running, person, month, near)
    if series is None:
        room = 1 if pair else rng.choice((4, 5, 5, 6, 7))
        mentor = _least_loaded(_near(of, mentors, person, month) if near else mentors, running)
        series = Series(uuid(rng), mentor, [], room, _department(of, person, month), pair and rng.random() < _PEERS)
        running.append(series)
    series.mentees.append(person)
    series.new.append(person)


def _join_supervisors(rng: Random, running: list[Series], person: Person) -> None:
    open_ones = [s for s in running if s.programme == SUPERVISORS and s.room > len(s.mentees)]
    if open_ones:
        open_ones[0].mentees.append(person)
    else:
        running.append(Series(uuid(rng), person, [], _SUPERVISORS_AT_MOST, "", peers=True, programme=SUPERVISORS))


def _near(of: Staff, people: list[Person], person: Person, month: int) -> list[Person]:
    """Those in the person's own department, or all if there is nobody."""
    home = _department(of, person, month)
    return [other for other in people if _department(of, other, month) == home] or people


def _department(of: Staff, person: Person, month: int) -> str:
    return of.department(person, max(first_day(month), person.started))


def _open_group(rng: Random, of: Staff, running: list[Series], person: Person, month: int, near: bool) -> Series | None:
    """A group with room: anybody's, or one of the own department, as the agency's habits go."""
    room = [s for s in running if s.room > len(s.mentees) and s.programme == MENTORS and s.room > 1]
    if near:
        room = [s for s in room if s.home == _department(of, person, month)]
    return rng.choice(room) if room else None


def _least_loaded(mentors: list[Person], running: list[Series]) -> Person:
    load = dict.fromkeys(mentors, 0)
    for series in running:
        if series.mentor in load:
            load[series.mentor] += 1
    return min(mentors, key=load.__getitem__)


def _meetings(running: list[Series]) -> Iterator[Meeting]:
    for series in running:
        if series.mentees:
            yield Meeting(
                series.id, series.mentor, list(series.mentees), list(series.new), series.peers, series.programme
            )
