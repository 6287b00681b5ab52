from datetime import date

from streams.steps import month


def count(parts):
    return month.fold("aino", "month:2026-10", parts)


def test_what_counts_in_which_column(took_part):
    parts = [took_part(class_, class_) for class_ in ("MS", "LM", "SC", "NE", "WS")]

    fact = count(parts)

    assert (fact.sessions, fact.moments, fact.stories, fact.network, fact.workshops) == (1, 1, 1, 1, 1)
    assert (fact.person, fact.key, fact.month) == ("aino", "month:2026-10", date(2026, 10, 1))


def test_the_local_day_decides_the_month(took_part):
    assert took_part("LM", ended_at="2026-10-31T21:59:59").keys == ["month:2026-10"]
    assert took_part("LM", ended_at="2026-10-31T22:00:00").keys == ["month:2026-11"]


def test_courses_and_reflections_are_no_part_of_it(took_part):
    assert month.keys(took_part("CC")) == month.keys(took_part("RF", about="x")) == []


def test_an_empty_month_has_no_fact():
    assert count([]) is None


def test_sessions_of_one_series_on_one_day_are_one(took_part):
    same_day = [took_part("MS", f"m{hour}", f"2026-10-05T{hour}:00:00", series="pair") for hour in ("08", "10", "12")]
    next_day = took_part("MS", "next", "2026-10-06T08:00:00", series="pair")
    another_series = took_part("MS", "other", "2026-10-05T08:00:00", series="group")

    assert count(same_day).sessions == 1
    assert count([*same_day, next_day, another_series]).sessions == 3


def test_sessions_without_a_series_each_count(took_part):
    assert count([took_part("MS", "a"), took_part("MS", "b")]).sessions == 2


def test_one_event_told_by_two_statements_is_one(took_part):
    for class_, column in (
        ("MS", "sessions"),
        ("LM", "moments"),
        ("SC", "stories"),
        ("NE", "network"),
        ("WS", "workshops"),
    ):
        twice = [took_part(class_, i, activity="one") for i in ("from a file", "from a platform")]
        assert getattr(count(twice), column) == 1


def test_a_session_whose_series_only_one_source_knows_is_one(took_part):
    silent = took_part("MS", "a", "2026-10-05T08:00:00", activity="one")
    told = [silent, took_part("MS", "b", activity="one", series="pair")]
    split = took_part("MS", "c", series="pair")

    assert count([*told, split]).sessions == 1


def test_five_moments_a_day_count_and_six_are_one(took_part):
    day = [took_part("LM", f"a{n}") for n in range(5)]
    bulk = [took_part("LM", f"b{n}", "2026-10-06T09:00:00") for n in range(6)]

    assert count(day).moments == 5
    assert count(bulk).moments == 1
    assert count(day + bulk).moments == 6


def test_mentoring_hours_are_those_in_the_role_of_mentor(took_part):
    parts = [
        took_part("MS", "a", role="mentor", duration_s=3600),
        took_part("MS", "a again", activity="activity of a", role="mentor", duration_s=3600),
        took_part("MS", "b", role="mentor", duration_s=1800),
        took_part("MS", "c", role="mentee", duration_s=900),
        took_part("MS", "d", role="mentor"),
    ]

    assert count(parts).mentor_s == 5400
