from itertools import permutations

import pytest

from streams.steps import completion


def complete(*parts):
    return completion.fold("aino", "course:x", list(parts))


def test_three_verbs_of_one_registration_are_one_completion(took_part):
    verbs = [took_part("CC", verb, f"2026-10-05T09:0{n}:00", series="r") for n, verb in enumerate(("c", "p", "s"))]

    assert len({key for p in verbs for key in p.keys}) == 1
    for shuffled in permutations(verbs):
        fact = complete(*shuffled)
        assert (fact.completed_at, fact.day, fact.activity) == (verbs[0].ended_at, verbs[0].day, verbs[0].activity)


def test_without_a_registration_a_course_counts_once_a_local_day(took_part, uid):
    evening = took_part("CC", "a", "2026-10-05T20:59:00", activity="course")
    midnight = took_part("CC", "b", "2026-10-05T21:00:00", activity="course")

    assert evening.keys == [f"course:{uid('course')}:2026-10-05"]
    assert midnight.keys == [f"course:{uid('course')}:2026-10-06"]


def test_only_courses_are_completed(took_part):
    assert completion.keys(took_part("MS", series="r")) == []


def test_nothing_makes_no_completion():
    assert complete() is None


@pytest.mark.parametrize(
    ("said", "mandatory"),
    [([None], None), ([None, False], False), ([False, True], True), ([None, True], True), ([False], False)],
)
def test_who_says_mandatory_is_believed_and_unknown_is_not_false(took_part, said, mandatory):
    assert complete(*(took_part("CC", str(n), mandatory=m) for n, m in enumerate(said))).mandatory is mandatory


def test_the_first_known_initiative_holds(took_part):
    silent = took_part("CC", "a", "2026-10-05T09:00:00")
    first = took_part("CC", "b", "2026-10-05T09:01:00", initiative="joint")
    second = took_part("CC", "c", "2026-10-05T09:02:00", initiative="employer")

    assert complete(second, first, silent).initiative == "joint"
    assert complete(silent).initiative is None


def test_of_two_at_the_same_moment_the_smaller_id_comes_first(took_part):
    tied = [
        took_part("CC", str(n), series="r", activity=f"course {n}", initiative=i)
        for n, i in enumerate(("joint", "employee"))
    ]
    smaller = min(tied, key=lambda p: p.id)

    for shuffled in permutations(tied):
        fact = complete(*shuffled)
        assert (fact.activity, fact.initiative) == (smaller.activity, smaller.initiative)
