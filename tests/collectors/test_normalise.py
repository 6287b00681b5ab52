"""What other systems say in ways of their own is said as the profile says it, and nothing is guessed."""

import copy

import pytest

from collectors.normalise import normalise
from schemas import profile

BASE = profile.BASE
EXT = f"{BASE}/ext"
TINCAN, ADL = "http://id.tincanapi.com/verb", "http://adlnet.gov/expapi/verbs"
SESSION = f"{BASE}/activity-types/mentoring-session"
ID = "0B6E8D3A-5F0C-4A53-9C39-1F6C3D1B7A10"


def agent(name):
    return {"account": {"homePage": "https://platform.example", "name": name}}


def group(*names, **identified):
    return {"objectType": "Group", **identified} | ({"member": [agent(n) for n in names]} if names else {})


def mentored(actor, obj, verb=f"{TINCAN}/mentored", **more):
    return {"id": ID, "actor": actor, "verb": {"id": verb}, "object": {"objectType": "Agent"} | obj} | more


def seen(statement, part):
    """(template, role, mode)"""
    found = normalise(statement, part)
    template = profile.match(found["verb"]["id"], found["object"].get("definition", {}).get("type"))
    said = found.get("context", {}).get("extensions", {})
    return template and template.id, said.get(f"{EXT}/role"), said.get(f"{EXT}/session-mode")


@pytest.mark.parametrize("verb", [f"{TINCAN}/mentored", "https://w3id.org/xapi/adb/verbs/coached"])
def test_who_mentored_whom_is_a_session_of_both(verb):
    statement = mentored(agent("aino"), agent("eino"), verb)
    assert seen(statement, "actor") == ("T01", "mentor", "pair")
    assert seen(statement, "object") == ("T01", "mentee", "pair")


def test_also_when_the_verb_is_spelled_otherwise():
    statement = mentored(agent("aino"), agent("eino"), "https://www.tincanapi.co.uk/verbs/mentored")
    assert seen(statement, "object") == ("T01", "mentee", "pair")


@pytest.mark.parametrize(
    ("actor", "obj", "mode"),
    [
        (agent("aino"), group("eino"), "pair"),
        (agent("aino"), group("eino", "olli"), "group"),
        (group("aino", "helmi"), agent("eino"), "group"),
        (agent("aino"), group(mbox="mailto:parit@platform.example"), None),
    ],
)
def test_a_group_is_mentored_or_mentors_by_its_members(actor, obj, mode):
    statement = mentored(actor, obj)
    assert seen(statement, "object") == ("T01", "mentee", mode)
    assert seen(statement, "member") == ("T01", "mentor", mode)


def test_the_session_is_known_by_the_statements_own_id_and_keeps_what_else_was_said():
    said = {f"{EXT}/place": "mentoring", f"{EXT}/role": "peer"}
    more = {"result": {"duration": "PT1H"}, "context": {"registration": "r", "extensions": said}}
    found = normalise(mentored(agent("aino"), agent("eino"), **more), "object")
    assert found["object"] == {"id": f"urn:uuid:{ID.lower()}", "definition": {"type": SESSION}}
    assert (found["id"], found["result"], found["context"]["registration"]) == (ID, {"duration": "PT1H"}, "r")
    assert found["context"]["extensions"] == {f"{EXT}/session-mode": "pair", **said, f"{EXT}/role": "mentee"}


def test_to_mentor_an_activity_is_no_session():
    statement = mentored(agent("aino"), {"objectType": "Activity", "id": "https://platform.example/x"})
    assert seen(statement, "actor") == (None, None, None)


@pytest.mark.parametrize("kind", ["mentoring-session", "workshop"])
def test_everybody_who_attended_has_a_part_and_the_role_is_only_the_actors(kind):
    statement = {
        "id": ID,
        "actor": agent("aino"),
        "verb": {"id": f"{ADL}/attended"},
        "object": {"id": "https://platform.example/s", "definition": {"type": f"{BASE}/activity-types/{kind}"}},
        "context": {
            "team": group("eino", "olli"),
            "extensions": {f"{EXT}/role": "mentor", f"{EXT}/session-mode": "group", f"{EXT}/counterpart-role": "other"},
        },
    }
    template = {"mentoring-session": "T01", "workshop": "T12"}[kind]
    assert seen(statement, "actor") == (template, "mentor", "group")
    assert seen(statement, "team") == (template, None, "group")
    assert f"{EXT}/counterpart-role" not in normalise(statement, "team")["context"]["extensions"]
    assert seen(statement | {"actor": group("aino", "eino")}, "member") == (template, "mentor", "group")


@pytest.mark.parametrize("verb", [f"{ADL}/completed", f"{TINCAN}/mentored", f"{BASE}/verbs/reflected"])
def test_of_a_team_only_attendance_is_said(verb):
    statement = mentored(agent("aino"), agent("eino"), verb, context={"team": group("olli")})
    assert normalise(statement, "team") is None


def attendance(**info):
    return {
        "id": ID,
        "actor": agent("2"),
        "verb": {"id": f"{ADL}/attended"},
        "object": {
            "id": "https://lms.example/mod/facetoface/view.php?id=1",
            "definition": {"type": "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion"},
        },
        "result": {"completion": True, "duration": "PT5400S"},
        "context": {
            "instructor": agent("1"),
            "extensions": {"http://lrs.learninglocker.net/define/extensions/info": info},
        },
    }


MARKED = "\\mod_facetoface\\event\\take_attendance"


def test_attendance_from_moodle_is_a_workshop_without_an_instructor():
    found = normalise(attendance(event_name=MARKED), "actor")
    assert seen(attendance(event_name=MARKED), "actor") == ("T12", None, None)
    assert found["result"]["duration"] == "PT5400S"
    assert "instructor" not in found["context"]


def test_attendance_of_a_session_without_dates_is_left_as_it_is():
    statement = attendance(event_name=MARKED)
    statement["result"]["duration"] = "PT0S"
    assert normalise(statement, "actor") == statement


def test_attendance_of_a_length_not_told_is_a_workshop():
    statement = attendance(event_name=MARKED)
    del statement["result"]["duration"]
    assert seen(statement, "actor") == ("T12", None, None)


@pytest.mark.parametrize("info", [{}, {"event_name": "\\mod_facetoface\\event\\signup_success"}, {"event_name": 1}])
def test_a_face_to_face_discussion_that_is_not_moodles_is_left_as_it_is(info):
    statement = attendance(**info)
    assert normalise(statement, "actor") == statement


def test_nothing_that_was_sent_is_changed():
    for statement in (
        attendance(event_name=MARKED),
        mentored(agent("aino"), group("eino"), context={"team": group("o")}),
    ):
        before = copy.deepcopy(statement)
        for part in ("actor", "member", "object", "team"):
            normalise(statement, part)
        assert statement == before
