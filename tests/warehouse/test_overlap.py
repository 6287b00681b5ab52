"""Overlap rules: who is in one figure of a period and not in the other."""

from hypothesis import given
from hypothesis import strategies as st

from warehouse.disclosure.overlap import Alone, alone, subtractable

K = 5
people = st.frozensets(st.integers(0, 30))


def persons(count: int, first: int = 0) -> frozenset[int]:
    return frozenset(range(first, first + count))


def test_the_leaver_of_fourteen() -> None:
    """6 of 14 in June, 5 of 13 in July: the difference is the one who left (domain 5.6, second case)."""
    june, july = persons(14), persons(13)
    assert alone(june, july) == Alone(1, 0)
    assert subtractable(june, july, K)


def test_the_same_people_or_quite_others_or_five_more_may_stand_beside() -> None:
    assert not subtractable(persons(14), persons(14), K)
    assert not subtractable(persons(14), persons(9, first=20), K)
    assert not subtractable(persons(14), persons(9), K)


def test_one_out_and_another_in_tells_of_both() -> None:
    assert subtractable(persons(14), persons(14, first=1), K)


def test_a_sensitive_figure_needs_ten() -> None:
    assert subtractable(persons(40), persons(31), 10)
    assert not subtractable(persons(40), persons(30), 10)


def test_a_corrected_figure_is_held_against_the_one_that_is_published() -> None:
    """The agency as it was, and with three who came late, would tell of these three."""
    assert subtractable(persons(56), persons(59), K)
    assert not subtractable(persons(56), persons(61), K)


@given(people, people, st.integers(1, 12))
def test_it_is_the_same_either_way_round(first: frozenset[int], second: frozenset[int], k: int) -> None:
    assert subtractable(first, second, k) == subtractable(second, first, k)
    assert subtractable(first, second, 1) is False
