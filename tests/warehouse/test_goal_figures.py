"""Hand-computed cases of what no person stands behind: LC12 (goals) and S3b (sources)."""

from datetime import date

import pytest

from schemas.indicators.card import cards
from warehouse.cells import cells
from warehouse.published import open_current
from warehouse.release import release

DECEMBER = "2025-12"


def review(value, at="2025-06-15", **more):
    return {"value": value, "reviewed_at": at} | more


def told(world, indicator, period, as_of=date(2026, 1, 31)):
    return cells(world.figures(as_of).one(indicator, period), cards()[indicator], "r")[0]


@pytest.mark.parametrize(
    ("value", "on_track"),
    [
        (0.40, 1),  # progress 0.50 of (0.6 - 0.2); expected 180 of 364 days
        (0.359, 1),  # 0.3975 against 0.4945 - 0.10
        (0.357, 0),
        (0.9, 1),  # more than all is all
        (0.1, 0),  # less than nothing is nothing
        (None, 0),
    ],
)
def test_on_track_is_at_most_ten_points_behind_the_time(world, value, on_track):
    world.agency()
    world.goal("g", review(value) if value is not None else {})
    assert world.figures().share("LC12", "2025-06") == (on_track, 1)


def test_a_goal_may_aim_at_less(world):
    world.agency()
    world.goal("strain", review(0.25, baseline=0.35, target=0.15))
    assert world.figures().share("LC12", "2025-06") == (1, 1)


def test_never_reviewed_is_no_progress_which_is_enough_at_the_start(world):
    world.agency()
    world.goal("g", {})
    found = world.figures()
    assert (found.share("LC12", "2025-01"), found.share("LC12", "2025-02")) == ((1, 1), (0, 1))


def test_the_last_review_of_the_time_counts(world):
    world.agency()
    world.goal("g", review(0.6, "2025-06-15"), review(0.2, "2025-06-30"), review(0.6, "2025-07-01"))
    found = world.figures()
    assert (found.share("LC12", "2025-06"), found.share("LC12", "2025-07")) == ((0, 1), (1, 1))


def test_goals_are_active_from_start_to_due(world):
    world.agency(since="2024-11-01")
    world.goal("g", review(0.6, start="2025-02-28", due="2025-03-31"))
    found = world.figures()
    assert [found.one("LC12", f"2025-0{month}").den for month in (1, 2, 3, 4)] == [0, 1, 1, 0]


def test_milestones_met_of_all(world):
    world.agency()
    rows = [review(met, milestone=name, baseline=0, target=1, indicator=None)
            for name, met in (("a", 1), ("b", 0), ("c", 0))]  # fmt: skip
    world.goal("g", *rows)
    found = world.figures()
    assert found.share("LC12", "2025-05") == (0, 1)  # reviewed in June only
    assert found.share("LC12", "2025-06") == (0, 1)  # 0.33 against 0.49 - 0.10
    world.goal("g", *rows, review(1, "2025-06-20", milestone="b", baseline=0, target=1, indicator=None))
    assert world.figures().share("LC12", "2025-06") == (1, 1)


def test_a_lowered_target_is_a_new_version_and_holds(world):
    world.agency()
    world.goal("g", review(0.3), review(0.3, version=2, target=0.4))
    assert world.figures().share("LC12", "2025-06") == (1, 1)


def test_goals_are_told_to_the_percent_without_persons_interval_or_few(world):
    world.agency()
    for n in range(3):
        world.goal(f"g{n}", review(0.6 if n else 0.2))
    found = told(world, "LC12", "2025-06")
    assert (found.state, found.value, found.bound, found.low, found.n) == ("value", 0.67, "", None, "")


def test_no_goals_is_not_zero(world):
    world.agency()
    found = told(world, "LC12", DECEMBER)
    assert (found.state, found.note) == ("not_available", "no_events")


def test_a_source_is_fresh_with_events_of_the_last_seven_days(world):
    world.agency()
    world.covered("KLV", "2025-01-01", ["moments"], ["KLV"])
    world.staff(2)
    first, second = "source of KLV None", "source of KLV ['KLV']"
    world.did("p0", "LM", "2025-06-24T00:01", source=first)
    world.did("p0", "LM", "2025-06-23T23:59", source=second)
    assert world.figures().share("S3b", "2025-06") == (1, 2)


@pytest.fixture
def listed(world, tmp_path):
    """The goals that a release lists for the agency."""

    def of(as_of=date(2026, 1, 20)):
        store = world.load()
        store.copy_to(tmp_path / "copy.duckdb")
        store.close()
        release(tmp_path / "copy.duckdb", tmp_path / "published", as_of=as_of)
        return open_current(tmp_path / "published").goals("KLV")

    return of


def test_a_release_lists_the_goals_with_the_first_target_and_the_one_now(world, listed):
    world.agency()
    own = {"indicator": None}
    world.goal("g", own, review(0.3, version=2, target=0.5, at="2025-11-30", **own))
    steps = [{"milestone": m, "baseline": 0, "target": 1} for m in "abc"]
    world.goal("steps", *steps, review(1, **steps[0]))
    world.goal("over", {"due": "2025-11-30"})
    steps, target = sorted(listed(), key=lambda g: -g.milestones)
    assert (target.first_target, target.target, target.value, target.period) == (0.6, 0.5, 0.3, DECEMBER)
    assert (round(target.progress, 4), target.on_track, target.reviewed_at) == (0.3333, False, "2025-11-30")
    assert (steps.milestones, steps.met, steps.target) == (3, 1, None)


@pytest.mark.parametrize(("count", "state"), [(12, "value"), (3, "suppressed")])
def test_a_goal_tells_no_more_than_its_figure(world, listed, count, state):
    world.agency()
    world.staff(count)
    for n in range(count):
        world.did(f"p{n}", "LM", f"2025-0{n % 3 + 7}-10T10:00")
    world.goal("g", review(0.4, at="2025-12-05"))
    (goal,) = listed()
    assert goal.state == state
    assert (goal.value, goal.progress, goal.on_track) == ((0.4, 0.5, False) if state == "value" else (None, None, None))


@pytest.mark.ci
@pytest.mark.parametrize(("count", "told"), [(12, 1 / 2), (3, 1.0)])
def test_the_count_of_goals_does_not_tell_of_one_that_is_hidden(world, listed, tmp_path, count, told):
    """Two goals, one of them behind: where nothing is told of that one, the other is all there is to count."""
    world.agency()
    world.staff(count)
    for n in range(count):
        world.did(f"p{n}", "LM", f"2025-0{n % 3 + 7}-10T10:00")
    world.goal("behind", review(0.4, at="2025-12-05"))
    step = {"milestone": "one", "target": 1, "baseline": 0, "indicator": None}
    world.goal("steps", review(1, at="2025-12-05", **step))
    assert len(listed()) == 2
    (cell,) = (c for c in open_current(tmp_path / "published").cells("KLV", "LC12") if c.period == DECEMBER)
    assert cell.value == told


def test_the_list_is_the_newest_closed_months(world, listed):
    world.agency()
    world.goal("g", {})
    assert [g.period for g in listed()] == ["2025-12"]
    world.goal("new", {"start": "2026-01-01", "due": "2026-12-31"})
    assert [(g.id, g.period) for g in listed(date(2026, 2, 20))] == [("new", "2026-01")]
