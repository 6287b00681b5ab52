"""Departments and units: figures that sum up, small neighbours that merge, and what is hidden beside what."""

from datetime import date

import pytest

from schemas.indicators.card import cards
from warehouse.families import beside, families
from warehouse.release import new_cells

AS_OF = date(2026, 1, 31)
YEAR_END = "2025-12"


@pytest.fixture
def organisation(world):
    """Agency → departments A (units A1, A2, A3) and B; C and D are small, and HR reports C with D."""
    world.agency()
    for unit, parent in (("A", "KLV"), ("A1", "A"), ("A2", "A"), ("A3", "A"), ("B", "KLV"), ("D", "KLV")):
        world.unit(unit, parent)
    world.unit("C", "KLV", reported_with="D")
    for unit, count in (("A1", 30), ("A2", 12), ("A3", 4), ("B", 40), ("C", 6), ("D", 14)):
        for n, name in enumerate(world.staff(count, f"{unit} ", unit)):
            if n % 2:
                world.did(name, "LM", "2025-11-05T12:00", kind="success")
    return world


def cells(world, indicator="LC01"):
    """Node → the cell of the last quarter."""
    figures = [
        f
        for f in world.figures(AS_OF).within(indicator)
        if (f.period, f.window) == (YEAR_END, cards()[indicator].window)
    ]
    return {c.node: c for c in new_cells(figures, cards(), (), "r") if not c.category}


def test_a_node_is_the_sum_of_those_below_it_and_of_its_own_people(organisation):
    organisation.staff(5, "chief ", "A")
    found = organisation.figures(AS_OF)
    whole = {n: found.one("LC01", YEAR_END, node=n) for n in ("KLV", "A", "A1", "A2", "A3", "B", "D+C")}
    seats = {f.node: f for f in found.within("LC01") if f.period == YEAR_END and f.seated}
    assert (whole["A"].den, seats["A"].den) == (30 + 12 + 4 + 5, 5)
    for measure in ("num", "den", "persons", "eligible"):
        assert getattr(whole["A"], measure) == sum(
            getattr(f, measure) for f in (whole["A1"], whole["A2"], whole["A3"], seats["A"])
        )
        assert getattr(whole["KLV"], measure) == sum(getattr(whole[n], measure) for n in ("A", "B", "D+C"))


def test_a_small_neighbour_is_merged_with_the_sibling_that_hr_names(organisation):
    found = {f.node for f in organisation.figures(AS_OF).within("LC01")}
    assert "D+C" in found
    assert not {"C", "D"} & found


def test_it_stands_alone_again_once_it_has_ten_people(organisation):
    organisation.staff(4, "more ", "C")
    found = {f.node for f in organisation.figures(AS_OF).within("LC01")}
    assert {"C", "D"} <= found


def test_a_unit_of_four_takes_the_next_smallest_with_it(organisation):
    """A1 and A alone would give A2 and A3 as 16 people together; A2 shown would give the four of A3."""
    found = cells(organisation)
    assert (found["A3"].state, found["A3"].note) == ("suppressed", "few_persons")
    assert (found["A2"].state, found["A2"].note) == ("suppressed", "beside")
    assert {n for n, c in found.items() if c.state == "value"} == {"KLV", "A", "A1", "B", "D+C"}


def test_as_deep_as_the_card_says_and_no_deeper(organisation):
    assert {f.depth for f in organisation.figures(AS_OF).within("LC01")} == {0, 1, 2}
    assert {f.depth for f in organisation.figures(AS_OF).within("LC06")} == {0, 1}
    assert {f.depth for f in organisation.figures(AS_OF).within("LC07")} == {0}


def test_teams_are_never_nodes(organisation):
    organisation.unit("A11", "A1")
    organisation.staff(20, "team ", "A11")
    found = organisation.figures(AS_OF)
    assert "A11" not in {f.node for f in found.within("LC01")}
    assert found.one("LC01", YEAR_END, node="A1").den == 50


def test_a_unit_has_no_arrow(organisation):
    for name in organisation.staff(1, "A1 ", "A1"):
        organisation.did(name, "LM", "2024-11-05T12:00", kind="success")
    assert cells(organisation)["A1"].change == ""


def test_in_a_month_between_quarters_nothing_of_few_can_be_had_by_subtraction(world):
    """B has 30 people and is published by quarters; in November KLV less A would give its November all the same."""
    world.agency()
    for unit, count in (("A", 110), ("B", 30)):
        world.unit(unit, "KLV")
        world.staff(count, f"{unit} ", unit)
    found = [f for f in world.figures(AS_OF).within("LC01") if f.period == "2025-11"]
    (family,) = families(found)
    assert beside(family, cards()["LC01"]).figures == {"A"}
    assert [c.node for c in new_cells(found, cards(), (), "r") if c.state in ("value", "zero")] == ["KLV"]


def test_pulses_of_a_unit_are_by_its_batch(organisation):
    organisation.batches("w", "2025-11-03", {"A1": 30, "A2": 12, "B": 40})
    for unit, answered in (("A1", 20), ("A2", 11), ("B", 12)):
        for n in range(answered):
            organisation.answers("w", f"{unit} {n}", unit, load_time=4, load_demands=2, load_recovery=4)
    figures = [f for f in organisation.figures(AS_OF).within("LC11a") if f.period == "w"]
    found = {c.node: c for c in new_cells(figures, cards(), (), "r")}
    assert (found["A1"].state, found["A2"].state) == ("value", "value")
    assert (found["B"].state, found["B"].note) == ("not_available", "low_response")


def test_departments_may_have_a_longer_window_than_their_agency(world):
    """Few have a session in three months. The agency's twelve months are not told, but its quarters add up to them: so
    the four people of C are protected as if they were."""
    world.agency()
    for unit, count in (("A", 30), ("B", 12), ("C", 4)):
        world.unit(unit, "KLV")
        for n, name in enumerate(world.staff(count, f"{unit} ", unit)):
            world.session(name, f"2025-{2 + n % 4 * 3:02}-05T12:00")
    figures = world.figures(AS_OF).within("LC04")
    found = {(c.node, c.window): c for c in new_cells(figures, cards(), (), "r") if c.period == YEAR_END}
    assert {key: c.note or c.state for key, c in found.items()} == {
        ("KLV", "R3M"): "value",
        ("A", "R12M"): "zero",
        ("B", "R12M"): "beside",
        ("C", "R12M"): "few_persons",
    }
