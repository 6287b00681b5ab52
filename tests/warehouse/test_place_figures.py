"""Hand-computed cases of where, on whose initiative and how: LC06, LC08, LC10; and S3."""

from fractions import Fraction
from math import exp, log

import pytest

from schemas import profile
from schemas.indicators.card import cards
from warehouse.cells import cells
from warehouse.indicators.lc08 import measure as lc08
from warehouse.measures import measured
from warehouse.numbers import effective
from warehouse.sql import text

HALF, YEAR = "2025-06", "2025-12"


def told(world, indicator, period):
    return {c.category: c for c in cells(world.figures().one(indicator, period), cards()[indicator], "r")}


def notes(world, name, place, times=1, **fields):
    for n in range(times):
        world.did(name, "LM", f"2025-03-{n + 1:02}T12:00", **({"template": "T06", "place": place} | fields))


# LC06


@pytest.mark.parametrize(
    ("weights", "expected"),
    [([1], 1), ([1, 1], 2), ([5] * 10, 10), ([], 0), ([0, 3], 1), ([3, 1], exp(-0.75 * log(0.75) - 0.25 * log(0.25)))],
)
def test_effective_number(weights, expected):
    assert float(effective(weights)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((74, 10, 6, 4, 2, 2, 1, 1), 2.7), ((42, 20, 13, 9, 7, 5, 3, 1), 5.2)],
)
def test_the_vectors_of_the_population(shares, expected):
    """Domain 7.3."""
    assert round(float(effective(shares)), 1) == expected


def test_places_are_shares_of_persons(world):
    world.agency()
    world.staff(2)
    notes(world, "p0", "own_task", 4)
    notes(world, "p1", "own_task")
    notes(world, "p1", "network")
    found = world.figures().one("LC06", HALF)
    assert {k: float(p.num) for k, p in found.parts.items() if p.num} == {"own_task": 1.5, "network": 0.5}
    assert float(measured(found, cards()["LC06"]).value) == pytest.approx(float(effective([3, 1])))


def test_a_day_entered_in_bulk_is_one_event(world):
    world.agency()
    world.person("aino")
    for hour in range(8, 14):  # six moments on one day
        world.did("aino", "LM", f"2025-03-01T{hour:02}:00", template="T06", place="own_task")
    notes(world, "aino", "network", 1, template="T07")
    world.did("aino", "LM", "2025-04-01T12:00", template="T06", place="network")
    assert world.figures().one("LC06", HALF).known == 2 + 0


def test_sessions_count_and_reflections_that_say_it(world):
    world.agency()
    world.staff(2)
    world.session("p0", "2025-03-03T12:00", place="mentoring")
    world.did("p0", "RF", "2025-03-04T12:00", place="own_task")
    world.did("p0", "RF", "2025-03-05T12:00")
    world.did("p0", "RF", "2025-03-06T12:00", place="own_task", declined=True)
    found = world.figures().one("LC06", HALF)
    assert (found.coded, found.unknown) == (2, 0)


@pytest.mark.parametrize(
    ("persons", "each", "state", "note"),
    [(10, 3, "value", ""), (9, 4, "suppressed", "few_persons"), (10, 2, "suppressed", "few_events")],
)
def test_ten_persons_and_thirty_events(world, persons, each, state, note):
    world.agency()
    for n, name in enumerate(world.staff(persons)):
        notes(world, name, ("own_task", "network")[n % 2], each)
    found = told(world, "LC06", HALF)
    assert {(c.state, c.note) for c in found.values()} == {(state, note)}  # the parts with it
    assert len(found) == 11


def test_places_of_more_than_thirty_percent_unknown(world):
    world.agency()
    for name in world.staff(14):
        notes(world, name, "own_task", 5)
    for name in world.staff(15, "q"):
        notes(world, name, None, 2)  # 30 of 100
    assert told(world, "LC06", HALF)[""].state == "value"
    notes(world, "p0", None, 1, template="T07")
    assert {c.note for c in told(world, "LC06", HALF).values()} == {"unknown"}


def test_of_few_it_is_not_told_that_all_learned_in_one_place(world):
    world.agency()
    for name in world.staff(12):
        notes(world, name, "own_task", 3)
    found = told(world, "LC06", HALF)
    assert (found[""].value, found[""].bound, found[""].unit) == (1.9, "<", "number")
    assert (found["own_task"].value, found["own_task"].bound, found["own_task"].unit) == (0.8, ">", "share")


# LC08


def test_the_templates_that_carry_the_initiative():
    ext = f"$.context.extensions['{profile.BASE}/ext/initiative']"
    carry = {t.id for t in profile.TEMPLATES if any(rule.location == ext for rule in (*t.required, *t.recommended))}
    held = {t.id for t in profile.TEMPLATES if t.class_ in ("MS", "LM", "SC", "NE", "WS", "CC")}
    assert str(sorted(carry & held)) in text("lc08", "warehouse.indicators")


def starts(world, name, *whose, **fields):
    for n, initiative in enumerate(whose):
        said = {"template": "T06", "initiative": initiative} | fields
        world.did(name, "LM" if said["template"] == "T06" else "CC", f"2025-03-{n + 1:02}T12:00", **said)


def test_initiative_is_of_persons_and_mandatory_courses_stand_apart(world):
    world.agency()
    world.staff(3)
    starts(world, "p0", "employee", "employee", "employee", "joint")
    starts(world, "p1", "employer")
    starts(world, "p1", "employer", template="T16", mandatory=True)
    starts(world, "p2", "employer", template="T16", mandatory=True)  # nothing else is known
    found = world.figures().one("LC08", HALF)
    assert {k: float(p.num) / p.den for k, p in found.parts.items()} == {
        "employee": 0.375, "joint": 0.125, "employer": 0.5, "mandatory": 0.25,
    }  # fmt: skip
    assert (found.persons, lc08(found).value) == (2, 1 - Fraction(1, 8))


def test_courses_that_cannot_say_are_left_out_and_others_are_unknown(world):
    world.agency()
    world.person("aino")
    starts(world, "aino", None, template="T16", mandatory=False)
    starts(world, "aino", "joint", None)
    found = world.figures().one("LC08", HALF)
    assert (found.coded, found.unknown) == (2, 1)


@pytest.mark.parametrize(("persons", "state"), [(9, "suppressed"), (10, "value")])
def test_initiative_is_sensitive(world, persons, state):
    world.agency()
    for name in world.staff(persons):
        starts(world, name, "employee", "employer")
    found = told(world, "LC08", HALF)
    assert {c.state for c in found.values()} == {state}
    if state == "value":
        assert (found[""].value, found[""].bound, found[""].low) == (0.7, ">", None)
        assert (found["employee"].value, found["joint"].bound) == (0.5, "<")


# LC10


def test_job_crafting_and_its_types(world):
    world.agency()
    world.staff(4)
    for name, kinds in (
        ("p0", ["social_resources"] * 3 + ["hindering_demands"]),
        ("p1", ["social_resources"]),
        ("p2", [None]),
    ):
        for n, kind in enumerate(kinds):
            world.did(name, "LM", f"2025-03-{n + 1:02}T12:00", template="T08", kind="job-crafting", crafting_type=kind)
    found = world.figures().one("LC10", YEAR)
    assert (int(found.num), found.den) == (3, 4)
    assert {k: (float(p.num), p.den) for k, p in found.parts.items()} == {
        "structural_resources": (0, 2), "social_resources": (1.75, 2), "challenging_demands": (0, 2),
        "hindering_demands": (0.25, 2),
    }  # fmt: skip


@pytest.mark.parametrize(("crafters", "state"), [(9, "suppressed"), (10, "value")])
def test_types_need_ten_of_their_own(world, crafters, state):
    world.agency()
    for name in world.staff(100)[:crafters]:
        world.did(name, "LM", "2025-03-03T12:00", template="T08", kind="job-crafting", crafting_type="social_resources")
    found = told(world, "LC10", YEAR)
    assert (found[""].state, found["social_resources"].state) == ("value", state)


# S3


def test_anything_but_courses_is_recorded(world):
    world.agency()
    world.staff(4)
    world.did("p0", "CC", "2025-03-03T12:00", mandatory=False)
    world.did("p1", "RF", "2025-03-03T12:00")
    world.did("p2", "RQ", "2025-03-03T12:00")
    assert world.figures().share("S3", HALF) == (1, 4)
