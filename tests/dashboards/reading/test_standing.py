"""Where a figure stands: what it was before, and where there is none, why and until when."""

from typing import Any

import pytest

from dashboards.reading.figures import figure
from dashboards.reading.standing import Standing
from tests.dashboards.conftest import CARDS, NODES, cell

KLV = next(node for node in NODES if node.id == "KLV")
OCTOBER = 2026 * 12 + 9


def standing(*cells: Any, card: str = "LC01", lang: str = "en") -> Standing:
    return Standing(figure(CARDS[card], list(cells), KLV, lang))


def shown(month: int, value: float, **more: Any) -> Any:
    return cell("KLV", "LC01", month, value=value, low=value - 0.02, high=value + 0.02, n="760", **more)


def hidden(month: int, note: str, state: str = "suppressed", indicator: str = "LC01") -> Any:
    return cell("KLV", indicator, month, state=state, note=note)


def test_a_year_earlier_and_the_first_figure() -> None:
    now = standing(shown(OCTOBER - 13, 0.4), shown(OCTOBER - 12, 0.5), shown(OCTOBER, 0.6, change="up"))
    assert now.year is not None
    assert (now.year.cell.value, now.year.change) == (0.5, "up")
    assert now.baseline is not None
    assert (now.baseline.cell.value, now.baseline.change) == (0.4, "up")
    assert (now.reason, now.may_appear, now.last_shown) == ("", "", None)


def test_no_clear_change_where_intervals_touch() -> None:
    now = standing(shown(OCTOBER - 3, 0.59), shown(OCTOBER, 0.6))
    assert now.baseline is not None
    assert now.baseline.change == "none"


def test_the_first_figure_is_no_change_from_itself() -> None:
    now = standing(shown(OCTOBER, 0.6))
    assert (now.year, now.baseline) == (None, None)


def test_a_hidden_one_says_why_and_when_there_may_be_one_and_what_was_shown_last() -> None:
    now = standing(shown(OCTOBER - 1, 0.6), hidden(OCTOBER, "few_persons"))
    assert now.reason == "Too few people stand behind it."
    assert "At least 5 people" in now.may_appear
    assert "September–November 2026" in now.may_appear
    assert "15 December 2026" in now.may_appear
    assert now.last_shown is not None
    assert now.last_shown.value == 0.6


def test_of_few_people_the_next_period_is_the_next_quarter() -> None:
    now = standing(shown(OCTOBER - 4, 0.6), hidden(OCTOBER - 1, "few_persons"))
    assert "October–December 2026" in now.may_appear
    assert "15 January 2027" in now.may_appear


@pytest.mark.parametrize(("note", "needs"), [("low_response", "half of those invited"), ("coverage", "70%")])
def test_what_is_uncertain_says_what_it_takes(note: str, needs: str) -> None:
    now = standing(hidden(OCTOBER, note, "not_available", "LC11a"), card="LC11a")
    assert needs in now.may_appear
    assert "The next survey" in now.may_appear


def test_nothing_was_ever_published() -> None:
    now = standing()
    assert now.shown == "not available"
    assert now.sentence == "Nothing has been published about this yet."
    assert (now.year, now.baseline, now.last_shown, now.may_appear) == (None, None, None, "")
