"""When things happen: the 27 months, the season, working days and hours in Finland. All times are local and naive."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
LAST = 27
"""The last month, m27, is always October 2026: months are named by their index and keep their meaning."""

_M1 = (2024, 8)
_SEASON = (1.1, 1.2, 1.2, 1.1, 1.0, 0.6, 0.2, 1.0, 1.3, 1.4, 1.3, 0.6)
_WEEKDAYS = (0.9, 1.2, 1.2, 1.1, 0.6, 0.0, 0.0)
_OUT_OF_HOURS = 0.02


def first_day(month: int) -> date:
    """The first day of m1 … m27 (and of months before or after them)."""
    years, index = divmod(_M1[1] - 1 + month - 1, 12)
    return date(_M1[0] + years, index + 1, 1)


def last_day(month: int) -> date:
    return first_day(month + 1) - timedelta(days=1)


def month_of(day: date) -> int:
    """1 for August 2024."""
    return (day.year - _M1[0]) * 12 + day.month - _M1[1] + 1


def season(month: int) -> float:
    return _SEASON[first_day(month).month - 1]


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of the Ecclesiastical full moon."""
    golden, century = year % 19, year // 100
    skipped, shifted = century - century // 4, (8 * century + 13) // 25
    moon = (19 * golden + skipped - shifted + 15) % 30
    moon -= (moon // 28) * (1 - (moon // 28) * (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - skipped) % 7
    return date(year, 3, 28) + timedelta(days=moon - weekday)


@lru_cache
def holidays(year: int) -> frozenset[date]:
    """Public holidays, with Midsummer's and Christmas Eve, which offices keep too."""
    sunday = easter(year)
    moving = [sunday + timedelta(days=days) for days in (-2, 0, 1, 39, 49)]
    midsummer = _first_weekday(date(year, 6, 20), 5)
    fixed = [(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)]
    return frozenset(
        [
            *moving,
            midsummer - timedelta(days=1),
            midsummer,
            _first_weekday(date(year, 10, 31), 5),
            *(date(year, month, day) for month, day in fixed),
        ]
    )


def _first_weekday(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def weight(day: date) -> float:
    """How busy a day is; 0 on weekends and public holidays."""
    return 0.0 if day in holidays(day.year) else _WEEKDAYS[day.weekday()]


@lru_cache
def _working_days(month: int) -> tuple[list[date], list[float]]:
    start = first_day(month)
    days = [start + timedelta(days=n) for n in range((last_day(month) - start).days + 1)]
    return days, list(accumulate(weight(day) for day in days))


def pick_day(rng: Random, month: int) -> date:
    days, weights = _working_days(month)
    return rng.choices(days, cum_weights=weights)[0]


def pick_time(rng: Random, day: date) -> datetime:
    """Between 8 and 16, two in a hundred outside; full five minutes."""
    hour = rng.choice((6, 7, 16, 17, 18, 19, 20)) if rng.random() < _OUT_OF_HOURS else rng.randrange(8, 16)
    return datetime(day.year, day.month, day.day, hour, rng.randrange(0, 60, 5))  # noqa: DTZ001 (local, see module)


def pick_moment(rng: Random, month: int) -> datetime:
    return pick_time(rng, pick_day(rng, month))


def doubled_hour(month: int) -> datetime | None:
    """A time in the hour that comes twice, if the month has one: somebody on night duty notes a moment then."""
    last = last_day(month)
    night = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(night.year, night.month, night.day, 3, 30) if night.month == 10 else None  # noqa: DTZ001 (local)


def next_working_day(day: date) -> date:
    """The day itself if it is one."""
    while not weight(day):
        day += timedelta(days=1)
    return day


def utc(local: datetime) -> str:
    """xAPI timestamp in UTC."""
    return local.replace(tzinfo=HELSINKI).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
