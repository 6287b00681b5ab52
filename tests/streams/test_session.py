from datetime import UTC, datetime

import pytest

from streams.steps import session

END = "2026-10-05T09:00:00"


def pair(*parts):
    return session.fold("aino", "session:x", list(parts))


@pytest.fixture
def held(took_part):
    return took_part("MS", "held", END, role="mentee", series="pair")


@pytest.fixture
def reflection(took_part):
    def build(at="2026-10-08T10:00:00", id="r", **given):  # noqa: A002
        return took_part("RF", id, at, about="activity of held", **given)

    return build


def test_a_session_with_its_reflection(held, reflection):
    fact = pair(held, reflection(text_shape="medium", reflection_mode="written", declined=False))

    assert fact.reflected_at == datetime(2026, 10, 8, 10, tzinfo=UTC)
    assert (fact.activity, fact.series, fact.role, fact.day) == (held.activity, held.series, "mentee", held.day)
    assert (fact.ended_at, fact.declined) == (held.ended_at, False)


def test_a_session_is_found_by_its_activity_and_by_its_statement(took_part, uid, held):
    assert session.keys(held) == [f"session:{uid('activity of held')}", f"session:{uid('statement of held')}"]


def test_a_reflection_contributes_to_what_it_is_about(took_part, uid):
    assert session.keys(took_part("RF", about="activity of held")) == [f"session:{uid('activity of held')}"]
    assert session.keys(took_part("RF")) == session.keys(took_part("LM", about="help")) == []


def test_a_reflection_without_a_session_makes_no_fact(reflection):
    assert pair(reflection()) is None


def test_the_first_reflection_after_the_end_counts(held, reflection):
    before, at_the_end = reflection("2026-10-05T08:59:59", "before"), reflection(END, "at")
    first, second = reflection("2026-10-05T09:00:01", "first"), reflection("2026-10-07T09:00:00", "second")

    assert pair(held, before, at_the_end).reflected_at is None
    assert pair(held, second, first, before).reflected_at == first.ended_at


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"text_shape": "short", "reflection_mode": "written", "declined": False}, True),
        ({"text_shape": "none", "reflection_mode": "written", "declined": False}, False),
        ({"text_shape": "none"}, False),
        ({"text_shape": "none", "reflection_mode": "spoken", "declined": False}, True),
        ({"reflection_mode": "spoken", "declined": False}, True),
        ({}, True),  # unknown is not empty
        ({"reflection_mode": "declined", "declined": True}, False),
    ],
)
def test_what_counts_as_saying_something(held, reflection, said, counts):
    assert (pair(held, reflection(**said)).reflected_at is not None) is counts


def test_declining_is_kept_beside_a_later_reflection(held, reflection):
    fact = pair(held, reflection(id="no", declined=True, reflection_mode="declined"), reflection("2026-10-09T09:00:00"))

    assert fact.declined
    assert fact.reflected_at == datetime(2026, 10, 9, 9, tzinfo=UTC)


def test_of_two_statements_of_one_session_the_earlier_end_and_what_is_known_hold(took_part):
    late = took_part("MS", "late", "2026-10-05T11:00:00", activity="one", role="peer", series="pair")
    early = took_part("MS", "early", "2026-10-05T10:00:00", activity="one")

    fact = pair(late, early)

    assert (fact.ended_at, fact.role, fact.series) == (early.ended_at, "peer", late.series)
