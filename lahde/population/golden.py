"""Small agencies made for one question each, whose answers are known by counting on one's fingers (domain.md 7.4).

They are no part of the five agencies' story, so the demo does not send them; tests do, and `--files` writes them.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from lahde.population import courses
from lahde.population.case import Case
from lahde.population.courses import lines
from lahde.population.deliveries import Delivery
from lahde.population.files import FORMATS, encode
from lahde.population.table import OPEN_END

QUIET_DAY = date(2026, 9, 15)


def subtraction(case: Case) -> None:
    """25 of 56 learned: 18 of 40, 6 of 12, and 1 of 4, which two subtractions would tell."""
    for name, people, learned in (("A", 40, 18), ("B", 12, 6), ("C", 4, 1)):
        for person in case.department(name, people)[:learned]:
            case.moment(person, QUIET_DAY)


def leaver(case: Case) -> None:
    """6 of 14 were mentored in the year to June; one of them counts no more in July."""
    people = case.department("A", 14)
    for n in range(5):
        case.session(f"S{n}", f"Y{n}", datetime(2026, 3, 2, 10), [people[n]], people[5])  # noqa: DTZ001 (local)
    case.leaves(people[0], date(2025, 12, 31))
    case.rows["sessions"] = [
        (*row[:4], datetime(2025, 9, 2, 9), *row[5:]) if row[0] == "S0" else row  # noqa: DTZ001 (local)
        for row in case.rows["sessions"]
    ]


def merger(case: Case) -> None:
    """Until May 4 of 10 and 6 of 12; from June on one department, where 5 of 22 learn."""
    day, last = date(2026, 6, 1), date(2026, 5, 31)
    one, other = case.department("A", 10), case.department("B", 12)
    case.rows["units"] = [(*row[:6], last, *row[7:]) if row[0] != case.code else row for row in case.rows["units"]]
    case.department("AB", 0, since=day)
    for person in (*one, *other):
        case.rows["persons"] = [(*row[:3], last) if row[0] == person else row for row in case.rows["persons"]]
        case.rows["persons"].append((person, f"{case.code}-AB", day, OPEN_END))
    for person in (*one[:4], *other[:6]):
        case.moment(person, date(2026, 4, 15))
    for person in (*one[:2], *other[:3]):
        case.moment(person, QUIET_DAY)


def dominance(case: Case) -> None:
    """One of five mentors leads 6 of 10 sessions."""
    people = case.department("A", 30)
    leads = [people[0]] * 6 + people[1:5]
    for n, mentor in enumerate(leads):
        when = datetime(2026, 9, 1 + n, 12)  # noqa: DTZ001 (local)
        case.session(f"S{n}", f"Y{n}", when, people[10 + 2 * n : 12 + 2 * n], mentor, "facilitator")


def alike(case: Case) -> None:
    """Twelve people, and all say the same."""
    case.department("A", 12)
    case.answers(f"{case.code.lower()}-2026-09", date(2026, 9, 8), "A", 12, 12)


def week_after(case: Case) -> None:
    """Of six sessions three are followed on the seventh day, to the minute, and three on the eighth."""
    people, end = case.department("A", 20), datetime(2026, 9, 2, 11)  # noqa: DTZ001 (local)
    for n in range(6):
        case.session(f"S{n}", f"Y{n}", end, [people[n]], people[10 + n])
        late = timedelta(days=7) if n < 3 else timedelta(days=7, minutes=1)
        case.reflection(people[n], f"S{n}", end + late)


def last_day(case: Case) -> None:
    """A session that ends ten minutes before the window does, and one that ends ten minutes after."""
    people, midnight = case.department("A", 20), datetime(2026, 11, 1)  # noqa: DTZ001 (local)
    case.session("S1", "Y1", midnight - timedelta(minutes=10), [people[0]], people[1])
    case.session("S2", "Y2", midnight + timedelta(minutes=10), [people[2]], people[3])


def july_gap(case: Case) -> None:
    """Two series of three sessions: 81 days with July among them, and 79 without."""
    people = case.department("A", 20)
    for series, days in {"Y1": ((4, 10), (6, 5), (8, 25)), "Y2": ((1, 10), (2, 10), (4, 30))}.items():
        for month, day in days:
            number, when = int(series[1]), datetime(2026, month, day, 12)  # noqa: DTZ001 (local)
            case.session(f"{series}-{month}", series, when, [people[number]], people[10 + number])


def triple_verb(case: Case) -> None:
    """Two moments and one course that was completed, passed and satisfied: three events, two of them in work."""
    person = case.department("A", 20)[0]
    for day in (QUIET_DAY, QUIET_DAY + timedelta(days=1)):
        case.moment(person, day)
    verbs = {courses.COMPLETED: "completed", courses.PASSED: "passed", courses.SATISFIED: "satisfied"}
    case.completion(person, verbs, datetime(2026, 9, 10, 9))  # noqa: DTZ001 (local)


def erased(case: Case) -> None:
    """5 of 10 learned; the first of them is erased in the middle of the window."""
    for person in case.department("A", 10)[:5]:
        case.moment(person, QUIET_DAY)


def nine_and_ten(case: Case) -> None:
    """9 answer one wave and 10 the next."""
    case.department("A", 14)
    case.answers(f"{case.code.lower()}-2026-05", date(2026, 5, 11), "A", 9, 14)
    case.answers(f"{case.code.lower()}-2026-09", date(2026, 9, 8), "A", 10, 14)


def nothing(case: Case) -> None:
    """Nobody did anything: zero where it is measured, not available where it is not."""
    case.department("A", 25)


CASES: dict[str, tuple[Callable[[Case], None], bool]] = {
    "GSUB": (subtraction, True),
    "GLEA": (leaver, True),
    "GMER": (merger, True),
    "GDOM": (dominance, True),
    "GALI": (alike, True),
    "GWEE": (week_after, True),
    "GDAY": (last_day, True),
    "GJUL": (july_gap, True),
    "GTRI": (triple_verb, True),
    "GERA": (erased, True),
    "GPUL": (nine_and_ten, True),
    "GZER": (nothing, True),
    "GNOT": (nothing, False),
}
"""By the code of the agency; whether its source feeds anything."""


FOLDER = "golden"


def deliveries() -> Iterator[tuple[str, Delivery]]:
    """What each hands over, in an order in which it can be collected."""
    for case in cases():
        for table in case.tables():
            kind = table.name.removesuffix(".csv")
            yield (
                case.code,
                Delivery(name=table.name, kind=kind, content=encode(table, FORMATS["KLL"]), about=case.story),
            )
        if case.statements:
            content = lines(case.statements)
            yield case.code, Delivery(name="statements.ndjson", kind="statements", content=content, about=case.story)


def cases() -> list[Case]:
    found = []
    for code, (tell, feeds) in CASES.items():
        case = Case(code, (tell.__doc__ or "").strip(), feeds)
        tell(case)
        found.append(case)
    return found
