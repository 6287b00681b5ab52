"""What every door refuses of reflections, however deep it stands, and what a refusal tells (laws 5 and 11)."""

import json

import pytest

from collectors.door import REFLECTED, REFLECTION_TEXT, prepare
from schemas.statement.refusal import Refused

SECRET = "https://example.org/maija"
TEXT = {"http://id.tincanapi.com/extension/reflection": "maija wrote this"}


def sub(**changes):
    inner = {
        "objectType": "SubStatement",
        "actor": {"mbox": "mailto:a@klv.example"},
        "verb": {"id": "https://example.org/v"},
        "object": {"id": "https://example.org/o"},
    }
    return {"object": inner | changes}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"result": {"extensions": TEXT}}, "result.extensions"),
        ({"context": {"extensions": {SECRET: [TEXT]}}}, "context.extensions"),
        (
            {"context": {"contextActivities": {"other": [{"id": SECRET, "definition": {"extensions": TEXT}}]}}},
            "context.contextActivities.other[0].definition.extensions",
        ),
        (sub(result={"extensions": TEXT}), "object.result.extensions"),
        (sub(verb={"id": REFLECTED}, result={"response": "maija"}), "object.result.response"),
        (
            sub(verb={"id": REFLECTED}, object={"id": SECRET, "definition": {"description": {"fi": "maija"}}}),
            "object.object.definition.description",
        ),
    ],
)
@pytest.mark.parametrize("escaped", [False, True])
def test_the_text_of_a_reflection_is_refused_wherever_it_stands(course, changes, path, escaped):
    raw = json.dumps(course(**changes)).encode()
    if escaped:
        raw = raw.replace(b'"extensions"', b'"e\\u0078tensions"').replace(
            b"extension/reflection", b"extension\\/reflection"
        )
    with pytest.raises(Refused) as refusal:
        prepare(raw)
    assert (refusal.value.status, refusal.value.path) == (403, path)
    assert "maija" not in str(refusal.value)


@pytest.mark.parametrize("spelled", sorted(REFLECTION_TEXT))
def test_it_is_refused_however_the_extension_is_spelled(course, spelled):
    with pytest.raises(Refused) as refusal:
        prepare(json.dumps(course(context={"extensions": {spelled: "maija"}})).encode())
    assert (refusal.value.status, refusal.value.path) == (403, "context.extensions")


def test_an_escape_hides_no_mention(course):
    raw = json.dumps(course(context={"extensions": {SECRET: {"mbox": "mailto:maija@klv.example"}}})).encode()
    plain, escaped = prepare(raw), prepare(raw.replace(b'"extensions"', b'"e\\u0078tensions"'))
    assert plain.mentions == escaped.mentions
    assert ('["mbox","mailto:maija@klv.example"]', "x") in plain.mentions


@pytest.mark.parametrize(("version", "taken"), [("2.0.0", True), ("1.0.3", False), (None, False)])
def test_a_statement_that_comes_without_a_request_says_its_version_itself(course, version, taken):
    context = {"contextAgents": [{"objectType": "contextAgent", "agent": {"mbox": "mailto:maija@klv.example"}}]}
    raw = json.dumps(course(context=context) | ({"version": version} if version else {})).encode()
    if taken:
        assert ('["mbox","mailto:maija@klv.example"]', "i") in prepare(raw).mentions
    else:
        with pytest.raises(Refused):
            prepare(raw)
