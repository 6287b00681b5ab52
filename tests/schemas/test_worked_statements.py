"""The worked statements of the domain (3.6), made here from what they have in common, pass rules and templates."""

from typing import Any

import msgspec
import pytest

from schemas.profile import BASE, VERSION, canonical, faults, match
from schemas.statement import check
from schemas.statement.parse import parse

Node = dict[str, Any]

ADL = "http://adlnet.gov/expapi"
TINCAN = "http://id.tincanapi.com"
KLV = "https://lc.example/klv"


def stated(number: int, home_page: str, name: str, verb: str, obj: str, kind: str, **more: Any) -> Node:
    """`obj` without what stands before it is an activity of KLV."""
    return {
        "id": f"{number:08x}-0000-5000-8000-000000000000",
        "actor": {"objectType": "Agent", "account": {"homePage": home_page, "name": name}},
        "verb": {"id": verb, "display": {"en": verb.rpartition("/")[2]}},
        "object": {"id": obj if ":" in obj else f"{KLV}/{obj}", "definition": {"type": kind}},
        "timestamp": f"2026-03-{number:02}T10:00:00Z",
        **more,
    }


def context(extensions: Node, *grouping: str, parent: str = "", category: str = VERSION, **more: Any) -> Node:
    activities = {
        "grouping": grouping,
        "parent": [parent] if parent else [],
        "category": [category] if category else [],
    }
    return {
        "contextActivities": {sort: [{"id": iri} for iri in iris] for sort, iris in activities.items() if iris},
        "extensions": {f"{BASE}/ext/{name}": value for name, value in extensions.items()},
        **more,
    }


SERIES = "0c9f5a7e-51d2-5b4f-9a37-6f1f6f0e2d11"
SESSION = f"{BASE}/activity-types/mentoring-session"
PSEUDO, PULSE = "https://pseudo.lc.example/klv", "https://pulse.lc.example/klv/2026-w1"

MENTEE = stated(
    *(1, PSEUDO, "p-AA11", f"{ADL}/verbs/attended", "session/a", SESSION),
    result={"duration": "PT1H"},
    context=context(
        {"role": "mentee", "session-mode": "pair", "initiative": "employee", "place": "mentoring"},
        *(f"{KLV}/programme/mentor", f"{KLV}/goal/expert"),
        registration=SERIES,
    ),
)
MENTOR = stated(
    *(2, PSEUDO, "p-BB22", f"{ADL}/verbs/attended", "session/b", SESSION),
    result={"duration": "PT1H30M"},
    context=context(
        {"role": "mentor", "session-mode": "group", "initiative": "joint"},
        f"{KLV}/programme/mentor",
        registration=SERIES,
    ),
)
REFLECTION = stated(
    *(4, PSEUDO, "p-AA11", f"{BASE}/verbs/reflected", "reflection/c", f"{BASE}/activity-types/reflection"),
    result={"extensions": {f"{BASE}/ext/text-shape": "medium", f"{BASE}/ext/reflection-mode": "written"}},
    context=context({"place": "own_task"}, parent=f"{KLV}/session/a"),
)
HELP = stated(
    *(5, PSEUDO, "p-CC33", f"{ADL}/verbs/experienced", "moment/d", f"{BASE}/activity-types/help-received"),
    context=context(
        {"counterpart-scope": "other_unit", "place": "problem_situation", "initiative": "employee"},
        parent=f"{KLV}/help/e",
    ),
)
ANSWER = stated(
    *(6, PULSE, "w-5f0c", f"{ADL}/verbs/answered"),
    *("https://lc.example/pulse/items/ps-05", f"{ADL}/activities/cmi.interaction"),
    result={"response": "2", "score": {"raw": 2, "min": 1, "max": 7}},
    context=context({}, f"{KLV}/pulse/2026-w1", parent="https://lc.example/pulse/psych-safety-7", category=""),
)
ANSWER["object"]["definition"] |= {"interactionType": "likert", "scale": [{"id": str(n)} for n in range(1, 8)]}
REVIEW = stated(
    *(7, "https://org.lc.example", "klv", f"{TINCAN}/verb/reviewed", "goal/f", f"{TINCAN}/activitytype/goal"),
    result={"score": {"scaled": 0.55}, "success": True, "extensions": {f"{BASE}/ext/goal-value": {"value": 0.36}}},
    context=context({}),
)
REVIEW["actor"]["objectType"] = "Group"
REVIEW["context"]["extensions"] = {"https://w3id.org/xapi/tla/extensions/due_date": "2026-06-30"}

WORKED = [(MENTEE, "T01"), (MENTOR, "T01"), (REFLECTION, "T05"), (HELP, "T09"), (ANSWER, "T15"), (REVIEW, "T14")]
NAMES = ["mentee", "mentor of a group", "reflection", "help received", "pulse answer", "goal review"]


@pytest.mark.parametrize(("statement", "template"), WORKED, ids=NAMES)
def test_worked_statements(statement: Node, template: str | None) -> None:
    check(statement)
    verb, kind = statement["verb"]["id"], statement["object"]["definition"]["type"]
    assert canonical(verb) == verb
    assert canonical(kind) == kind
    found = match(verb, kind)
    assert (found and found.id) == template
    assert found is None or faults(statement, found) == []


@pytest.mark.parametrize(("statement", "template"), WORKED, ids=NAMES)
def test_worked_statements_survive_the_wire(statement: Node, template: str | None) -> None:
    assert parse(msgspec.json.encode(statement)) == statement
