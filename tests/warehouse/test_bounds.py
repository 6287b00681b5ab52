"""What is left to guess where figures are subtracted from each other."""

from fractions import Fraction

from warehouse.disclosure.bounds import ALIKE, Known, narrow


def hidden(persons: int, small: int) -> Known:
    """Persons left over, of whom so many are in hidden nodes of few."""
    return Known(persons, Fraction(0), Fraction(persons), max(small, ALIKE))


def told(count: int, persons: int) -> Known:
    return Known(persons, Fraction(count), Fraction(count), 0)


def vague(low: int, high: int, persons: int) -> Known:
    """A figure of few that is shown as a bound."""
    return Known(persons, Fraction(low), Fraction(high), ALIKE)


def test_the_worked_case_of_56_persons() -> None:
    """18 of 40 and 25 of 56 leave 7 of the 16 in B and C: any of the four in C, or none, could be among them."""
    assert not narrow(told(25, 56), [told(18, 40), hidden(16, 4)])


def test_if_only_three_of_those_left_did_it_not_all_four_in_the_small_unit_can_have() -> None:
    assert narrow(told(21, 56), [told(18, 40), hidden(16, 4)])


def test_nor_if_only_three_did_not() -> None:
    assert narrow(told(31, 56), [told(18, 40), hidden(16, 4)])


def test_what_the_whole_says_itself_may_be_known() -> None:
    """Three of 56 did it, and it is published: that no four did is no secret of any unit."""
    assert not narrow(told(3, 56), [told(0, 40), hidden(16, 4)])


def test_nobody_of_few_cannot_be_worked_out_from_the_figures_around() -> None:
    """5 of 20 and 5 of 30 are shown, and of the other ten `< 30 %`: they would be none."""
    assert narrow(told(5, 30), [told(5, 20), vague(0, 2, 10)])
    assert not narrow(told(7, 30), [told(5, 20), vague(0, 2, 10)])


def test_two_bounds_protect_each_other() -> None:
    assert not narrow(told(3, 40), [told(1, 20), vague(0, 2, 10), vague(0, 2, 10)])
    assert narrow(told(2, 40), [told(1, 20), vague(0, 2, 10), vague(0, 2, 10)])


def test_a_bound_is_sharpened_by_the_figures_below_it() -> None:
    assert vague(0, 3, 19).sharpened([told(2, 9)]) == Known(19, Fraction(2), Fraction(3), ALIKE)
    assert vague(16, 19, 19).sharpened([told(8, 9)]) == Known(19, Fraction(16), Fraction(18), ALIKE)
