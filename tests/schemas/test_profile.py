"""What the profile recognises, and what it asks of a statement."""

from typing import Any

import pytest

from schemas.profile import BASE, LABELS, PULSE_ITEMS, TEMPLATES, VALUES, Template, canonical, faults, match
from schemas.profile.iris import VOCABULARY, expand
from schemas.profile.rules import find

ADL = "http://adlnet.gov/expapi/"
CMI5_COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"
EXT = f"{BASE}/ext"

AS_BEGINNINGS = (
    "activitystrea.ms/",
    "activitystrea.ms/schema/",
    "www.activitystrea.ms/",
    "activitystrea.ms/schema/1.0/",
)

SPELLINGS = {
    "https://adlnet.gov/expapi/verbs/attended": f"{ADL}verbs/attended",
    "http://www.adlnet.gov/expapi/verbs/attended": f"{ADL}verbs/attended",
    "http://activitystrea.ms/attend": "http://activitystrea.ms/schema/1.0/attend",
    "https://activitystrea.ms/schema/1.0/attend": "http://activitystrea.ms/schema/1.0/attend",
    "http://tincanapi.co.uk/activitytypes/survey": "http://id.tincanapi.com/activitytype/survey",
    "https://www.tincanapi.co.uk/verbs/mentored": "http://id.tincanapi.com/verb/mentored",
    "http://w3id.org/xapi/cmi5/activitytype/course": CMI5_COURSE,
    "https://w3id.org/xapi/cmi5/activities/course": CMI5_COURSE,
    "http://w3id.org/xapi/tla/verbs/planned": "https://w3id.org/xapi/tla/verbs/planned",
    "http://w3id.org/xapi/adl/verbs/satisfied": "https://w3id.org/xapi/adl/verbs/satisfied",
    "https://id.tincanapi.com/verb/reviewed": "http://id.tincanapi.com/verb/reviewed",
    "http://tincanapi.co.uk/verbs/defined": "http://id.tincanapi.com/verb/defined",
    "https://www.tincanapi.co.uk/extensions/reflection": "http://id.tincanapi.com/extension/reflection",
    **{
        f"{scheme}://{beginning}{verb}": f"http://activitystrea.ms/schema/1.0/{verb}"
        for scheme in ("http", "https")
        for beginning in AS_BEGINNINGS
        for verb in ("schedule", "cancel", "request", "host", "attend", "share")
    },
    "http://lc.example/xapi/verbs/reflected": f"{BASE}/verbs/reflected",
    "http://www.tincanapi.co.uk/verbs/evaluated": "http://www.tincanapi.co.uk/verbs/evaluated",
}


@pytest.mark.parametrize(("spelled", "iri"), SPELLINGS.items())
def test_one_iri_for_one_concept(spelled: str, iri: str) -> None:
    assert canonical(spelled) == iri
    assert canonical(iri) == iri


def test_every_listed_iri_stands_for_itself() -> None:
    """Or a spelling of one concept would be another concept's IRI."""
    for names in (VOCABULARY.reused, VOCABULARY.moodle):
        for iri in map(expand, names.verbs + names.types + names.others):
            assert canonical(iri) == iri


@pytest.mark.parametrize("iri", ["", "attended", f"{ADL}verbs/attended/", f"{ADL}verbs/Attended", f"{BASE}/verbs/kari"])
def test_an_iri_of_no_vocabulary_has_no_canonical_form(iri: str) -> None:
    assert canonical(iri) is None


AS, TINCAN, TLA = "http://activitystrea.ms/schema/1.0/", "http://id.tincanapi.com/", "https://w3id.org/xapi/tla/"
SESSION_TYPE, GOAL_TYPE = f"{BASE}/activity-types/mentoring-session", f"{TINCAN}activitytype/goal"

RECOGNISED: list[tuple[str, str | None, str, str, str | None]] = [
    (f"{ADL}verbs/attended", SESSION_TYPE, "T01", "MS", None),
    (f"{AS}request", SESSION_TYPE, "T02", "RQ", None),
    (f"{AS}schedule", SESSION_TYPE, "T03", "BK", None),
    (f"{AS}cancel", SESSION_TYPE, "T04", "CX", None),
    (f"{BASE}/verbs/reflected", f"{BASE}/activity-types/reflection", "T05", "RF", None),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/problem-solved", "T06", "LM", "problem-solved"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/success", "T06", "LM", "success"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/observation", "T06", "LM", "observation"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/experiment", "T07", "LM", "experiment"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/failure", "T07", "LM", "failure"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/job-crafting", "T08", "LM", "job-crafting"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/help-given", "T09", "LM", "help-given"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/help-received", "T09", "LM", "help-received"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/feedback-given", "T10", "LM", "feedback-given"),
    (f"{ADL}verbs/experienced", f"{BASE}/activity-types/feedback-received", "T10", "LM", "feedback-received"),
    (f"{ADL}verbs/shared", f"{BASE}/activity-types/story", "T11", "SC", "story"),
    (f"{ADL}verbs/attended", f"{BASE}/activity-types/story-circle", "T11", "SC", "story-circle"),
    (f"{ADL}verbs/attended", f"{BASE}/activity-types/workshop", "T12", "WS", None),
    (f"{ADL}verbs/attended", "http://activitystrea.ms/schema/1.0/event", "T12", "NE", None),
    (f"{TINCAN}verb/defined", GOAL_TYPE, "T13", "GOAL", None),
    (f"{TLA}verbs/planned", GOAL_TYPE, "T13", "GOAL", None),
    (f"{TLA}verbs/directed", GOAL_TYPE, "T13", "GOAL", None),
    (f"{TINCAN}verb/reviewed", GOAL_TYPE, "T14", "GOAL", None),
    (f"{ADL}verbs/answered", f"{ADL}activities/cmi.interaction", "T15", "PULSE", None),
    (f"{ADL}verbs/voided", None, "T17", "VOID", None),
    *(
        (verb, course, "T16", "CC", None)
        for verb in (f"{ADL}verbs/completed", f"{ADL}verbs/passed", "https://w3id.org/xapi/adl/verbs/satisfied")
        for course in (CMI5_COURSE, f"{ADL}activities/course", "http://id.tincanapi.com/activitytype/lms/course")
    ),
]


@pytest.mark.parametrize(("verb", "kind", "id_", "class_", "of"), RECOGNISED)
def test_templates_are_recognised(verb: str, kind: str | None, id_: str, class_: str, of: str | None) -> None:
    found = match(verb, kind)
    assert found
    assert (found.id, found.class_, found.kind) == (id_, class_, of)


def test_and_no_others() -> None:
    assert {(t.verb, t.object_type) for t in TEMPLATES} == {(verb, kind) for verb, kind, *_ in RECOGNISED}


@pytest.mark.parametrize("beginning", AS_BEGINNINGS)
@pytest.mark.parametrize(("verb", "id_"), [("request", "T02"), ("schedule", "T03"), ("cancel", "T04")])
def test_bookings_are_recognised_in_every_spelling(beginning: str, verb: str, id_: str) -> None:
    found = match(f"https://{beginning}{verb}", SESSION_TYPE)
    assert found
    assert found.id == id_


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        (f"{AS}share", f"{BASE}/activity-types/story"),  # draws attention to what one usually did not make
        (f"{AS}attend", SESSION_TYPE),
        (f"{TLA}verbs/evaluated", f"{BASE}/activity-types/reflection"),  # appeared in a search
        (f"{TLA}verbs/surveyed", f"{ADL}activities/cmi.interaction"),
        ("http://www.tincanapi.co.uk/verbs/evaluated", f"{BASE}/activity-types/reflection"),
    ],
)
def test_verbs_that_look_alike_are_known_by_name_and_are_not_the_same(verb: str, kind: str) -> None:
    assert canonical(verb) == verb
    assert match(verb, kind) is None


def test_aliases_are_recognised_too() -> None:
    found = match("https://adlnet.gov/expapi/verbs/attended", "https://activitystrea.ms/event")
    assert found
    assert found.class_ == "NE"


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        (f"{ADL}verbs/completed", None),
        (f"{ADL}verbs/voided", ""),
        (f"{ADL}verbs/voided", SESSION_TYPE),
        (f"{ADL}verbs/completed", f"{ADL}activities/attempt"),
        (f"{ADL}verbs/completed", "https://xapi.edlm/profiles/edlm-lms/concepts/activity-types/scorm-content-object"),
        (f"{ADL}verbs/failed", CMI5_COURSE),
        (f"{ADL}verbs/attended", "https://w3id.org/xapi/acrossx/activities/face-to-face-discussion"),
        (f"{ADL}verbs/experienced", f"{BASE}/activity-types/learning-moment"),
        ("https://majakka.example/x", "https://majakka.example/y"),
        ("", ""),
    ],
)
def test_what_no_template_covers_is_not_guessed(verb: str, kind: str | None) -> None:
    assert match(verb, kind) is None


def test_closed_lists() -> None:
    assert {iri.removeprefix(f"{EXT}/"): len(values) for iri, values in VALUES.items()} == {
        "role": 5,
        "session-mode": 2,
        "initiative": 4,
        "place": 11,
        "counterpart-scope": 5,
        "counterpart-role": 3,
        "crafting-type": 4,
        "text-shape": 4,
        "reflection-mode": 3,
    }
    assert VALUES[f"{EXT}/session-mode"] == {"pair", "group"}
    assert VALUES[f"{EXT}/reflection-mode"] == {"written", "spoken", "declined"}


def test_every_value_has_a_name_in_each_language() -> None:
    assert {iri: frozenset(names) for iri, names in LABELS.items()} == VALUES
    for names in LABELS.values():
        for name in names.values():
            assert sorted(name) == ["en", "fi", "sv"]
            assert all(name.values())
        assert all(len({name[lang] for name in names.values()}) == len(names) for lang in ("en", "fi", "sv"))


def test_pulse_items() -> None:
    items = {item.key: (item.scale_max, item.reversed) for item in PULSE_ITEMS.values()}
    assert items == {
        **{f"ps-0{n}": (7, n in (1, 3, 5)) for n in range(1, 8)},
        "load-time": (5, True),
        "load-demands": (5, False),
        "load-recovery": (5, True),
        "load-worktime": (5, False),
        "craft-01": (5, False),
    }
    assert "https://lc.example/pulse/items/ps-05" in PULSE_ITEMS


def template(verb: str, kind: str) -> Template:
    found = match(verb, kind)
    assert found
    return found


SESSION = template(f"{ADL}verbs/attended", f"{BASE}/activity-types/mentoring-session")
REFLECTION = template(f"{BASE}/verbs/reflected", f"{BASE}/activity-types/reflection")
COURSE = template(f"{ADL}verbs/completed", CMI5_COURSE)


def session() -> dict[str, Any]:
    return {
        "actor": {"account": {"homePage": "https://majakka.example", "name": "7"}},
        "result": {"duration": "PT45M"},
        "context": {"registration": "x", "extensions": {f"{EXT}/role": "peer", f"{EXT}/place": "mentoring"}},
    }


def test_a_statement_that_follows_its_template_has_no_faults() -> None:
    assert faults(session(), SESSION) == []


def test_what_is_required_is_missed_by_its_path() -> None:
    assert [path for path, _ in faults({"actor": {}}, SESSION)] == [
        "context.registration",
        f"context.extensions['{EXT}/role']",
        "result.duration",
    ]


def test_a_value_outside_its_list_is_a_fault_that_names_the_list_and_not_the_value() -> None:
    statement = session()
    statement["context"]["extensions"][f"{EXT}/place"] = "Aallotar Kari's desk"
    [(path, rule)] = faults(statement, SESSION)
    assert path == f"context.extensions['{EXT}/place']"
    assert "own_task" in rule
    assert "Aallotar" not in rule


def test_what_is_excluded_is_a_fault_wherever_it_stands() -> None:
    statement = session()
    statement["actor"] = {"mbox": "mailto:a@b.example", "name": "Aallotar Kari"}
    assert [path for path, _ in faults(statement, SESSION)] == ["actor.mbox", "actor.name"]
    written = {"actor": {}, "result": {"response": "x"}, "context": {"statement": {"id": "y"}}}
    assert [path for path, _ in faults(written, REFLECTION)] == ["result.response"]


@pytest.mark.parametrize(
    "context",
    [
        {"contextActivities": {"parent": [{"id": "https://lc.example/x"}]}},
        {"contextActivities": {"parent": {"id": "https://lc.example/x"}}},
        {"statement": {"objectType": "StatementRef", "id": "y"}},
    ],
)
def test_a_reflection_says_what_it_is_about_in_one_of_two_ways(context: dict[str, Any]) -> None:
    assert faults({"actor": {}, "context": context}, REFLECTION) == []


def test_a_reflection_about_nothing_is_a_fault() -> None:
    assert [path for path, _ in faults({"actor": {}}, REFLECTION)] == ["context.contextActivities.parent"]


@pytest.mark.parametrize(("value", "wrong"), [(True, False), (False, False), (1, True), ("true", True), (None, True)])
def test_mandatory_is_true_or_false(value: Any, wrong: bool) -> None:
    statement = {"actor": {}, "context": {"extensions": {f"{EXT}/mandatory": value}}}
    assert bool(faults(statement, COURSE)) is wrong


@pytest.mark.parametrize(("ids", "wrong"), [([], False), ([f"{BASE}/v1", "x:y"], False), (["x:y"], True)])
def test_a_statement_of_another_profile_is_a_fault(ids: list[str], wrong: bool) -> None:
    category = [{"id": one} for one in ids]
    statement = {"actor": {}, "context": {"contextActivities": {"category": category}}}
    assert bool(faults(statement, COURSE)) is wrong


@pytest.mark.parametrize("statement", [{}, {"actor": []}, {"context": {"extensions": 7, "contextActivities": "x"}}])
def test_a_statement_of_another_shape_has_faults_and_raises_nothing(statement: dict[str, Any]) -> None:
    for one in TEMPLATES:
        faults(statement, one)


def test_places_are_found_as_the_profile_specification_says() -> None:
    statement = {"a": {"b": [{"id": 1}, {"id": 2}, {"x": 3}, 4]}, "c": {"x.y/z": {"id": 5}}}
    assert find(statement, "$.a.b[*].id") == [1, 2]
    assert find(statement, "$.c['x.y/z'].id | $.a.b[*].x | $.q") == [5, 3]
    assert find(statement, "$.c[*]['x.y/z'][*].id") == [5]
