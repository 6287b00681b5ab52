"""A small agency in the making: its departments and people, and what they do, one by one."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lahde.population import courses, moments, pulses, reflections, sessions, units
from lahde.population.calendar import utc
from lahde.population.courses import Statement
from lahde.population.table import OPEN_END, Row, Table

FOUNDED = date(2024, 8, 1)
COLUMNS = {
    "units": units.COLUMNS,
    "persons": ("person_id", "unit_id", "valid_from", "valid_to"),
    "identities": ("agency_id", "person_id", "kind", "value", "home_page"),
    "sessions": sessions.COLUMNS,
    "moments": moments.COLUMNS,
    "reflections": reflections.COLUMNS,
    "pulse": pulses.COLUMNS,
}
_HEAVY, _ALL_WELL = {"load-time": 1, "load-demands": 5, "load-recovery": 1}, 7


@dataclass
class Case:
    """An agency in the making. `story` is what it is made for."""

    code: str
    story: str
    feeds: bool = True
    """Whether its source says what it brings: without, nothing is measured."""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = (f"Koevirasto {self.code}", f"Provverket {self.code}")
        self._add("units", (self.code, None, self.code, *names, FOUNDED, OPEN_END, "agency", 0, None))

    def department(self, name: str, people: int, since: date = FOUNDED, until: date = OPEN_END) -> list[str]:
        """Ids of its people."""
        unit = f"{self.code}-{name}"
        names = (f"Osasto {name}", f"Avdelning {name}")
        self._add("units", (unit, self.code, self.code, *names, since, until, "department", 1, None))
        ids = [f"{self.code.lower()}-{name.lower()}{n}" for n in range(1, people + 1)]
        for person in ids:
            self._add("persons", (person, unit, FOUNDED, OPEN_END))
        return ids

    def leaves(self, person: str, day: date) -> None:
        self.rows["persons"] = [(*row[:3], day) if row[0] == person else row for row in self.rows["persons"]]

    def moment(self, person: str, day: date) -> None:
        number = len(self.rows.get("moments", ())) + 1
        self._add("moments", (f"M{number}", person, day, "success", "own_task", "employee", None, None, None, None))

    def session(
        self, name: str, series: str, end: datetime, mentees: list[str], mentor: str, role: str = "mentor"
    ) -> None:
        for person, part in ((mentor, role), *((mentee, "mentee") for mentee in mentees)):
            told = ("held", "pair" if len(mentees) == 1 else "group", "mentor-2024", None, None, None)
            self._add("sessions", (name, series, person, part, end - timedelta(hours=1), 60, *told))

    def reflection(self, person: str, about: str, when: datetime) -> None:
        number = len(self.rows.get("reflections", ())) + 1
        self._add("reflections", (f"R{number}", person, when, about, "written", "short"))

    def answers(self, wave: str, day: date, unit: str, people: int, invited: int) -> None:
        """Everybody says the same: safe throughout, and strained."""
        for n in range(people):
            safe = {f"ps-{i:02d}": 8 - _ALL_WELL if i in (1, 3, 5) else _ALL_WELL for i in range(1, 8)}
            for item, value in (safe | _HEAVY).items():
                scale = 7 if item.startswith("ps") else 5
                row = (wave, f"{self.code}-{unit}", f"{wave}-{n}", item, value, scale, day, invited)
                self._add("pulse", row)

    def completion(self, person: str, verbs: dict[str, str], when: datetime) -> None:
        """One registration, said with several verbs."""
        home = f"https://id.{self.code.lower()}.example"
        self._add("identities", (self.code, person, "account", person, home))
        for n, (verb, shown) in enumerate(verbs.items()):
            self.statements.append(_completion(self, person, n, verb, shown, when))

    def tables(self) -> list[Table]:
        """In an order in which they can be collected."""
        return [Table(f"{kind}.csv", COLUMNS[kind], "", self.rows[kind]) for kind in COLUMNS if kind in self.rows]

    def _add(self, kind: str, row: Row) -> None:
        self.rows.setdefault(kind, []).append(row)


def _completion(case: Case, person: str, number: int, verb: str, shown: str, when: datetime) -> Statement:
    code = case.code.lower()
    return {
        "id": f"7d0e1c00-0000-4000-8000-{len(case.statements) + 1:012d}",
        "actor": {"objectType": "Agent", "account": {"homePage": f"https://id.{code}.example", "name": person}},
        "verb": {"id": verb, "display": {"en": shown}},
        "object": {"id": f"https://lms.{code}.example/course/1", "definition": {"type": courses.COURSE}},
        "context": {
            "registration": "7d0e1c00-0000-4000-9000-000000000001",
            "extensions": {courses.EXT + "mandatory": False},
        },
        "timestamp": utc(when + timedelta(minutes=number)),
    }
