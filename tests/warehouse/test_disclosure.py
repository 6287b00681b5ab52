"""The rules of domain 2.1, edge by edge."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.cell import Cell, change
from warehouse.disclosure.cadence import due
from warehouse.disclosure.dominance import dominated
from warehouse.disclosure.floors import K_SENSITIVE, K, TooLoose, fewest
from warehouse.disclosure.intervals import of_mean, t95, wilson
from warehouse.disclosure.shares import Scale, band, rounded, shown


def test_floors_can_be_tightened_but_never_loosened():
    assert (fewest(sensitive=False), fewest(sensitive=True)) == (K, K_SENSITIVE) == (5, 10)
    assert fewest(sensitive=False, asked=7) == 7
    for sensitive, asked in ((False, 4), (True, 9), (True, 5), (False, 0)):
        with pytest.raises(TooLoose):
            fewest(sensitive=sensitive, asked=asked)


@pytest.mark.parametrize(
    ("share", "n", "expected"),
    [
        (Fraction(644, 1000), 100, 0.64),
        (Fraction(645, 1000), 200, 0.65),  # a half goes up
        (Fraction(5, 1000), 200, 0.01),
        (Fraction(4, 1000), 250, 0.0),
        (Fraction(33, 100), 99, 0.35),
        (Fraction(32, 100), 20, 0.3),
        (Fraction(18, 40), 40, 0.45),  # the worked case: A
        (Fraction(25, 56), 56, 0.45),  # the worked case: the total
        (Fraction(5, 19), 19, 0.3),
        (Fraction(1, 4), 8, 0.3),  # 25 %: a half goes up
        (Fraction(1), 20, 1.0),
    ],
)
def test_rounding_is_the_coarser_the_fewer_they_are(share, n, expected):
    assert rounded(share, n) == expected


@pytest.mark.parametrize(
    ("share", "n", "sensitive", "expected"),
    [
        (Fraction(0), 19, False, ("value", 0.2, "<")),
        (Fraction(0), 20, False, ("zero", 0.0, "")),
        (Fraction(0), 99, True, ("value", 0.1, "<")),
        (Fraction(0), 100, True, ("zero", 0.0, "")),
        (Fraction(2, 11), 11, False, ("value", 0.2, "<")),
        (Fraction(2, 10), 10, False, ("value", 0.3, "<")),
        (Fraction(3, 10), 10, False, ("value", 0.3, "")),  # exactly 30 % is not below
        (Fraction(7, 10), 10, False, ("value", 0.7, "")),
        (Fraction(8, 10), 10, False, ("value", 0.7, ">")),
        (Fraction(1), 5, False, ("value", 0.5, ">")),
        (Fraction(2, 20), 20, True, ("value", 0.2, "<")),
        (Fraction(96, 1000), 80, True, ("value", 0.1, "<")),  # before rounding, which would make it 10 %
        (Fraction(96, 1000), 80, False, ("value", 0.1, "")),
        (Fraction(2, 1000), 500, True, ("value", 0.0, "")),
    ],
)
def test_of_few_it_is_never_told_that_all_or_none_did(share, n, sensitive, expected):
    assert shown(share, n, sensitive=sensitive) == expected


PLACES, SCORE, DAYS = (
    Scale(Fraction(1), Fraction(10), 1),
    Scale(Fraction(0), Fraction(100), 0),
    Scale(Fraction(0), None, 0),
)


@pytest.mark.parametrize(
    ("figure", "n", "scale", "expected"),
    [
        (Fraction(463, 100), 100, PLACES, ("value", 4.6, "")),
        (Fraction(463, 100), 99, PLACES, ("value", 4.5, "")),
        (Fraction(463, 100), 19, PLACES, ("value", 5.0, "")),
        (Fraction(189, 100), 19, PLACES, ("value", 1.9, "<")),  # within a tenth of the scale's length from its end
        (Fraction(1), 20, PLACES, ("value", 1.0, "")),
        (Fraction(6749, 100), 100, SCORE, ("value", 67.0, "")),
        (Fraction(6749, 100), 20, SCORE, ("value", 65.0, "")),
        (Fraction(23, 2), 10, DAYS, ("value", 10.0, "")),  # no end above: no bound
        (Fraction(3), 10, DAYS, ("value", 5.0, "<")),
        (Fraction(0), 30, DAYS, ("zero", 0.0, "")),
    ],
)
def test_other_scales_are_as_coarse_as_shares(figure, n, scale, expected):
    assert shown(figure, n, sensitive=False, scale=scale) == expected


@pytest.mark.parametrize(
    ("n", "sensitive"), [*((n, False) for n in range(5, 20)), *((n, True) for n in range(10, 100))]
)
def test_none_one_and_two_of_few_look_alike_and_so_do_all(n, sensitive):
    """Even one of them, who knows what they did themselves, cannot tell that nobody else did it, or everybody."""
    told = [shown(Fraction(done, n), n, sensitive=sensitive) for done in range(n + 1)]
    assert told[0] == told[1] == told[2] != told[-1] == told[-2] == told[-3]
    assert (told[0].state, told[0].bound, told[-1].bound) == ("value", "<", ">")


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (5, "5-9"), (9, "5-9"), (10, "10-19"), (19, "10-19"), (20, "20-49"), (49, "20-49"), (50, "50-99"),
        (99, "50-99"), (100, "100"), (104, "100"), (105, "110"), (1896, "1900"),
    ],
)  # fmt: skip
def test_people_are_counted_in_bands(n, expected):
    assert band(n) == expected


@pytest.mark.parametrize(
    ("n", "months", "end", "longest", "expected"),
    [
        (100, 3, date(2026, 8, 31), 3, True),
        (100, 1, date(2026, 8, 31), 3, True),
        (99, 3, date(2026, 8, 31), 3, False),
        (99, 3, date(2026, 9, 30), 3, True),
        (99, 1, date(2026, 9, 30), 3, False),  # only the longer of two windows
        (99, 6, date(2026, 9, 30), 6, False),
        (99, 6, date(2026, 6, 30), 6, True),
        (99, 12, date(2026, 6, 30), 12, False),
        (14, 12, date(2026, 7, 31), 12, False),  # the second worked case: July after a leaver is not published
        (99, 12, date(2026, 12, 31), 12, True),
        (12, 0, date(2026, 9, 30), 0, True),
    ],
)
def test_few_people_are_published_only_in_windows_that_do_not_overlap(n, months, end, longest, expected):
    assert due(n, months, end, longest) is expected


def test_windows_of_few_never_overlap():
    for months in (3, 6, 12):
        ends = [year * 12 + month for year in (2025, 2026) for month in range(1, 13)]
        published = [
            end for end in ends if due(50, months, date(end // 12 - (end % 12 == 0), end % 12 or 12, 28), months)
        ]
        assert all(b - a >= months for a, b in pairwise(published))


@pytest.mark.parametrize(
    ("total", "largest", "expected"),
    [
        (10, [6, 1], True),  # one mentor with 60 % of the sessions
        (10, [5, 2], False),  # exactly a half is allowed
        (100, [50, 26], True),
        (100, [50, 25], False),
        (1, [1], True),
        (0, [0, 0], False),
        (Decimal("1.5"), [Decimal("0.8"), Decimal("0.1")], True),
    ],
)
def test_one_or_two_contributors_may_not_make_up_a_sum(total, largest, expected):
    assert dominated(total, largest) is expected


def test_wilson_interval_of_known_cases():
    low, high = wilson(Fraction(1, 2), 100)
    assert (round(float(low), 4), round(float(high), 4)) == (0.4188, 0.5812)
    low, high = wilson(Fraction(0), 10)
    assert (float(low), round(float(high), 4)) == (0.0, 0.2129)


@pytest.mark.parametrize(("df", "expected"), [(4, 2.1318), (5, 2.0150), (9, 1.8331), (30, 1.6973), (1000, 1.6464)])
def test_student_points_agree_with_the_tables(df, expected):
    assert float(t95(df)) == pytest.approx(expected, abs=0.005)


def test_interval_of_a_mean():
    values = [Fraction(n, 10) for n in range(11)]  # mean 0.5, standard deviation 0.33166, t(10) 1.8125
    low, high = of_mean(Fraction(1, 2), sum((Decimal(n * n) / 100 for n in range(11)), Decimal(0)), len(values))
    assert (round(float(low), 3), round(float(high), 3)) == (0.319, 0.681)
    assert of_mean(Fraction(1, 3), Decimal("0.1"), 1) == (0, 1)


@given(st.integers(1, 3000), st.data())
def test_the_interval_holds_the_share(n, data):
    share = Fraction(data.draw(st.integers(0, n)), n)
    low, high = wilson(share, n)
    assert 0 <= low <= share <= high <= 1


def cell(low, high):
    return Cell(
        indicator="LC01", formula_version=1, node="KLV", period="2026-10", window="R3M", period_start="2026-08-01",
        period_end="2026-10-31", state="value", value=0.5, low=low, high=high, release="r",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ((0.6, 0.7), (0.4, 0.5), "up"),
        ((0.2, 0.3), (0.4, 0.5), "down"),
        ((0.5, 0.6), (0.4, 0.5), "none"),  # they touch
        ((0.45, 0.6), (0.4, 0.5), "none"),
        ((None, None), (0.4, 0.5), ""),
        ((0.4, 0.5), (None, None), ""),
    ],
)
def test_an_arrow_needs_intervals_that_are_apart(now, before, expected):
    assert change(cell(*now), cell(*before)) == expected


def test_no_year_before_no_arrow():
    assert change(msgspec.structs.replace(cell(0.4, 0.5)), None) == ""


@given(st.integers(20, 99), st.data())
def test_arrows_from_rounded_ends_are_never_bolder_than_the_truth(n, data):
    shares = [Fraction(data.draw(st.integers(0, n)), n) for _ in range(2)]
    exact = [wilson(share, n) for share in shares]
    told = [cell(rounded(low, n), rounded(high, n)) for low, high in exact]
    if change(told[0], told[1]) == "up":
        assert exact[0][0] > exact[1][1]
