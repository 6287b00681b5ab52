"""Hand-computed cases of mentoring: LC02b, LC11b, S1, S2, S5."""

from datetime import date, timedelta

import pytest

from schemas.indicators.card import cards
from tests.warehouse.conftest import uid
from warehouse.cells import cells
from warehouse.indicators.s1 import median

YEAR, HALF, QUARTER = "2025-12", "2025-06", "2025-09"


def published(world, *which, **more):
    figure = world.figures().one(*which, **more)
    return next(iter(cells(figure, cards()[figure.indicator], "r")), None)


def series(world, name, start, days, mentor="mentor", mentee="mentee"):
    """Meetings so many days after the start."""
    for n, day in enumerate(days):
        at = f"{date.fromisoformat(start) + timedelta(days=day)}T{9 + n:02}:00"
        for person, role in ((mentor, "mentor"), (mentee, "mentee")):
            world.session(person, at, role, series=uid(name), activity=uid(f"{name} {n}"))


# LC02b


@pytest.mark.parametrize(
    ("start", "days", "lasts"),
    [
        ("2025-01-10", [0, 60, 120], 1),  # gaps of 60 days are allowed
        ("2025-01-10", [0, 61, 120], 0),
        ("2025-01-10", [0, 60], 0),  # two meetings
        ("2025-01-10", [0, 0, 60], 0),  # a meeting split up is one
        ("2025-01-01", [0, 30, 60, 181], 1),  # what is after 180 days is not looked at
        ("2025-01-01", [0, 60, 119, 180], 0),  # on day 180 it is: a gap of 61
        ("2025-05-31", [0, 30, 30 + 91], 1),  # 30 June to 29 September: 91 days, 31 of them in July
        ("2025-05-31", [0, 30, 30 + 92], 0),
    ],
)
def test_a_series_lasts_with_three_meetings_in_180_days_and_no_long_gap(world, start, days, lasts):
    world.agency()
    for name in ("mentor", "mentee"):
        world.person(name)
    series(world, "s", start, days)
    found = world.figures().one("LC02b", YEAR)
    assert (int(found.num), found.den, found.persons, found.counted) == (lasts, 1, 2, 1)


@pytest.mark.parametrize(
    ("start", "counts"), [("2024-12-31", 0), ("2025-01-01", 1), ("2025-06-30", 1), ("2025-07-01", 0)]
)
def test_a_cohort_began_twelve_to_six_months_before_the_end(world, start, counts):
    world.agency(since="2024-01-01")
    for name in ("mentor", "mentee"):
        world.person(name)
    series(world, "s", start, [0])
    assert world.figures().one("LC02b", YEAR).den == counts


@pytest.mark.parametrize(
    ("mentors", "each", "mentees", "note"),
    [(3, 2, 12, ""), (3, 1, 12, "few_events"), (2, 3, 12, "few_events"), (3, 2, 6, "few_persons")],
)
def test_at_least_five_series_ten_persons_and_three_mentors(world, mentors, each, mentees, note):
    world.agency()
    world.staff(mentors, "mentor")
    world.staff(mentees, "mentee")
    for n in range(mentors):
        for m in range(each):
            series(world, f"{n} {m}", "2025-02-03", [0, 20, 40], f"mentor{n}", f"mentee{(n * each + m) % mentees}")
    for n in range(mentees):
        world.session(f"mentee{n}", "2025-02-03T09:00", series=uid("0 0"), activity=uid("0 0 0"))
    assert published(world, "LC02b", YEAR).note == note


def test_one_mentor_with_sixty_percent_of_the_series_hides_them(world):
    world.agency()
    world.staff(3, "mentor")
    world.staff(10, "mentee")
    for n in range(10):
        series(world, f"{n}", "2025-02-03", [0, 20, 40], "mentor0" if n < 6 else f"mentor{n % 2 + 1}", f"mentee{n}")
    assert published(world, "LC02b", YEAR).note == "dominance"


# LC11b


def test_more_than_eight_hours_in_any_month(world):
    world.agency()
    world.staff(3, "mentor")
    for hour, name in ((8, "mentor0"), (9, "mentor1")):
        world.session(name, "2025-07-02T12:00", "mentor", duration_s=hour * 3600)
    for month in (7, 8, 9):  # nine hours, but over three months
        world.session("mentor2", f"2025-{month:02}-02T12:00", "mentor", duration_s=3 * 3600)
    assert world.figures().share("LC11b", QUARTER) == (1, 3)


# S1


@pytest.mark.parametrize(
    ("met", "still_open", "expected"),
    [
        ([5, 10, 20], [], 10),
        ([5, 10], [], 5),
        ([5, 10], [7, 30], 10),  # after day 5 three of four wait; on day 10 half of the two left are met: 0.375
        ([5], [7], 5),  # exactly half
        ([5], [7, 9], None),
        ([], [4], None),
        ([0, 0, 30], [], 0),
        ([10], [10], 10),  # who is censored on a day still waited on it
    ],
)
def test_median_of_kaplan_and_meier(met, still_open, expected):
    assert median(met, still_open) == expected


def test_days_from_a_request_to_the_first_session(world):
    world.agency()
    world.staff(3)
    for name, asked, held in (
        ("p0", "2025-02-03", "2025-02-13"),
        ("p1", "2025-12-21", "2026-01-20"),
        ("p2", "2025-03-01", None),
    ):
        world.did(name, "RQ", f"{asked}T12:00", series=uid(name))
        if held:
            world.session(name, f"{held}T12:00", series=uid(name))
            world.session(name, f"{held}T14:00", series=uid(name))
    found = world.figures().one("S1", YEAR)
    assert (found.den, found.spread) == (3, [10])
    assert found.aside["open"].spread == [10, 305]  # in December nobody knew of the session in January


def test_too_few_requests_led_to_a_session(world):
    world.agency()
    for name in world.staff(6):
        world.did(name, "RQ", "2025-02-03T12:00", series=uid(name))
    assert published(world, "S1", YEAR).note == "median_not_reached"


# S2


@pytest.mark.parametrize(("again", "lost"), [(None, 1), (14, 0), (15, 1), (0, 0)])
def test_cancelled_and_not_booked_anew_within_fourteen_days(world, again, lost):
    world.agency()
    world.person("aino")
    booked = world.did("aino", "BK", "2025-08-01T12:00", series=uid("s"))
    world.did("aino", "CX", "2025-08-05T12:00", series=uid("s"), about=booked.statement)
    if again is not None:
        at = date(2025, 8, 5) + timedelta(days=again)
        world.did("aino", "BK", f"{at}T13:00", series=uid("s"))
    assert world.figures().share("S2", YEAR, "R12M") == (lost, 1 if again is None else 2)


# S5


def test_trained_mentors_begin_and_go_on(world):
    world.agency(since="2023-01-01")
    world.staff(3)
    for n, name in enumerate(("p0", "p1", "p2")):
        for month in (2, 3, 4)[: 3 - (n == 2)]:  # the last one misses a workshop
            world.did(name, "WS", f"2024-{month:02}-10T12:00", programme=uid("mentors"), activity=uid(f"w{month}"))
    world.session("p0", "2024-07-09T12:00", "mentor")  # day 90 after 10 April
    world.session("p0", "2025-04-10T12:00", "mentor")  # twelve months later, to the day
    world.session("p1", "2024-07-10T12:00", "mentor")  # day 91
    world.session("p1", "2025-04-09T12:00", "mentor")
    found = world.figures().one("S5", YEAR)
    assert (int(found.num), found.persons) == (1, 2)
    assert {stage: int(part.num) for stage, part in found.parts.items()} == {
        "first_session": 1, "active_6": 2, "active_12": 1,
    }  # fmt: skip
