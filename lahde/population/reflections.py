"""Reflections: after sessions, and free ones about moments. Text does not exist, only its length class."""

from datetime import date, datetime, timedelta
from math import ceil, exp
from random import Random

from lahde.population.calendar import next_working_day, pick_time
from lahde.population.draws import stream, uuid
from lahde.population.moments import Moment
from lahde.population.people import Person, Staff
from lahde.population.sessions import Part
from lahde.population.table import Row, Table

COLUMNS = ("reflection_id", "person_id", "date", "about_id", "mode", "text_shape")
_MEAN_LAG_DAYS = 3.0
_WITHIN_A_WEEK = 1 - exp(-7 / _MEAN_LAG_DAYS)
_DECLINED, _EMPTY = 0.02, 0.02
_ABOUT_A_MOMENT = 0.15
_MENTORS_TOO = 0.15
_SHAPES = {"short": 5, "medium": 4, "long": 1}
_SPOKEN = 0.12


def reflections(seed: int, of: Staff, month: int, parts: list[Part], noted: list[Moment]) -> list[Row]:
    """Rows about the month's sessions and moments, some dated in the next month."""
    rng = stream(seed, of.agency.code, "reflections", month)
    chance = of.agency.reflects.at(month) / _WITHIN_A_WEEK
    rows = []
    for part in parts:
        said = _said(rng, _MENTORS_TOO if part.role == "mentor" else chance)
        rows += _row(rng, of, part.person, part.end, part.session, said)
    for moment in noted:
        if rng.random() < _ABOUT_A_MOMENT:
            rows += _row(rng, of, moment.person, moment.when, moment.id, _content(rng))
    return rows


def _said(rng: Random, chance: float) -> tuple[str, str] | None:
    """Mode and text shape, if there is a reflection at all; a few say no, or hand in an empty form."""
    if rng.random() < chance:
        return _content(rng)
    draw = rng.random()
    if draw < _DECLINED:
        return "declined", "none"
    return ("written", "none") if draw < _DECLINED + _EMPTY else None


def _content(rng: Random) -> tuple[str, str]:
    if rng.random() < _SPOKEN:
        return "spoken", "none"
    return "written", rng.choices(list(_SHAPES), list(_SHAPES.values()))[0]


def _row(
    rng: Random, of: Staff, person: Person, after: datetime, about: str, said: tuple[str, str] | None
) -> list[Row]:
    if said is None:
        return []
    lag = rng.expovariate(1 / _MEAN_LAG_DAYS)
    when = _with_time(rng, after, lag) if of.agency.clock else _day_alone(after, lag)
    day = when.date() if isinstance(when, datetime) else when
    return [(f"R-{uuid(rng)}", person.id, when, about, *said)] if person.at_work(day) else []


def _with_time(rng: Random, after: datetime, lag: float) -> datetime:
    """The same day soon after, or in working hours of a later working day."""
    day = next_working_day((after + timedelta(days=lag)).date())
    if day == after.date():
        return after + timedelta(minutes=rng.randrange(5, 100))
    return pick_time(rng, day)


def _day_alone(after: datetime, lag: float) -> date:
    """Where only the day is known it counts as noon: whole days, at least one, so that it comes after."""
    return after.date() + timedelta(days=max(1, ceil(lag)))


def table(rows: list[Row]) -> Table:
    return Table("reflections.csv", COLUMNS, "date", rows).sorted()
