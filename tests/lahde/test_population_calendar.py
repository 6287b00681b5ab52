"""The calendar of the synthetic months."""

from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lahde.population import calendar


def test_m1_is_august_2024_and_m27_october_2026() -> None:
    assert calendar.first_day(1) == date(2024, 8, 1)
    assert calendar.last_day(27) == date(2026, 10, 31)


@given(st.integers(-50, 80))
def test_a_months_days_belong_to_it(month: int) -> None:
    assert calendar.month_of(calendar.first_day(month)) == calendar.month_of(calendar.last_day(month)) == month


@pytest.mark.parametrize(
    "sunday",
    [date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)],
)
def test_easter(sunday: date) -> None:
    assert calendar.easter(sunday.year) == sunday


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 6, 19),
        date(2026, 6, 20),
        date(2026, 10, 31),
        date(2026, 12, 6),
        date(2026, 12, 24),
        date(2026, 12, 25),
    ],
)
def test_public_holidays_are_free(day: date) -> None:
    assert day in calendar.holidays(2026)
    assert calendar.weight(day) == 0


def test_the_year_has_season_one_on_average() -> None:
    assert sum(calendar.season(month) for month in range(1, 13)) / 12 == pytest.approx(1, abs=0.04)


@given(st.integers(1, 27), st.integers())
def test_things_happen_on_working_days_of_their_month(month: int, seed: int) -> None:
    when = calendar.pick_moment(Random(seed), month)
    assert calendar.month_of(when.date()) == month
    assert calendar.weight(when.date()) > 0


def test_two_in_a_hundred_outside_office_hours() -> None:
    rng = Random(1)
    outside = sum(not 8 <= calendar.pick_time(rng, date(2026, 3, 2)).hour < 16 for _ in range(10_000))
    assert 130 <= outside <= 270


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-01-15T09:05", "2026-01-15T07:05:00Z"),
        ("2026-07-01T09:05", "2026-07-01T06:05:00Z"),
    ],
)
def test_local_times_become_utc(local: str, utc: str) -> None:
    assert calendar.utc(datetime.fromisoformat(local)) == utc


def test_the_hour_that_comes_twice_is_in_october() -> None:
    nights = [calendar.doubled_hour(month) for month in (3, 15, 26, 27)]
    assert [night and night.isoformat() for night in nights] == [
        "2024-10-27T03:30:00",
        "2025-10-26T03:30:00",
        None,
        "2026-10-25T03:30:00",
    ]
