"""The stories of domain.md 7.3, counted in plain Python from the generated rows; all seeds in the long test."""

from datetime import date

import pytest

WHOLE, MONTHS = 5_000, 27
ENDS = {0: (6, "2024-12"), 1: (27, "2026-09")}
"""Month and the newest wave, where the stories begin and end."""


@pytest.mark.ci
@pytest.mark.parametrize("agency", ["KLV", "MH", "SKV", "KLL", "RTT"])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_figures_land_where_the_stories_say(plain, seed, end, agency):
    found = plain.measured(plain.rows(WHOLE, MONTHS, seed)[agency], *ENDS[end])
    expected = {indicator: ends[end] for indicator, ends in plain.STORIES[agency].items()}
    assert found.keys() == expected.keys()
    assert {i: (found[i], value) for i, value in expected.items() if not found[i].near(i, value)} == {}


@pytest.mark.ci
@pytest.mark.parametrize("agency", ["KLV", "MH", "SKV", "KLL", "RTT"])
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_goals_are_on_track_where_the_stories_say(plain, seed, agency):
    assert plain.on_track(plain.rows(WHOLE, MONTHS, seed)[agency], date(2026, 10, 31)) == plain.ON_TRACK[agency]


@pytest.mark.parametrize(("people", "months", "seed"), [(2_000, 27, 1), (500, 14, 1)])
def test_mh_looks_best_on_reach_and_worst_on_strain(plain, people, months, seed):
    found = plain.rows(people, months, seed)
    reached = {code: plain.reach(of, 27).value for code, of in found.items()}
    strained = {code: plain.strain(of, "2026-09").value for code, of in found.items()}
    assert max(reached, key=reached.__getitem__) == "MH"
    assert max(strained, key=strained.__getitem__) == "MH"
