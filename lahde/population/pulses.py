"""Pulse waves: who is invited, who answers, and what they say. Respondents are random numbers, new in each wave."""

from datetime import date, timedelta
from random import Random

from lahde.population.agencies import Agency
from lahde.population.calendar import first_day, next_working_day
from lahde.population.draws import stream
from lahde.population.people import Staff
from lahde.population.table import Row, Table

COLUMNS = ("wave", "batch_unit", "respondent", "item", "value", "scale_max", "answered_date", "invited")
_WAVE_MONTHS = (9, 12, 3, 5)
_FEWEST_INVITED = 10
_SAFETY_ITEMS = {f"ps-{n:02d}": n in (1, 3, 5) for n in range(1, 8)}
"""Key → reverse keyed."""
_SPREAD_OF_PEOPLE, _SPREAD_OF_ITEMS = 0.8, 0.8
_STRAINED = 12
"""Three items of 1-5 whose sum is at least this: a mean of 4."""
_TRIPLES = [(a, b, c) for a in range(1, 6) for b in range(1, 6) for c in range(1, 6)]
_HEAVY = [triple for triple in _TRIPLES if sum(triple) >= _STRAINED]
_LIGHT = [triple for triple in _TRIPLES if sum(triple) < _STRAINED]
_FIRST_DAY = 0.4


def opened(month: int) -> date | None:
    """The day a wave opens: the first working day from the 8th (December: from the 1st)."""
    start = first_day(month)
    if start.month not in _WAVE_MONTHS:
        return None
    return next_working_day(start if start.month == 12 else start + timedelta(days=7))


def wave(seed: int, of: Staff, month: int) -> list[Row]:
    """Rows of one wave; none in a month without one."""
    day = opened(month)
    if day is None:
        return []
    rng = stream(seed, of.agency.code, "wave", month)
    batches = _batches(of, day)
    invited = [unit for unit, count in batches.items() for _ in range(count)]
    respondents = [unit for unit in invited if rng.random() < of.agency.response.at(month)]
    name = f"{of.agency.code.lower()}-{day:%Y-%m}"
    sheets = []
    for unit in respondents:
        key, answered = f"{rng.getrandbits(64):016x}", _answered(rng, day)
        heavy = rng.random() < of.agency.strain.at(month)
        values = _safety(rng, of.agency, month) | _load(rng, heavy)
        sheets.append([_row(name, unit, key, item, value, answered, batches[unit]) for item, value in values.items()])
    sheets.sort(key=lambda sheet: (sheet[0][6], sheet[0][2]))
    return [row for sheet in sheets for row in sheet]


def _batches(of: Staff, day: date) -> dict[str, int]:
    """Invited people by reporting unit. Small departments answer with the one HR names, else with the next beside."""
    counts: dict[str, int] = {}
    for person in of.people:
        if person.at_work(day):
            unit = of.department(person, day)
            counts[unit] = counts.get(unit, 0) + 1
    beside = {
        f"{of.agency.code}-{department.code}": f"{of.agency.code}-{department.reported_with}"
        for department in of.agency.departments
        if department.reported_with
    }
    for unit, with_unit in beside.items():
        counts[with_unit] += counts.pop(unit, 0)
    while len(counts) > 1 and min(counts.values()) < _FEWEST_INVITED:
        small = min(counts, key=counts.__getitem__)
        units = list(counts)
        at = units.index(small)
        counts[units[at - 1] if at else units[1]] += counts.pop(small)
    return counts


def _answered(rng: Random, opens: date) -> date:
    """Four in ten on the first day, the others over a week."""
    return opens if rng.random() < _FIRST_DAY else next_working_day(opens + timedelta(days=rng.randrange(1, 8)))


def _safety(rng: Random, agency: Agency, month: int) -> dict[str, int]:
    own = rng.gauss(1 + 6 * agency.safety.at(month) / 100, _SPREAD_OF_PEOPLE)
    values = {item: min(7, max(1, round(rng.gauss(own, _SPREAD_OF_ITEMS)))) for item in _SAFETY_ITEMS}
    return {item: 8 - value if _SAFETY_ITEMS[item] else value for item, value in values.items()}


def _load(rng: Random, heavy: bool) -> dict[str, int]:
    """Time and recovery are asked the other way round."""
    time, demands, recovery = rng.choice(_HEAVY if heavy else _LIGHT)
    in_worktime, crafting = rng.choice((2, 3, 4, 4, 5)), rng.choice((1, 2, 3, 3, 4, 5))
    return {
        "load-time": 6 - time,
        "load-demands": demands,
        "load-recovery": 6 - recovery,
        "load-worktime": in_worktime,
        "craft-01": crafting,
    }


def _row(name: str, unit: str, key: str, item: str, value: int, answered: date, invited: int) -> Row:
    return (name, unit, key, item, value, 7 if item in _SAFETY_ITEMS else 5, answered, invited)


def table(rows: list[Row]) -> Table:
    return Table("pulse.csv", COLUMNS, "answered_date", rows)
