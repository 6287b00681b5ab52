"""People: who sits where and when, who is away, and how inclined they are to note, study and join."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lahde.population.agencies import Agency
from lahde.population.calendar import LAST, first_day, last_day, month_of
from lahde.population.draws import about, stream
from lahde.population.names import address
from lahde.population.table import OPEN_END, Row, Table
from lahde.population.units import FOUNDED, Leaf, Structure

_LEAVE_THE_AGENCY, _MOVE, _AWAY = 0.008, 0.006, 0.05
_MONTHS_AWAY = 6
_PER_SUPERVISOR = 14
_SWEDISH = 0.06
_NOTING_SHAPE = 0.8
_YEARS_BEFORE = 8
LEAP_DAY = date(2024, 2, 29)
"""In every agency somebody began on that day."""


@dataclass(slots=True)
class Post:
    leaf: Leaf
    since: date
    until: date = OPEN_END


@dataclass(slots=True, eq=False)
class Person:
    id: str
    account: str
    """The number by which the agency's LMS or sign-in knows the person."""
    supervisor: bool
    language: str
    noting: float
    """Inclination to note learning moments, mean 1, once the person is among those who do."""
    reserve: float
    """0-1: notes moments when the agency's share of recorders is above this."""
    zeal: float
    """Inclination to take voluntary courses and join events, mean 1."""
    posts: list[Post]
    away: set[int] = field(default_factory=set)

    @property
    def started(self) -> date:
        return self.posts[0].since

    @property
    def ended(self) -> date:
        return self.posts[-1].until

    def at_work(self, day: date) -> bool:
        return self.started <= day <= self.ended and month_of(day) not in self.away

    def leaf(self, day: date) -> Leaf:
        return next(post.leaf for post in reversed(self.posts) if post.since <= day)


@dataclass(frozen=True)
class Staff:
    structure: Structure
    people: list[Person]
    active: dict[int, list[Person]]
    """By month: employed on some day of it, and not away."""
    since: date
    """HR's files hold those who were employed on or after this day."""

    @property
    def agency(self) -> Agency:
        return self.structure.agency

    @property
    def headcount(self) -> int:
        return sum(leaf.size for leaf in self.structure.leaves)

    def department(self, person: Person, day: date) -> str:
        return self.structure.department(person.leaf(day), day)


def staff(seed: int, structure: Structure, since: date) -> Staff:
    """Plays all 27 months, however many are wanted, so that the story is the same."""
    rng = stream(seed, structure.agency.code, "people")
    newcomers = _newcomers(rng, structure)
    seated = [next(newcomers) for _ in range(sum(leaf.size for leaf in structure.leaves))]
    leaves = [leaf for leaf in structure.leaves for _ in range(leaf.size)]
    for number, (person, leaf) in enumerate(zip(seated, leaves, strict=True)):
        person.posts.append(Post(leaf, _earlier(rng)))
        person.supervisor = number % _PER_SUPERVISOR == _PER_SUPERVISOR // 2
    seated[0].posts[0].since = LEAP_DAY
    _send_away(rng, seated, 1, _AWAY)
    everybody = list(seated)
    for month in range(1, LAST + 1):
        moved = _swap(rng, seated, month)
        everybody += _replace(rng, seated, month, newcomers, moved)
        _send_away(rng, seated, month + 1, _AWAY / _MONTHS_AWAY)
    active = {month: _active(everybody, month) for month in range(1, LAST + 1)}
    return Staff(structure, everybody, active, since)


def _newcomers(rng: Random, structure: Structure) -> Iterator[Person]:
    agency, count = structure.agency, 2 * sum(leaf.size for leaf in structure.leaves) + 100
    digits = 5 if count < 50_000 else 7
    ids = rng.sample(range(10**digits), count)
    accounts = rng.sample(range(100, 10**digits), count)
    for number, account in zip(ids, accounts, strict=True):
        reserve = rng.random()
        joins = 1 + agency.same_people * (1 - 2 * reserve)
        yield Person(
            id=f"{agency.code.lower()}-{number:0{digits}d}",
            account=str(account),
            supervisor=False,
            language="sv" if rng.random() < _SWEDISH else "fi",
            noting=rng.gammavariate(_NOTING_SHAPE, 1 / _NOTING_SHAPE),
            reserve=reserve,
            zeal=joins * rng.gammavariate(agency.zeal, 1 / agency.zeal),
            posts=[],
        )


def _earlier(rng: Random) -> date:
    """A first day of employment, days or years before m1."""
    days = int(rng.expovariate(1 / (_YEARS_BEFORE * 365))) % (first_day(1) - FOUNDED).days
    return first_day(1) - timedelta(days=1 + days)


def _send_away(rng: Random, seated: list[Person], month: int, share: float) -> None:
    for person in seated:
        if month not in person.away and rng.random() < share:
            person.away.update(range(month, month + 1 + int(rng.expovariate(1 / _MONTHS_AWAY))))


def _swap(rng: Random, seated: list[Person], month: int) -> set[Person]:
    """Internal moves: two people change places, so units keep their sizes."""
    moved: set[Person] = set()
    for _ in range(about(rng, len(seated) * _MOVE / 2)):
        one, other = rng.sample(range(len(seated)), 2)
        pair = seated[one], seated[other]
        same_unit = pair[0].posts[-1].leaf is pair[1].posts[-1].leaf
        if same_unit or any(person.supervisor or person in moved for person in pair):
            continue
        day = first_day(month) + timedelta(days=rng.choice((0, 0, 0, 14)))
        if any(person.started >= day for person in pair):
            continue
        leaves = [person.posts[-1].leaf for person in pair]
        for person, leaf in zip(pair, reversed(leaves), strict=True):
            person.posts[-1].until = day - timedelta(days=1)
            person.posts.append(Post(leaf, day))
        seated[one], seated[other] = seated[other], seated[one]
        moved.update(pair)
    return moved


def _replace(
    rng: Random, seated: list[Person], month: int, newcomers: Iterator[Person], moved: set[Person]
) -> list[Person]:
    """Some leave the agency during the month; each is followed by somebody new in the same seat."""
    arrived = []
    days = (last_day(month) - first_day(month)).days + 1
    for seat in rng.sample(range(len(seated)), about(rng, len(seated) * _LEAVE_THE_AGENCY)):
        leaver, day = seated[seat], first_day(month) + timedelta(days=rng.randrange(days))
        if leaver in moved or leaver.started >= day:
            continue
        leaver.posts[-1].until = day
        follower = next(newcomers)
        follower.supervisor = leaver.supervisor
        follower.posts.append(Post(leaver.posts[-1].leaf, day + timedelta(days=rng.randrange(1, 15))))
        seated[seat] = follower
        arrived.append(follower)
    return arrived


def _active(people: list[Person], month: int) -> list[Person]:
    start, end = first_day(month), last_day(month)
    return [p for p in people if p.started <= end and p.ended >= start and month not in p.away]


def table(of: Staff) -> Table:
    """persons.csv: the whole history of everybody employed since."""
    columns = ("person_id", "unit_id", "valid_from", "valid_to", "supervisor", "language", "employment_end")
    rows: list[Row] = []
    for person in _employed(of):
        end = None if person.ended == OPEN_END else person.ended
        facts = (int(person.supervisor), person.language, end)
        rows += [(person.id, post.leaf.id, post.since, post.until, *facts) for post in person.posts]
    return Table("persons.csv", columns, "valid_from", rows).sorted()


def identities(of: Staff) -> Table:
    """identities.csv: the account of everybody in the agency's LMS (or sign-in), and addresses where needed."""
    columns = ("agency_id", "person_id", "kind", "value", "home_page", "valid_from", "valid_to")
    code, home = of.agency.code, of.agency.home
    rows: list[Row] = [(code, p.id, "account", p.account, home, p.started, OPEN_END) for p in _employed(of)]
    if of.agency.mail:
        rows += [(code, p.id, "mbox", address(p.id, code), None, p.started, OPEN_END) for p in _employed(of)]
    return Table("identities.csv", columns, "valid_from", rows).sorted()


def _employed(of: Staff) -> list[Person]:
    return [person for person in of.people if person.ended >= of.since]
