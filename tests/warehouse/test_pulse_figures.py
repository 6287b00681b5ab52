"""Hand-computed cases of the pulses: LC09, LC11c, S4."""

from decimal import Decimal
from fractions import Fraction

import pytest

from schemas.indicators.card import cards
from warehouse.cells import cells
from warehouse.figures import Sums
from warehouse.indicators.lc09 import ENOUGH, agreement

SAFE = {"ps_01": 2, "ps_02": 6, "ps_03": 2, "ps_04": 6, "ps_05": 2, "ps_06": 6, "ps_07": 6}
"""Six of seven after reversing the first, third and fifth: 100 · 5 / 6."""


def published(world, indicator, wave="w1"):
    figure = world.figures().one(indicator, wave)
    return cells(figure, cards()[indicator], "r")[0]


def asked(world, invited, respondents, **items):
    world.agency()
    world.wave("w1", "2025-09-01", invited)
    for n in range(respondents):
        world.answers("w1", f"r{n}", scale_max=7 if "ps_01" in items else 5, **items)


def test_a_score_is_the_mean_of_what_was_answered_after_reversing(world):
    asked(world, 4, 1, **SAFE)
    world.answers("w1", "five items", scale_max=7, ps_01=1, ps_02=7, ps_03=1, ps_04=4, ps_06=7)  # 7 7 7 4 7: 6.4
    world.answers("w1", "four items", scale_max=7, ps_01=7, ps_02=1, ps_03=7, ps_04=1)
    found = world.figures().one("LC09", "w1")
    assert (round(found.num, 6), found.den) == (round(Decimal(5) / 6 + Decimal("5.4") / 6, 6), 2)


@pytest.mark.parametrize(("respondents", "state"), [(9, "suppressed"), (10, "value")])
def test_ten_must_have_answered(world, respondents, state):
    asked(world, respondents, respondents, **SAFE)
    found = published(world, "LC09")
    assert (found.state, found.unit) == (state, "score")


def test_a_unit_where_all_say_the_same_is_told_coarsely(world):
    """Domain 7.4: 83 points of everybody is 80 for ten to nineteen."""
    asked(world, 12, 12, **SAFE)
    found = published(world, "LC09")
    assert (found.value, found.bound, found.n) == (80.0, "", "10-19")
    best = dict.fromkeys(("ps_01", "ps_03", "ps_05"), 1) | dict.fromkeys(("ps_02", "ps_04", "ps_06", "ps_07"), 7)
    world.rows.clear()
    for n in range(12):
        world.answers("w1", f"r{n}", scale_max=7, **best)
    found = published(world, "LC09")
    assert (found.value, found.bound, found.low) == (90.0, ">", None)


def test_where_experiences_differ_no_mean_is_told(world):
    asked(world, 20, 10, **SAFE)
    for n in range(10):
        world.answers("w1", f"other{n}", scale_max=7, **{item: 8 - value for item, value in SAFE.items()})
    found = published(world, "LC09")
    assert (found.state, found.note, found.value) == ("not_available", "experiences_differ", None)


def item(values):
    return Sums(
        persons=len(values), counted=len(values), num=Decimal(sum(values)), den=len(values),
        squares=Decimal(sum(v * v for v in values)), largest_num=[], largest_den=[], coded=0, unknown=0, spread=[],
    )  # fmt: skip


def test_agreement_is_r_wg_of_all_items():
    """Two answers 2 apart: variance 2, of 4 by chance. One item: 0.5 / (0.5 + 0.5); seven: 3.5 / (3.5 + 0.5)."""
    assert agreement([item([3, 5])]) == Fraction(1, 2)
    assert agreement([item([3, 5])] * 7) == Fraction(7, 8)
    assert agreement([item([4, 4])] * 7) == 1
    assert agreement([item([1, 7])] * 7) == 0  # more apart than by chance
    assert agreement([]) == 0


def test_seventy_percent_exactly_is_enough():
    """One item of mean variance 1.2: 1 - 0.3 = 0.7, of 1."""
    spread = [1, 1, 1, 3, 3]  # variance 1.2
    assert agreement([item(spread)]) == ENOUGH


def test_working_time_is_for_those_who_agree(world):
    asked(world, 12, 4, load_worktime=4)
    for n, value in enumerate((5, 3, 3, 2, 1, 1, 4)):
        world.answers("w1", f"x{n}", load_worktime=value)
    assert world.figures().share("LC11c", "w1") == (6, 11)


@pytest.mark.parametrize(
    ("invited", "answered", "state", "value"),
    [(9, 9, "suppressed", None), (10, 5, "value", 0.5), (200, 20, "value", 0.1), (None, 20, "not_available", None)],
)
def test_a_response_rate_is_told_however_low(world, invited, answered, state, value):
    asked(world, invited, answered, load_worktime=4)
    found = published(world, "S4")
    assert (found.state, found.value) == (state, value)
