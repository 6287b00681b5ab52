"""The population's indicators, counted in plain Python from its clean rows: the warehouse must find the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from math import exp, log, sqrt
from typing import Any, NamedTuple

import pytest

from lahde.population import Population, generate
from lahde.population.agencies import AGENCIES
from lahde.population.calendar import first_day, last_day

FLOOR = 0.05

STORIES = {
    "KLV": {
        "LC01": (0.52, 0.64), "LC02a": (0.15, 0.42), "LC04": (0.35, 0.62), "LC05": (0.42, 0.55), "LC06": (4.0, 6.0),
        "LC07": (0.70, 0.90), "LC08 employee": (0.45, 0.45), "LC08 joint": (0.30, 0.30),
        "LC08 employer": (0.25, 0.25), "LC09": (62, 69), "LC11a": (0.20, 0.21),
    },
    "MH": {
        "LC01": (0.67, 0.86), "LC02a": (0.08, 0.14), "LC04": (0.40, 0.25), "LC05": (0.25, 0.18), "LC06": (3.0, 2.7),
        "LC07": (0.65, 0.65), "LC08 employee": (0.25, 0.25), "LC08 joint": (0.20, 0.20),
        "LC08 employer": (0.55, 0.55), "LC09": (64, 57), "LC11a": (0.18, 0.34),
    },
    "SKV": {
        "LC01": (0.58, 0.67), "LC02a": (0.12, 0.24), "LC04": (0.30, 0.50), "LC05": (0.25, 0.48), "LC06": (2.7, 5.2),
        "LC07": (0.60, 0.75), "LC08 employee": (0.30, 0.45), "LC08 joint": (0.25, 0.30),
        "LC08 employer": (0.45, 0.25), "LC09": (66, 68), "LC11a": (0.22, 0.19),
    },
    "KLL": {
        "LC01": (0.50, 0.50), "LC02a": (0.11, 0.11), "LC04": (0.30, 0.30), "LC05": (0.40, 0.40), "LC06": (3.5, 3.5),
        "LC07": (0.35, 0.35), "LC08 employee": (0.50, 0.50), "LC08 joint": (0.20, 0.20),
        "LC08 employer": (0.30, 0.30), "LC09": (58, 58), "LC11a": (0.24, 0.24),
    },
    "RTT": {
        "LC01": (0.50, 0.50), "LC02a": (0.17, 0.17), "LC04": (0.45, 0.45), "LC05": (0.45, 0.45), "LC06": (4.5, 4.5),
        "LC07": (0.90, 0.90), "LC08 employee": (0.45, 0.45), "LC08 joint": (0.35, 0.35),
        "LC08 employer": (0.20, 0.20), "LC09": (70, 70), "LC11a": (0.15, 0.15),
    },
}  # fmt: skip
"""domain.md 7.3: at m6, or when the first whole window of mentoring ends (STARTS), and at m27."""
ON_TRACK = {"KLV": (4, 5), "MH": (2, 5), "SKV": (4, 4), "KLL": (1, 3), "RTT": (2, 3)}
"""LC12 at m27."""
STARTS = {"LC02a": 12, "LC04": 8}
IN_SHARES = ("LC01", "LC02a", "LC04", "LC05", "LC08 employee", "LC08 joint", "LC08 employer", "LC11a")


class Measured(NamedTuple):
    """A figure and how many stand behind it; of what is no share, its standard error too."""

    value: float
    n: int
    error: float = 0.0

    def near(self, indicator: str, expected: float) -> bool:
        return abs(self.value - expected) <= self.room(indicator, expected)

    def room(self, indicator: str, expected: float) -> float:
        """7.3: 0.05 or three binomial standard deviations for shares; else 5 %, or three standard errors."""
        if indicator in IN_SHARES:
            return max(FLOOR, 3 * sqrt(expected * (1 - expected) / self.n))
        return max(FLOOR * expected, 3 * self.error)


def share(hits: int, n: int) -> Measured:
    return Measured(hits / n, n)


def mean(values: list[float]) -> Measured:
    value, n = sum(values) / len(values), len(values)
    return Measured(value, n, sqrt(sum((v - value) ** 2 for v in values)) / n)


class Event(NamedTuple):
    person: str
    day: date
    class_: str
    voluntary: bool = True
    initiative: str | None = None
    place: str | None = None


class Rows:
    """The clean tables of one agency, as dictionaries."""

    def __init__(self, population: Population, agency: str) -> None:
        self.agency = agency
        self.tables: dict[str, list[dict[str, Any]]] = {
            table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            for table in population.tables(agency)
        }
        self.staff = population.staff[agency]
        self.shared: list[tuple[str, date, str]] = []
        self.events = sorted(self._events(population, agency), key=lambda event: (event.day, event.person))

    def _events(self, population: Population, agency: str) -> Iterator[Event]:
        for row in self.held():
            over = row["start"] + timedelta(minutes=row["duration_min"])
            yield Event(row["person_id"], over.date(), "MS", True, row["initiative"], row["place"])
        for row in self.tables["moments.csv"]:
            carries = row["kind"] in ("problem-solved", "success", "observation", "job-crafting")
            initiative = (row["initiative"] or "unknown") if carries else None
            yield Event(row["person_id"], day_of(row["date"]), "LM", True, initiative, row["place"])
        for row in self.tables["events.csv"]:
            class_ = {"workshop": "WS", "network": "NE"}.get(row["kind"], "SC")
            yield Event(row["person_id"], row["date"], class_, True, row["initiative"] if class_ != "SC" else None)
        person = {row["value"]: row["person_id"] for row in self.tables["identities.csv"]}
        for statement in population.stories(agency):
            yield Event(
                person[statement["actor"]["account"]["name"]], date.fromisoformat(statement["timestamp"][:10]), "SC"
            )
        yield from self._courses(population, agency)

    def _courses(self, population: Population, agency: str) -> Iterator[Event]:
        for row in self.tables.get("courses.csv", []):
            yield Event(row["person_id"], row["completed_at"].date(), "CC", row["mandatory"] == "ei", row["initiative"])
        person = {row["value"]: row["person_id"] for row in self.tables["identities.csv"]}
        done = set()
        for statement in population.lms(agency):
            registration = statement["context"].get("registration")
            if registration and registration not in done:
                done.add(registration)
                extensions = statement["context"]["extensions"]
                yield Event(
                    person[statement["actor"]["account"]["name"]],
                    date.fromisoformat(statement["timestamp"][:10]),
                    "CC",
                    not extensions["https://lc.example/xapi/ext/mandatory"],
                    extensions["https://lc.example/xapi/ext/initiative"],
                )

    def held(self) -> Iterator[dict[str, Any]]:
        return (row for row in self.tables["sessions.csv"] if row["status"] == "held")

    @cache  # noqa: B019 (a handful of objects that live as long as the run)
    def eligible(self, month: int, months: int) -> set[str]:
        """Assigned on at least half of the window's days."""
        start, end = first_day(month - months + 1), last_day(month)
        days: dict[str, int] = defaultdict(int)
        for row in self.tables["persons.csv"]:
            overlap = (min(end, row["valid_to"]) - max(start, row["valid_from"])).days + 1
            days[row["person_id"]] += max(0, overlap)
        return {person for person, count in days.items() if 2 * count >= (end - start).days + 1}

    def within(self, month: int, months: int) -> list[Event]:
        start, end = first_day(month - months + 1), last_day(month)
        return [event for event in self.events if start <= event.day <= end]

    def by_person(self, month: int, months: int) -> dict[str, list[Event]]:
        """Of those who are eligible."""
        people, found = self.eligible(month, months), defaultdict(list)
        for event in self.within(month, months):
            if event.person in people:
                found[event.person].append(event)
        return found


def day_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def reach(rows: Rows, month: int) -> Measured:
    """LC01, R3M."""
    learning = {p for p, events in rows.by_person(month, 3).items() if any(event.voluntary for event in events)}
    return share(len(learning), len(rows.eligible(month, 3)))


def mentoring(rows: Rows, month: int) -> Measured:
    """LC02a, R12M."""
    met = {p for p, events in rows.by_person(month, 12).items() if any(event.class_ == "MS" for event in events)}
    return share(len(met), len(rows.eligible(month, 12)))


def followed(rows: Rows, month: int) -> Measured:
    """LC04, R3M; all follow-up is closed at the demo's cut-off, and where it is not the session is left out."""
    said = defaultdict(list)
    for row in rows.tables["reflections.csv"]:
        when = row["date"] if isinstance(row["date"], datetime) else datetime.fromisoformat(f"{row['date']}T12:00")
        said[row["person_id"], row["about_id"]].append((when, row["mode"], row["text_shape"]))
    start, end, people = first_day(month - 2), last_day(month), rows.eligible(month, 3)
    outcomes = []
    for row in rows.held():
        over = row["start"] + timedelta(minutes=row["duration_min"])
        counts = row["role"] in ("mentee", "peer") and row["person_id"] in people
        if counts and start <= over.date() <= end:
            outcome = _outcome(said[row["person_id"], row["session_id"]], over)
            outcomes += [] if outcome is None else [outcome]
    return share(sum(outcomes), len(outcomes))


def _outcome(said: list[tuple[datetime, str, str]], over: datetime) -> bool | None:
    """None: the person declined, which counts neither way."""
    telling = [when for when, mode, shape in said if mode == "spoken" or (mode == "written" and shape != "none")]
    if any(over < when <= over + timedelta(days=7) for when in telling):
        return True
    return None if any(mode == "declined" for _, mode, _ in said) else False


def in_work(rows: Rows, month: int) -> Measured:
    """LC05, R6M."""
    mine = [events for events in rows.by_person(month, 6).values() if len(events) >= 3]
    return mean([sum(event.class_ == "LM" for event in events) / len(events) for events in mine])


def places(rows: Rows, month: int) -> Measured:
    """LC06, R6M: the error by the delta method, over persons."""
    mine = [shares for events in rows.by_person(month, 6).values() if (shares := _shares(e.place for e in events))]
    p = {place: sum(shares.get(place, 0) for shares in mine) / len(mine) for place in set().union(*mine)}
    influence = [-sum(part * log(p[place]) for place, part in shares.items()) for shares in mine]
    entropy = mean(influence)
    return Measured(exp(entropy.value), entropy.n, exp(entropy.value) * entropy.error)


def _shares(values: Iterable[str | None]) -> dict[str, float]:
    known = [value for value in values if value not in (None, "unknown")]
    return {value: known.count(value) / len(known) for value in set(known)}


def sharing(rows: Rows, month: int) -> Measured:
    """LC07, R12M. In a session each other participant is a tie, so its share of other departments counts."""
    mine, people = defaultdict(list), rows.eligible(month, 12)
    for person, other in (*_told(rows, month), *_met(rows, month)):
        mine[person].append(other)
    found = mean([sum(other) / len(other) for p, other in mine.items() if p in people and len(other) >= 2])
    expected = _expected(rows, month)
    binomial = sqrt(found.value * (1 - found.value) / found.n)
    return Measured(min(found.value / expected, 1.25), found.n, binomial / expected)


def _told(rows: Rows, month: int) -> Iterator[tuple[str, float]]:
    start, end = first_day(month - 11), last_day(month)
    noted = [(r["person_id"], day_of(r["date"]), r["counterpart_scope"]) for r in rows.tables["moments.csv"]]
    for person, day, scope in (*noted, *rows.shared):
        if scope in ("same_unit", "other_unit") and start <= day <= end:
            yield person, float(scope == "other_unit")


def _met(rows: Rows, month: int) -> Iterator[tuple[str, float]]:
    start, end = first_day(month - 11), last_day(month)
    home = {person.id: person for person in rows.staff.people}
    sessions = defaultdict(list)
    for row in rows.held():
        if start <= row["start"].date() <= end:
            day = row["start"].date()
            sessions[row["session_id"]].append((row["person_id"], rows.staff.department(home[row["person_id"]], day)))
    for present in sessions.values():
        for person, department in present if 2 <= len(present) <= 12 else ():
            yield person, sum(other != department for _, other in present) / (len(present) - 1)


def _expected(rows: Rows, month: int) -> float:
    """How often two people of the agency sit in different departments."""
    day = last_day(month)
    sizes: dict[str, int] = defaultdict(int)
    for person in rows.staff.people:
        if person.started <= day <= person.ended:
            sizes[rows.staff.department(person, day)] += 1
    whole = sum(sizes.values())
    return 1 - sum(n * (n - 1) for n in sizes.values()) / (whole * (whole - 1))


def balance(rows: Rows, month: int) -> dict[str, Measured]:
    """LC08, R6M: the three shares; mandatory courses are apart."""
    mine = [
        shares
        for events in rows.by_person(month, 6).values()
        if (shares := _shares(e.initiative for e in events if e.voluntary))
    ]
    return {f"LC08 {who}": mean([s.get(who, 0.0) for s in mine]) for who in ("employee", "joint", "employer")}


def sheets(rows: Rows, wave: str) -> list[dict[str, int]]:
    """A respondent's answers, of the wave whose name ends so."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows.tables["pulse.csv"]:
        if row["wave"].endswith(wave):
            found[row["respondent"]][row["item"]] = row["value"]
    return list(found.values())


def safety(rows: Rows, wave: str) -> Measured:
    """LC09: seven items, of which 1, 3 and 5 are reverse keyed."""
    totals = [
        sum(8 - v if item in ("ps-01", "ps-03", "ps-05") else v for item, v in sheet.items() if item[:2] == "ps")
        for sheet in sheets(rows, wave)
    ]
    return mean([100 * (total / 7 - 1) / 6 for total in totals])


def strain(rows: Rows, wave: str) -> Measured:
    """LC11a."""
    sums = [6 - s["load-time"] + s["load-demands"] + 6 - s["load-recovery"] for s in sheets(rows, wave)]
    return share(sum(total >= 12 for total in sums), len(sums))


def on_track(rows: Rows, day: date) -> tuple[int, int]:
    """LC12: goals on track, of all; milestones met of all are a goal's progress."""
    found: dict[str, dict[str | None, dict[str, Any]]] = defaultdict(dict)
    for row in rows.tables["goals.csv"]:
        found[row["goal_id"]][row["milestone"]] = row
    return sum(_on_track(list(said.values()), day) for said in found.values()), len(found)


def _on_track(newest: list[dict[str, Any]], day: date) -> bool:
    row = newest[0]
    if row["milestone"]:
        progress = sum(said["value"] == "kyllä" for said in newest) / len(newest)
    else:
        progress = min(max((row["value"] - row["baseline"]) / (row["target"] - row["baseline"]), 0), 1)
    return progress >= (day - row["start"]) / (row["due"] - row["start"]) - 0.10


def measured(rows: Rows, month: int, wave: str) -> dict[str, Measured]:
    return {
        "LC01": reach(rows, month),
        "LC02a": mentoring(rows, max(month, STARTS["LC02a"])),
        "LC04": followed(rows, max(month, STARTS["LC04"])),
        "LC05": in_work(rows, month),
        "LC06": places(rows, month),
        "LC07": sharing(rows, month),
        **balance(rows, month),
        "LC09": safety(rows, wave),
        "LC11a": strain(rows, wave),
    }


@cache
def clean_rows(people: int, months: int, seed: int) -> dict[str, Rows]:
    population = generate(people, months, seed, dirt=False)
    return {agency: Rows(population, agency) for agency in AGENCIES}


class Plain:
    """These functions, for the tests of this folder."""

    STORIES, ON_TRACK, STARTS = STORIES, ON_TRACK, STARTS
    rows = staticmethod(clean_rows)
    measured = staticmethod(measured)
    on_track = staticmethod(on_track)
    reach = staticmethod(reach)
    strain = staticmethod(strain)
    share = staticmethod(share)
    Measured = Measured


@pytest.fixture(scope="session")
def plain() -> type[Plain]:
    return Plain
