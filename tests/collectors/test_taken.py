"""The record of processing says what the software does: fields from COLUMNS, crossing from the boundary."""

import pytest

from collectors.boundary import reduce
from collectors.kinds import KINDS, kind
from collectors.taken import WITHOUT_COLUMNS, fields, kinds_of
from look import LANGUAGES
from look.messages import texts
from schemas.indicators.card import cards


def ways(name):
    return {field.name: field.way for field in fields(name)}


@pytest.mark.parametrize("name", KINDS)
def test_every_field_of_every_kind_is_told_in_every_language(name):
    told = {field.name for field in fields(name)}
    columns = set(kind(name).COLUMNS.known) or set(WITHOUT_COLUMNS[name])
    assert told == columns - ({"employment_end"} if name == "persons" else set())  # read, and not kept
    for lang in LANGUAGES:
        assert f"taken_kind.{name}" in texts(lang)
        assert {f"taken_field.{field}" for field in told} <= texts(lang).keys()


def test_names_stop_at_the_boundary():
    for name in KINDS:
        for field in fields(name):
            if field.name in ("person_id", "attendees"):
                assert field.way == ("stays" if name == "identities" else "pseudonym")
    assert set(ways("identities").values()) == {"stays"}


def test_sessions_and_what_they_belong_to_are_codes():
    told = ways("sessions")
    assert {told[name] for name in ("session_id", "series_id", "programme", "goal")} == {"hashed"}
    assert {told[name] for name in ("role", "mode", "place", "initiative", "duration_min", "start")} == {"whole"}
    assert ways("courses")["platform"] == "stays"
    assert ways("calendar")["start"] == "stays"


def test_a_pulse_answer_tells_its_day_and_nobody():
    told = ways("pulse")
    assert told["answered_date"] == "day"
    assert told["respondent"] == "hashed"
    assert told["value"] == "whole"


def test_what_the_boundary_lets_through_is_what_is_told(monkeypatch):
    """Were the boundary to keep a place to itself, the record would say so."""
    from collectors import taken

    def without_place(statement, **told):
        reduced = reduce(statement, **told)
        reduced["context"]["extensions"].pop("https://lc.example/xapi/ext/place")
        return reduced

    taken._crossing.cache_clear()
    monkeypatch.setattr(taken.boundary, "reduce", without_place)
    assert ways("moments")["place"] == "stays"
    assert ways("moments")["initiative"] == "whole"
    monkeypatch.undo()
    taken._crossing.cache_clear()


def test_what_indicators_need_has_kinds_that_bring_it():
    for card in cards().values():
        for feed in card.sources:
            assert kinds_of(feed)
            assert f"taken_feed.{feed}" in texts("fi")
