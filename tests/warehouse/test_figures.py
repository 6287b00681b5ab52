"""Hand-computed cases: who counts, what counts, and when it is too uncertain to say."""

from datetime import date, datetime, timedelta

import pytest

from schemas.indicators.card import cards
from warehouse.cells import cells, hiding

MARCH, QUARTER = "2025-03", "2025-09"
YEAR = "2025-12"


def minutes_after(at, minutes):
    return (datetime.fromisoformat(at) + timedelta(minutes=minutes)).isoformat(timespec="minutes")


def published(world, *which, as_of=date(2026, 1, 31), **more):
    figure = world.figures(as_of).one(*which, **more)
    return next(iter(cells(figure, cards()[figure.indicator], "r")), None)


# Who counts: E(u, w)


@pytest.mark.parametrize(
    ("to", "counts"),
    [
        ("2025-08-15", 1),  # 46 of 92 days: half is enough
        ("2025-08-14", 0),
        ("2025-06-30", 0),
    ],
)
def test_somebody_who_left_counts_with_half_of_the_days(world, to, counts):
    world.agency()
    world.person("leaver", to=to)
    assert world.figures().one("LC01", QUARTER).eligible == counts


def test_somebody_who_left_in_mid_month_counts_with_what_was_done_before(world):
    world.agency()
    world.person("leaver", to="2025-08-20")
    world.person("stayer")
    world.did("leaver", "LM", "2025-07-02T12:00")
    assert world.figures().share("LC01", QUARTER) == (1, 2)


def test_somebody_who_moved_counts_once_where_the_last_day_was(world):
    world.agency()
    for unit in ("KLV-A", "KLV-B"):
        world.unit(unit, "KLV")
    world.history("mover", [("KLV-A", "2020-01-01", "2025-09-20"), ("KLV-B", "2025-09-21", "9999-12-31")])
    world.did("mover", "LM", "2025-07-02T12:00")
    assert world.figures().share("LC01", QUARTER) == (1, 1)
    store = world.load()
    from tests.warehouse.all_figures import figures

    list(figures(store._con, date(2026, 1, 31)))
    leaf = "SELECT DISTINCT leaf FROM eligible WHERE months = 3 AND window_end = DATE '2025-09-30'"
    assert store._con.execute(leaf).fetchall() == [("KLV-B",)]


def test_days_of_overlapping_assignments_count_once(world):
    world.agency()
    world.unit("KLV-A", "KLV")
    world.history("double", [("KLV", "2025-07-01", "2025-07-31"), ("KLV-A", "2025-07-01", "2025-07-31")])
    assert world.figures().one("LC01", QUARTER).eligible == 0


def test_an_absence_in_between_is_not_bridged(world):
    world.agency()
    world.history("away", [("KLV", "2025-01-01", "2025-07-10"), ("KLV", "2025-09-20", "9999-12-31")])
    world.history("back", [("KLV", "2025-01-01", "2025-07-31"), ("KLV", "2025-09-10", "9999-12-31")])
    assert world.figures().one("LC01", QUARTER).eligible == 1


def test_restricted_persons_count_in_nothing(world):
    world.agency()
    world.staff(2)
    world.restricted("p1")
    world.did("p1", "LM", "2025-07-02T12:00")
    held = world.session("p1", "2025-07-02T12:00")
    world.reflects(held, "p1", "2025-07-03T12:00")
    found = world.figures()
    assert found.share("LC01", QUARTER) == (0, 1)
    assert found.share("LC04", QUARTER, "R3M") == (0, 0)


def test_somebody_in_a_unit_that_has_ended_stays_with_the_agency(world):
    world.agency()
    world.unit("KLV-OLD", "KLV", to="2025-08-31")
    world.person("leaver", "KLV-OLD", to="2025-08-31")
    assert world.figures().one("LC01", QUARTER).eligible == 1


# What counts: LC01


@pytest.mark.parametrize(
    ("class_", "fields", "counts"),
    [
        ("LM", {}, 1),
        ("SC", {}, 1),
        ("NE", {}, 1),
        ("WS", {}, 1),
        ("MS", {"role": "mentor"}, 1),
        ("RF", {}, 0),
        ("CC", {"mandatory": False}, 1),
        ("CC", {"mandatory": True}, 0),
        ("CC", {"mandatory": None}, 0),
    ],
)
def test_voluntary_learning_counts(world, class_, fields, counts):
    world.agency()
    world.person("aino")
    world.did("aino", class_, "2025-07-02T12:00", **fields)
    assert world.figures().share("LC01", QUARTER) == (counts, 1)


def test_the_local_day_decides_the_period(world):
    world.agency()
    world.staff(2)
    world.did("p0", "LM", "2025-06-30T23:59")
    world.did("p1", "LM", "2025-07-01T00:01")  # still June in UTC
    assert world.figures().share("LC01", QUARTER) == (1, 2)
    assert world.figures().share("LC01", "2025-06") == (1, 2)


def test_too_many_courses_of_unknown_kind_make_it_unavailable(world):
    world.agency()
    world.staff(25)
    for n in range(10):
        world.did(f"p{n}", "CC", "2025-07-02T12:00", mandatory=None if n < 3 else False)
    assert published(world, "LC01", QUARTER).state == "value"  # 30 % exactly is allowed
    world.did("p11", "CC", "2025-07-02T12:00", mandatory=None)
    found = published(world, "LC01", QUARTER)
    assert (found.state, found.note, found.value, found.n) == ("not_available", "unknown", None, "")


# LC02a


def test_mentoring_in_any_role_within_a_year(world):
    world.agency()
    world.staff(4)
    world.session("p0", "2025-01-05T12:00", "mentor")
    world.session("p1", "2025-12-30T12:00", "observer")
    world.session("p2", "2026-01-02T12:00", "mentee")
    assert world.figures().share("LC02a", YEAR) == (2, 4)


# LC04


@pytest.mark.parametrize(
    ("minutes", "reflected"),
    [
        (7 * 24 * 60, 1),  # on day 7 exactly
        (7 * 24 * 60 + 1, 0),  # one minute late
        (1, 1),
        (-60, 0),  # before the end
        (8 * 24 * 60, 0),
    ],
)
def test_a_reflection_counts_within_seven_days(world, minutes, reflected):
    world.agency()
    world.person("aino")
    held = world.session("aino", "2025-08-10T14:00")
    world.reflects(held, "aino", minutes_after("2025-08-10T14:00", minutes))
    assert world.figures().share("LC04", QUARTER, "R3M") == (reflected, 1)


def test_the_session_may_be_named_by_its_statement_and_still_counts_once(world):
    world.agency()
    world.person("aino")
    held = world.session("aino", "2025-08-10T14:00")
    world.reflects(held, "aino", "2025-08-11T14:00", about=held.statement)
    world.session("aino", "2025-08-12T14:00")
    assert world.figures().share("LC04", QUARTER, "R3M") == (1, 2)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"declined": True, "reflection_mode": "declined", "text_shape": None}, (0, 0)),
        ({"text_shape": "none"}, (0, 1)),
        ({"text_shape": "none", "reflection_mode": "spoken"}, (1, 1)),
    ],
)
def test_declined_is_no_failure_and_empty_is_no_success(world, said, expected):
    world.agency()
    world.person("aino")
    held = world.session("aino", "2025-08-10T14:00")
    world.reflects(held, "aino", "2025-08-11T14:00", **said)
    assert world.figures().share("LC04", QUARTER, "R3M") == expected


def test_declined_and_then_done_after_all_is_a_success(world):
    world.agency()
    world.person("aino")
    held = world.session("aino", "2025-08-10T14:00")
    world.reflects(held, "aino", "2025-08-11T14:00", declined=True, reflection_mode="declined")
    world.reflects(held, "aino", "2025-08-12T14:00")
    assert world.figures().share("LC04", QUARTER, "R3M") == (1, 1)


def test_mentors_are_not_asked_and_one_does_not_reflect_for_another(world):
    world.agency()
    world.staff(3)
    held = [world.session(p, "2025-08-10T14:00", r, activity="a" * 8 + "-0000-4000-8000-000000000000")
            for p, r in (("p0", "mentor"), ("p1", "mentee"), ("p2", "peer"))]  # fmt: skip
    world.reflects(held[0], "p0", "2025-08-11T14:00")
    world.reflects(held[1], "p1", "2025-08-11T14:00")
    assert world.figures().share("LC04", QUARTER, "R3M") == (1, 2)


def test_a_session_on_the_last_day_belongs_to_the_window_and_is_followed_beyond_it(world):
    world.agency()
    world.person("aino")
    held = world.session("aino", "2025-09-30T23:30")
    world.reflects(held, "aino", "2025-10-05T12:00")
    found = world.figures()
    assert found.share("LC04", QUARTER, "M") == (1, 1)
    assert found.share("LC04", "2025-10", "M") == (0, 0)


def test_the_unfinished_tail_is_left_out_not_counted_as_missing(world):
    world.agency()
    world.person("aino")
    world.session("aino", "2025-09-10T14:00")
    world.session("aino", "2025-09-29T14:00")
    assert world.figures(date(2025, 10, 3)).share("LC04", QUARTER, "M") == (0, 1)
    assert world.figures(date(2025, 10, 20)).share("LC04", QUARTER, "M") == (0, 2)


# LC05


def test_persons_first_then_the_average(world):
    world.agency()
    world.staff(3)
    for n in range(8):
        world.did("p0", "LM", f"2025-08-{n + 1:02}T12:00")  # a heavy recorder: 8 of 8 in work
    for class_ in ("LM", "SC", "WS", "CC"):
        world.did("p1", class_, "2025-08-02T12:00")  # 1 of 4 in work, 1 with others, 2 separate
    for class_ in ("LM", "LM"):
        world.did("p2", class_, "2025-08-02T12:00")  # two events are too few
    found = world.figures()
    assert found.one("LC05", YEAR).persons == 2
    parts = {k: float(found.one("LC05", YEAR, category=k).num) for k in ("", "in_work", "with_others", "separate")}
    assert parts == {"": 1.25, "in_work": 1.25, "with_others": 0.25, "separate": 0.5}


def test_one_course_of_three_verbs_is_one_event(world):
    world.agency()
    world.person("aino")
    registration = "b" * 8 + "-0000-4000-8000-000000000000"
    for hour in (9, 10, 11):
        world.did("aino", "CC", f"2025-08-02T{hour:02}:00", series=registration, mandatory=True)
    world.did("aino", "LM", "2025-08-02T12:00")
    assert world.figures().one("LC05", YEAR).persons == 0
    world.did("aino", "NE", "2025-08-02T12:00")
    assert float(world.figures().one("LC05", YEAR, category="separate").num) == pytest.approx(1 / 3)


# LC11a


def strained(world, wave, count, of, **extra):
    for n in range(of):
        items = {"load_time": 1, "load_demands": 5, "load_recovery": 2} if n < count else {
            "load_time": 3, "load_demands": 4, "load_recovery": 2,
        }  # means of 5 + 5 + 4 and of 3 + 4 + 4 after reversing: 4.67 and 3.67  # fmt: skip
        world.answers(wave, f"r{n}", **(items | extra))


def test_strain_is_a_mean_of_at_least_four_after_reversing(world):
    world.agency()
    world.wave("w1", "2025-09-01", 20)
    strained(world, "w1", 4, 12)
    world.answers("w1", "exactly four", load_time=2, load_demands=4, load_recovery=2)
    world.answers("w1", "two items", load_time=1, load_demands=5)
    found = world.figures().one("LC11a", "w1")
    assert (int(found.num), found.den, found.respondents, found.invited) == (5, 13, 14, 20)


@pytest.mark.parametrize(
    ("respondents", "invited", "state", "note"),
    [
        (60, 120, "value", ""),  # 50 %
        (60, 121, "value", "low_response:50"),
        (60, 200, "value", "low_response:30"),
        (60, 201, "not_available", "low_response"),
        (49, 100, "not_available", "low_response"),  # 49 %, but fewer than 50 respondents
        (50, 101, "value", "low_response:50"),
        (10, 20, "value", ""),
        (9, 18, "suppressed", "few_persons"),
        (20, None, "not_available", "invited"),
    ],
)
def test_the_response_rule_of_the_agency(world, respondents, invited, state, note):
    world.agency()
    world.wave("w1", "2025-09-01", invited)
    strained(world, "w1", respondents // 2, respondents)
    found = published(world, "LC11a", "w1")
    assert (found.state, found.note, found.window, found.period_start) == (state, note, "wave", "2025-09-01")


def test_of_a_small_pulse_a_strain_of_nobody_is_not_told(world):
    world.agency()
    world.wave("w1", "2025-09-01", 90)
    strained(world, "w1", 0, 80)
    found = published(world, "LC11a", "w1")
    assert (found.state, found.value, found.bound, found.low, found.high, found.n) == (
        "value", 0.1, "<", None, None, "50-99",
    )  # fmt: skip


# Coverage, zero and suppression


@pytest.mark.parametrize(("covered", "state"), [(7, "zero"), (6, "not_available")])
def test_seven_in_ten_must_be_in_units_with_the_sources_connected(world, covered, state):
    world.unit("KLV", None)
    world.unit("KLV-A", "KLV")
    world.unit("KLV-A-1", "KLV-A")
    world.covered("KLV", "2025-01-01", units=["KLV-A"])
    world.staff(covered * 5, "a", "KLV-A-1")  # below a covered unit
    world.staff((10 - covered) * 5, "b", "KLV")
    found = published(world, "LC01", QUARTER)
    assert (found.state, found.note) == (state, "" if state == "zero" else "coverage")


def test_all_needed_feeds_must_be_connected_in_the_whole_window(world):
    world.agency(feeds=["mentoring", "moments"])
    world.covered("KLV", "2025-07-02", ["courses"], ["KLV"])
    world.staff(30)
    assert published(world, "LC01", QUARTER).note == "coverage"
    assert published(world, "LC01", "2025-12").state == "zero"


def test_an_agency_without_events_has_zero_which_is_not_unavailable(world):
    world.agency()
    world.unit("MH", None, "MH")
    world.covered("MH", "2025-10-01")
    world.staff(30)
    for n in range(30):
        world.history(f"m{n}", [("MH", "2020-01-01", "9999-12-31")], "MH")
    assert published(world, "LC01", QUARTER).state == "zero"
    assert published(world, "LC01", QUARTER).n == "20-49"
    other = published(world, "LC01", QUARTER, node="MH")
    assert (other.state, other.note) == ("not_available", "coverage")
    nobody = published(world, "LC04", QUARTER, "R3M")
    assert (nobody.state, nobody.note) == ("not_available", "no_events")


def test_nobody_of_few_is_hidden_like_few(world):
    world.agency()
    world.staff(8)
    found = published(world, "LC05", YEAR)
    assert (found.state, found.note, found.n) == ("suppressed", "few_persons", "")


@pytest.mark.parametrize(("staff", "state"), [(4, "suppressed"), (5, "value"), (19, "value"), (20, "zero")])
def test_five_persons_must_stand_behind_a_figure(world, staff, state):
    world.agency()
    world.staff(staff)
    assert published(world, "LC01", QUARTER).state == state


def test_one_person_with_most_of_the_sessions_hides_the_figure(world):
    world.agency()
    for name in world.staff(5):
        world.session(name, "2025-08-10T14:00")
    assert hiding(world.figures().one("LC04", QUARTER, "R3M"), cards()["LC04"]) is None
    for day in range(11, 18):
        world.session("p0", f"2025-08-{day}T14:00")
    assert published(world, "LC04", QUARTER, "R3M").note == "dominance"


def test_the_total_of_the_worked_case(world):
    """Domain 5.6: an agency of 56 in three units, 25 took part: 45 % of 50-99."""
    world.agency()
    for unit, done, of in (("A", 18, 40), ("B", 6, 12), ("C", 1, 4)):
        world.unit(unit, "KLV")
        for name in world.staff(of, unit, unit)[:done]:
            world.did(name, "LM", "2025-08-02T12:00")
    assert world.figures().share("LC01", QUARTER) == (25, 56)
    found = published(world, "LC01", QUARTER)
    assert (found.value, found.n, found.low, found.high) == (0.45, "50-99", 0.35, 0.55)


def test_few_people_have_no_cell_off_the_calendar(world):
    world.agency()
    world.staff(30)
    assert published(world, "LC01", "2025-08") is None
    assert published(world, "LC04", QUARTER, "M") is None


@pytest.mark.ci
def test_without_coverage_the_first_learning_event_begins_the_windows_and_a_booking_does_not(world):
    world.unit("KLV", None, "KLV")
    world.did("aino", "BK", "2025-01-10T12:00")
    world.did("aino", "LM", "2025-03-10T12:00")
    assert min(figure.period_start for figure in world.figures().all) == date(2025, 3, 1)


def test_no_coverage_and_no_data_no_figures(world):
    world.staff(3)
    assert world.figures().all == []
