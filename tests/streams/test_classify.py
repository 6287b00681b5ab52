from datetime import UTC, date, datetime

import pytest

from schemas.participation import Participation, PulseAnswer
from schemas.reduced import UNLISTED
from streams.classify import classify

WAVE = "https://lc.example/klv/pulse/2026-w3"


def test_a_session_in_full(stated, uid):
    record = stated(
        "session",
        "s",
        position=7,
        at="2026-10-31T22:30:00.000Z",
        activity="meeting",
        series="pair",
        about="programme",
        duration="PT1H30M",
        session_mode="pair",
        role="mentee",
        place="mentoring",
        initiative="joint",
    )

    assert classify(record) == Participation(
        id=uid("s"),
        position=7,
        person=uid("aino"),
        agency="KLV",
        source="mentoring",
        template="T01",
        class_="MS",
        activity=uid("meeting"),
        statement=uid("statement of s"),
        series=uid("pair"),
        about=uid("programme"),
        ended_at=datetime(2026, 10, 31, 22, 30, tzinfo=UTC),
        day=date(2026, 11, 1),  # in Helsinki
        duration_s=5400,
        mode="pair",
        role="mentee",
        place="mentoring",
        initiative="joint",
        keys=["month:2026-11", f"session:{uid('meeting')}", f"session:{uid('statement of s')}"],
    )


def test_missing_is_unknown(stated):
    p = classify(stated("course"))

    unknown = ("series", "about", "duration_s", "mode", "role", "place", "initiative", "scope", "crafting_type")
    unknown += ("counterpart_role", "programme")
    for field in (*unknown, "mandatory", "declined", "text_shape", "reflection_mode"):
        assert getattr(p, field) is None


def test_the_value_unknown_is_unknown_too(stated):
    unknown = {"place": "unknown", "initiative": "unknown", "counterpart_scope": "unknown"}
    p = classify(stated("moment", counterpart_role="unknown", **unknown))

    assert (p.place, p.initiative, p.scope, p.counterpart_role) == (None, None, None, None)


def test_a_moment_has_its_kind(stated):
    assert classify(stated("moment")).kind == "success"


def test_mandatory_is_true_false_or_unknown(stated):
    assert classify(stated("course", mandatory=True)).mandatory is True
    assert classify(stated("course", mandatory=False)).mandatory is False


@pytest.mark.parametrize(("mode", "declined"), [("written", False), ("spoken", False), ("declined", True)])
def test_a_reflection_may_be_declined(stated, mode, declined):
    p = classify(stated("reflection", reflection_mode=mode, text_shape="none"))

    assert (p.declined, p.reflection_mode, p.text_shape) == (declined, mode, "none")


def test_a_reflection_is_about_the_parent_else_about_the_statement(stated, uid):
    assert classify(stated("reflection", about="meeting", refers="statement")).about == uid("meeting")
    assert classify(stated("reflection", refers="statement")).about == uid("statement")


def test_day_in_the_doubled_autumn_hour_and_at_midnight_in_summer(stated):
    days = [classify(stated("moment", at=at)).day for at in ("2026-10-25T00:30:00Z", "2026-07-01T21:00:00Z")]

    assert days == [date(2026, 10, 25), date(2026, 7, 2)]


def test_a_pulse_answer(answered, uid):
    assert classify(answered()) == PulseAnswer(
        id=uid("a"),
        position=1,
        wave="2026-w3",
        unit="klv-luvat",
        respondent="r1",
        item="load-time",
        value=2,
        scale_max=5,
    )


@pytest.mark.parametrize(
    "change",
    [
        {"person": "aino"},
        {"item": "https://elsewhere.example/question/1"},
        {"grouping": [WAVE]},
        {"grouping": []},
        {"score": {}},
        {"score": {"raw": 2.5, "max": 5}},
        {"score": {"raw": 6, "max": 5}},
        {"score": {"raw": 0, "max": 5}},
        {"score": {"raw": 2, "max": 7}},
        {"score": {"raw": 2, "min": 0, "max": 5}},
        {"score": {"raw": 10**30}},
    ],
)
def test_what_is_not_a_pulse_of_ours_is_set_aside(answered, change):
    assert classify(answered(**change)).reason == "not a pulse of ours"


def test_what_no_template_covers_is_set_aside_with_its_verb_and_type(stated, uid):
    record = stated("session", "s", position=3)
    record.statement["verb"]["id"] = UNLISTED

    aside = classify(record)

    assert (aside.reason, aside.verb, aside.object_type) == (
        "no template",
        UNLISTED,
        record.statement["object"]["definition"]["type"],
    )
    assert (aside.id, aside.position, aside.person, aside.source) == (uid("s"), 3, uid("aino"), "mentoring")


def test_an_object_without_a_type_is_set_aside(stated):
    record = stated("session")
    del record.statement["object"]["definition"]

    assert (classify(record).reason, classify(record).object_type) == ("no template", "")


def test_an_agencys_goal_is_set_aside_as_nobodys(stated):
    aside = classify(stated("goal", person=None))

    assert (aside.reason, aside.person) == ("agency's own", "")


def test_a_voiding_statement_that_the_ledger_took_for_none_is_set_aside(stated):
    record = stated("voiding")
    del record.statement["object"]["definition"]

    assert classify(record).reason == "voids nothing"


@pytest.mark.parametrize(
    ("kind", "template", "class_"), [("request", "T02", "RQ"), ("booking", "T03", "BK"), ("cancellation", "T04", "CX")]
)
def test_what_comes_before_a_session_is_no_learning_event(stated, uid, kind, template, class_):
    p = classify(stated(kind, series="pair"))

    assert (p.template, p.class_, p.series, p.keys) == (template, class_, uid("pair"), [])


def test_a_session_of_nobody_is_set_aside(stated):
    aside = classify(stated("session", person=None))

    assert (aside.reason, aside.person) == ("no person", "")


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_the_ends_of_the_calendar_are_not_fatal(stated, at):
    assert classify(stated("moment", at=at)).id == stated("moment").statement["id"]


def test_the_first_grouping_is_the_programme(stated, uid):
    record = stated("session")
    activities = record.statement.setdefault("context", {}).setdefault("contextActivities", {})
    activities["grouping"] = [{"id": f"urn:uuid:{uid('mentors')}"}, {"id": f"urn:uuid:{uid('goal')}"}]

    assert classify(record).programme == uid("mentors")
