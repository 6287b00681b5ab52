"""A second, independent computation of the indicators: slow plain Python over the warehouse's raw tables.

It shares nothing with the folds, the facts and the SQL but the participations, answers and reference data themselves.
`FORMULAS` has for each indicator a function of a `View`: the agency's people of one window and what they did in it.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from schemas.participation import Participation
from warehouse.tables import builder, selection

LABELS = {1: "M", 3: "R3M", 6: "R6M", 12: "R12M"}
LEARNING = ("MS", "LM", "SC", "NE", "WS", "CC")


@dataclass
class Occasion:
    """One event of one person, whatever number of statements tell of it."""

    cls: str
    day: date
    told: list[Participation]
    mandatory: bool | None = None

    def first(self, name):
        """What is known first; of two at one time the smaller, so that it does not matter who told first."""
        known = [(p.ended_at, getattr(p, name)) for p in self.told if getattr(p, name) is not None]
        return min(known)[1] if known else None

    def every(self, name):
        return {getattr(p, name) for p in self.told} - {None}

    @property
    def meeting(self):
        """What all who were there share."""
        series = self.first("series") if self.cls == "MS" else None
        return (series, self.day) if series else self.told[0].activity


def occasions(rows):
    """Of one person, oldest first."""
    by_activity = defaultdict(list)
    for p in sorted(rows, key=lambda p: p.ended_at):
        if p.class_ in LEARNING[:-1] or (p.class_ == "RF" and p.declined is not True):
            by_activity[p.class_, p.activity].append(p)
    on_a_day = defaultdict(set)
    for (cls, activity), told in by_activity.items():
        if cls == "LM":
            on_a_day[told[0].day].add(activity)
    grouped = defaultdict(list)
    for (cls, activity), told in by_activity.items():
        day, series = told[0].day, next((p.series for p in told if p.series), None)
        key = activity
        if cls == "MS" and series:
            key = (series, day)
        elif cls == "LM" and len(on_a_day[day]) > 5:
            key = day
        grouped[cls, key] += told
    made = [Occasion(cls, min(p.day for p in told), sorted(told, key=lambda p: p.ended_at))
            for (cls, _), told in grouped.items()]  # fmt: skip
    return sorted([*made, *_courses(rows)], key=lambda o: o.day)


def _courses(rows):
    by_key = defaultdict(list)
    for p in sorted(rows, key=lambda p: p.ended_at):
        if p.class_ == "CC":
            by_key[p.series or (p.activity, p.day)].append(p)
    for told in by_key.values():
        said = {p.mandatory for p in told} - {None}
        yield Occasion("CC", told[0].day, told, True in said if said else None)


@dataclass
class Raw:
    """The tables as they lie in the warehouse file."""

    rows: list[Participation]
    people: list[tuple]
    units: list[tuple]
    restricted: set[str]
    since: date
    as_of: date
    answers: list[tuple] = field(default_factory=list)
    batches: list[tuple] = field(default_factory=list)
    goals: list[dict] = field(default_factory=list)
    sources: list[tuple] = field(default_factory=list)

    @classmethod
    def read(cls, con, as_of):
        def all_of(sql):
            return con.execute(sql).fetchall()

        found = con.execute(f"SELECT {selection(Participation)} FROM participation r").fetchall()
        names = [column[0] for column in con.execute("SELECT * FROM dim_goal").description]
        return cls(
            rows=list(map(builder(Participation), found)),
            people=all_of("SELECT person_key::VARCHAR, unit_id, valid_from, valid_to, supervisor FROM dim_person_org"),
            units=all_of("SELECT unit_id, parent_id, agency_id, valid_from, valid_to FROM dim_unit"),
            restricted={p for (p,) in all_of("SELECT person_key::VARCHAR FROM restricted")},
            since=all_of("SELECT min(since) FROM dim_coverage")[0][0],
            as_of=as_of,
            answers=all_of("SELECT wave, unit_id, respondent, item, value, scale_max FROM pulse_answer"),
            batches=all_of("SELECT wave, agency_id, unit_id, invited, opened FROM dim_pulse"),
            goals=[dict(zip(names, row, strict=True)) for row in all_of("SELECT * FROM dim_goal")],
            sources=all_of("SELECT DISTINCT agency_id, source, since FROM dim_coverage"),
        )

    @cached_property
    def agency_of(self):
        return {unit: agency for unit, _, agency, *_ in sorted(self.units, key=lambda u: u[3])}

    @cached_property
    def by_person(self):
        found = defaultdict(list)
        for p in self.rows:
            found[p.person].append(p)
        return found

    @cached_property
    def events(self):
        return {person: occasions(rows) for person, rows in self.by_person.items()}

    @cached_property
    def sizes(self):
        """How many took part in a session or story."""
        found = defaultdict(set)
        for person, events in self.events.items():
            for o in events:
                if o.cls in ("MS", "SC"):
                    found[o.meeting].add(person)
        return {meeting: len(who) for meeting, who in found.items()}

    def windows(self, months):
        month = date(self.since.year, self.since.month, 1)
        while (end := month.replace(day=monthrange(month.year, month.month)[1])) < self.as_of:
            number = month.year * 12 + month.month - months
            first = date(number // 12, number % 12 + 1, 1)
            if first >= self.since.replace(day=1):
                yield first, end
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)

    def views(self, months):
        agencies = sorted({agency for unit, parent, agency, *_ in self.units if parent is None and unit == agency})
        for first, last in self.windows(months):
            everybody = {code: self._eligible(code, first, last) for code in agencies}
            for code in agencies:
                yield View(self, code, months, first, last, everybody)

    def _eligible(self, code, first, last):
        """Person → (leaf, supervisor) of those with half of the window's days in the agency."""
        days, leaf = defaultdict(set), {}
        for person, unit, start, end, supervisor in sorted(self.people, key=lambda r: r[2]):
            inside = self.agency_of.get(unit) == code and person not in self.restricted
            if inside and start <= last and end >= first:
                span = range(max(start, first).toordinal(), min(end, last).toordinal() + 1)
                days[person].update(span)
                if person not in leaf or (min(end, last), start) >= leaf[person][0]:
                    leaf[person] = (min(end, last), start), unit, bool(supervisor)
        length = (last - first).days + 1
        return {p: leaf[p][1:] for p, present in days.items() if 2 * len(present) >= length}

    def department(self, unit, last):
        dated = sorted((row for row in self.units if row[3] <= last), key=lambda row: row[3])
        parents = {name: parent for name, parent, *_ in dated}
        while parents.get(unit) and parents.get(parents[unit]) is not None:
            unit = parents[unit]
        return unit


@dataclass
class View:
    """One agency in one window."""

    raw: Raw
    agency: str
    months: int
    first: date
    last: date
    everybody: dict[str, dict[str, tuple]]

    @property
    def people(self):
        return self.everybody[self.agency]

    @cached_property
    def departments(self):
        known = {leaf: self.raw.department(leaf, self.last) for leaf, _ in self.people.values()}
        return {person: known[leaf] for person, (leaf, _) in self.people.items()}

    @cached_property
    def meetings(self):
        """Session → those of E who were there."""
        found = defaultdict(set)
        for person in self.people:
            for o in self.events(person, "MS"):
                found[o.meeting].add(person)
        return found

    def events(self, person, *classes):
        found = self.raw.events.get(person, [])
        return [o for o in found if self.first <= o.day <= self.last and (not classes or o.cls in classes)]

    def statements(self, person, *classes):
        return [p for p in self.raw.by_person.get(person, []) if p.class_ in classes]
