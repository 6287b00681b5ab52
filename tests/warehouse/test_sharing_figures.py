"""Hand-computed cases of what goes on between people: LC03, LC07, LC07b, LC13, LC14, S6b."""

from fractions import Fraction

import pytest

from schemas.indicators.card import cards
from tests.warehouse.conftest import uid
from warehouse.cells import cells
from warehouse.indicators.lc07 import measure as lc07
from warehouse.measures import Hidden, measured

YEAR, HALF = "2025-12", "2025-06"
AT = "2025-03-03T12:00"


def helps(world, name, scope, kind="help-given", at=AT, **fields):
    return world.did(name, "LM", at, template="T09", kind=kind, scope=scope, **fields)


def departments(world, **sizes):
    world.agency()
    for name, size in sizes.items():
        world.unit(f"KLV-{name}", "KLV")
        world.staff(size, name, f"KLV-{name}")


# LC03


@pytest.mark.parametrize(
    ("class_", "fields", "expected"),
    [
        ("LM", {"kind": "help-given"}, (0, 1)),
        ("LM", {"kind": "feedback-given"}, (0, 1)),
        ("LM", {"kind": "help-received"}, (0, 1)),
        ("LM", {"kind": "success"}, (0, 0)),
        ("SC", {"kind": "story"}, (0, 1)),
        ("SC", {"kind": "story-circle", "role": "observer"}, (0, 0)),
        ("SC", {"kind": "story-circle", "role": "facilitator"}, (0, 1)),
        ("MS", {"role": "mentor"}, (0, 1)),
        ("MS", {"role": "mentee"}, (0, 1)),
        ("MS", {"role": "peer"}, (1, 1)),  # both sides learn
        ("WS", {"role": "peer"}, (0, 0)),  # a workshop's template has no role
    ],
)
def test_who_gave_and_who_received(world, class_, fields, expected):
    world.agency()
    world.person("aino")
    world.did("aino", class_, AT, **fields)
    assert world.figures().share("LC03", YEAR) == expected


def test_reciprocity_is_of_one_person(world):
    world.agency()
    world.staff(4)
    for name, kinds in (("p0", ["help-given", "feedback-received"]), ("p1", ["help-given"]), ("p2", ["help-received"])):
        for kind in kinds:
            helps(world, name, "same_unit", kind)
    assert world.figures().share("LC03", YEAR) == (1, 3)


# LC07


def test_expected_sharing_comes_from_the_sizes_of_departments(world):
    departments(world, A=6, B=3, C=1)
    helps(world, "A0", "other_unit")
    helps(world, "A0", "same_unit")
    found = world.figures().one("LC07", YEAR)
    assert Fraction(found.aside["expected"].num) / found.aside["expected"].den == 1 - Fraction(6 * 5 + 3 * 2, 10 * 9)
    assert lc07(found).value == Fraction(1, 2) / Fraction(3, 5)


def test_a_sub_unit_is_of_its_department(world):
    departments(world, A=2, B=2)
    world.unit("KLV-A-1", "KLV-A")
    world.staff(2, "sub", "KLV-A-1")
    expected = world.figures().one("LC07", YEAR).aside["expected"]
    assert Fraction(expected.num) / expected.den == 1 - Fraction(4 * 3 + 2 * 1, 6 * 5)


def test_sharing_is_at_most_five_quarters(world):
    departments(world, A=3, B=3)
    for kind in ("help-given", "help-received"):
        helps(world, "A0", "other_unit", kind)
    assert lc07(world.figures().one("LC07", YEAR)).value == Fraction(5, 4)


def test_one_department_has_no_borders(world):
    departments(world, A=3)
    helps(world, "A0", "same_unit")
    helps(world, "A0", "same_unit")
    assert lc07(world.figures().one("LC07", YEAR)) == Hidden("not_available", "one_department")


@pytest.mark.parametrize(
    ("scopes", "persons"), [(["other_unit"], 0), (["other_unit", "outside"], 0), (["other_unit", "same_unit"], 1)]
)
def test_two_events_inside_the_agency_are_needed(world, scopes, persons):
    departments(world, A=3, B=3)
    for scope in scopes:
        helps(world, "A0", scope)
    assert world.figures().one("LC07", YEAR).persons == persons


def test_sharing_beyond_the_agency(world):
    departments(world, A=3)
    for scope in ("other_agency", "outside", "same_unit", "same_unit"):
        helps(world, "A0", scope)
    helps(world, "A1", "outside")
    found = world.figures().one("LC07b", YEAR)
    assert (Fraction(found.num), found.persons) == (Fraction(1, 2), 1)


@pytest.mark.parametrize(("size", "persons"), [(12, 12), (13, 0)])
def test_an_event_of_more_than_twelve_makes_no_ties(world, size, persons):
    departments(world, A=10, B=10)
    who = [f"A{n}" for n in range(10)] + [f"B{n}" for n in range(size - 10)]
    for day in (3, 4):
        for name in who:
            world.session(name, f"2025-03-0{day}T12:00", activity=uid(f"session {day}"))
    found = world.figures().one("LC07", YEAR)
    assert found.persons == persons
    if persons:  # ten of A have 2 of 11 others elsewhere, two of B have 10 of 11
        assert round(found.num, 6) == round(10 * Fraction(2, 11) + 2 * Fraction(10, 11), 6)


def test_more_than_thirty_percent_of_unknown_scope(world):
    departments(world, A=20, B=20)
    for n in range(20):
        helps(world, f"A{n}", "other_unit")
        helps(world, f"A{n}", "same_unit")
    for n in range(17):  # 17 of 57
        helps(world, f"B{n}", None)

    def told():
        return cells(world.figures().one("LC07", YEAR), cards()["LC07"], "r")[0]

    assert told().state == "value"
    helps(world, "B19", None)
    assert told().note == "unknown"


# LC13


def test_stories_in_a_year(world):
    world.agency()
    world.staff(3)
    world.did("p0", "SC", AT, kind="story")
    world.did("p1", "SC", "2026-01-02T12:00", kind="story-circle")
    assert world.figures().share("LC13a", YEAR) == (1, 3)


def test_facilitation_is_an_effective_number_per_hundred(world):
    world.agency()
    names = world.staff(50)
    for n, name in enumerate(names[:4]):
        for day in range(2):
            world.did(name, "SC", f"2025-03-{n * 2 + day + 1:02}T12:00", role="facilitator")
    world.did("p9", "SC", AT, role="peer")
    found = world.figures().one("LC13b", YEAR)
    assert (found.spread, found.persons) == ([2, 2, 2, 2], 4)
    assert measured(found, cards()["LC13b"]).value == pytest.approx(8)  # four of fifty, all as often


def test_a_one_person_show_is_seen(world):
    world.agency()
    for n, name in enumerate(world.staff(100)[:5]):
        for day in range(21 if n == 0 else 1):
            world.did(name, "SC", f"2025-03-{day + 1:02}T12:00", role="facilitator", activity=uid(f"{name} {day}"))
    told = cells(world.figures().one("LC13b", YEAR), cards()["LC13b"], "r")[0]
    assert (told.state, told.value, told.n) == ("value", 2.0, "5-9")  # exp(0.779) of 100, told coarsely


# LC14


def leads(world, *names):
    world.agency()
    for name in names:
        world.history(name, [("KLV", "2020-01-01", "9999-12-31")], supervisor=True)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {}, 2),
        ({"role": "mentee"}, {}, 0),  # not as peers
        ({"programme": None}, {}, 0),  # a management meeting
        ({"activity": uid("another")}, {}, 0),
    ],
)
def test_supervisors_meet_as_peers_in_a_programme(world, first, second, expected):
    leads(world, "anna", "bo")
    common = {"role": "peer", "programme": uid("peers"), "activity": uid("session")}
    for name, said in (("anna", first), ("bo", second)):
        world.did(name, "MS", AT, **(common | said))
    assert world.figures().share("LC14", HALF) == (expected, 2)


def test_an_employee_is_no_supervisor_and_one_does_not_meet_oneself(world):
    leads(world, "anna")
    world.person("caj")
    for name in ("anna", "caj"):
        world.did(name, "MS", AT, role="peer", programme=uid("peers"), activity=uid("session"))
    helps(world, "anna", None, about=uid("help"))
    helps(world, "anna", None, "help-received", about=uid("help"))
    assert world.figures().share("LC14", HALF) == (0, 1)


def test_help_from_a_supervisor_is_told_by_the_event_or_by_the_other_side(world):
    leads(world, "anna", "bo", "dag")
    helps(world, "anna", None, counterpart_role="supervisor")
    helps(world, "bo", None, about=uid("help"))
    helps(world, "dag", None, "help-received", about=uid("help"))
    assert world.figures().share("LC14", HALF) == (3, 3)


# S6b


def test_agencies_at_an_event(world):
    for code, count in (("KLV", 6), ("MH", 2), ("SKV", 1)):
        world.unit(code, None, code)
        world.covered(code, "2025-01-01")
        for n in range(count):
            world.history(f"{code}{n}", [(code, "2020-01-01", "9999-12-31")], code)
            world.did(f"{code}{n}", "NE", AT, agency=code, activity=uid("big"))
    world.did("KLV0", "NE", AT, activity=uid("own"))
    found = world.figures().one("S6b", YEAR)
    assert (found.spread, found.persons) == ([1, 3], 6)
    assert cells(found, cards()["S6b"], "r")[0].value == 2.0
