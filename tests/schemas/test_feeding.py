"""Each card says whose events it counts, and an event's person is told by that."""

import pytest

from schemas import profile
from schemas.indicators.card import cards
from schemas.indicators.feeding import PLAIN, fed_by

CLASSES = {t.class_ for t in profile.TEMPLATES}
KINDS = {t.kind for t in profile.TEMPLATES if t.kind} | {"story"}
MARKS = KINDS | profile.VALUES[f"{profile.BASE}/ext/role"] | PLAIN


@pytest.mark.parametrize("card", cards().values(), ids=cards())
def test_each_card_says_what_feeds_it(card):
    assert bool(card.events) is card.persons
    for event in card.events:
        class_, _, mark = event.partition(".")
        assert class_ in CLASSES
        assert not mark or mark in MARKS


def names(class_, *marks):
    return {card.id for card in fed_by(class_, frozenset(marks))}


def test_a_mandatory_course_does_not_count_as_reach():
    assert "LC01" in names("CC", "voluntary")
    assert "LC01" not in names("CC", "mandatory")
    assert "LC01" not in names("CC")


def test_only_job_crafting_counts_as_job_crafting():
    assert "LC10" in names("LM", "job-crafting")
    assert "LC10" not in names("LM", "success")


def test_a_mentor_s_own_part_is_not_asked_to_be_reflected_on():
    assert "LC04" in names("MS", "mentee")
    assert "LC04" not in names("MS", "mentor")


def test_a_booking_counts_in_no_learning():
    assert names("BK") == names("CX") == {"S2"}
