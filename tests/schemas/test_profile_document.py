"""The published profile is what the code goes by, and has the shape of the xAPI Profiles specification 1.0."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from typing import Any

import pytest

from schemas.profile import BASE, TEMPLATES, VALUES, VERSION, canonical
from schemas.profile.document import document, text

PROFILE = document()
PARTS = [*PROFILE["concepts"], *PROFILE["templates"], *PROFILE["patterns"]]
NAMED = [PROFILE, *PARTS]
CONCEPTS = {concept["id"]: concept for concept in PROFILE["concepts"]}
REFERENCES = {"contextStatementRefTemplate", "objectStatementRefTemplate"}
WAYS = ("alternates", "optional", "oneOrMore", "sequence", "zeroOrMore")
RELATIONS = ("broader", "narrower", "broadMatch", "narrowMatch", "relatedMatch", "exactMatch", "recommendedVerbs")


def test_the_file_is_the_document() -> None:
    """If this fails: python -m schemas.profile.document > schemas/profile/profile.jsonld"""
    assert (resources.files("schemas.profile") / "profile.jsonld").read_text("utf-8") == text()


def test_the_profile_itself() -> None:
    assert PROFILE["@context"] == "https://w3id.org/xapi/profiles/context"
    assert (PROFILE["id"], PROFILE["type"]) == (BASE, "Profile")
    assert PROFILE["conformsTo"] == "https://w3id.org/xapi/profiles#1.0"
    assert [version["id"] for version in PROFILE["versions"]] == [VERSION]
    assert datetime.fromisoformat(PROFILE["versions"][0]["generatedAtTime"]).tzinfo is not None
    assert PROFILE["author"]["type"] == "Organization"


@pytest.mark.parametrize("node", NAMED, ids=lambda node: node["id"])
def test_everything_is_named_and_defined_in_three_languages(node: dict[str, Any]) -> None:
    for part in ("prefLabel", "definition"):
        assert sorted(node[part]) == ["en", "fi", "sv"]
    assert node is PROFILE or node["inScheme"] == VERSION


ALWAYS = {"id", "type", "inScheme", "prefLabel", "definition"}
PROPERTIES = {
    "Verb": {"broadMatch", "relatedMatch"},
    "ActivityType": {"broader", "narrower", "broadMatch", "relatedMatch"},
    "ContextExtension": {"recommendedVerbs", "inlineSchema"},
    "ResultExtension": {"recommendedVerbs", "inlineSchema"},
    "StatementTemplate": {"verb", "objectActivityType", "contextStatementRefTemplate", "rules"},
    "Pattern": {"primary", *WAYS},
}


@pytest.mark.parametrize("node", PARTS, ids=lambda node: node["id"])
def test_nothing_has_properties_that_the_specification_does_not_give_it(node: dict[str, Any]) -> None:
    """Those of its tables that we use (Part Two, 7 to 9)."""
    assert ALWAYS <= node.keys() <= ALWAYS | PROPERTIES[node["type"]]


def values(node: Any) -> Iterator[Any]:
    yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from values(inner)


def test_no_value_is_empty() -> None:
    assert not [value for value in values(PROFILE) if value is None or value in ("", [], {})]


def test_ids_are_unique() -> None:
    assert max(Counter(node["id"] for node in NAMED).values()) == 1


def test_concepts_of_the_domain_are_complete() -> None:
    kinds: dict[str, set[str]] = {}
    for iri, concept in CONCEPTS.items():
        kinds.setdefault(concept["type"], set()).add(iri.removeprefix(f"{BASE}/"))
    moments = {"problem-solved", "success", "failure", "experiment", "job-crafting", "observation"}
    moments |= {f"{what}-{way}" for what in ("help", "feedback") for way in ("given", "received")}
    others = {"mentoring-session", "reflection", "learning-moment", "story", "story-circle", "workshop", "programme"}
    context = {"role", "session-mode", "initiative", "place", "crafting-type", "mandatory", "source"}
    assert kinds == {
        "Verb": {"verbs/reflected"},
        "ActivityType": {f"activity-types/{name}" for name in moments | others | {"help-event"}},
        "ContextExtension": {f"ext/{name}" for name in context | {"counterpart-scope", "counterpart-role"}},
        "ResultExtension": {"ext/text-shape", "ext/reflection-mode", "ext/goal-value"},
    }


def test_relations_lead_to_concepts_that_are_known() -> None:
    for concept in CONCEPTS.values():
        for relation in RELATIONS:
            for iri in concept.get(relation, []):
                assert canonical(iri) == iri
                assert (iri in CONCEPTS) == (iri.startswith(BASE))


def test_broader_and_narrower_are_two_sides_of_one() -> None:
    pairs = {(iri, up) for iri, concept in CONCEPTS.items() for up in concept.get("broader", [])}
    assert pairs == {(down, iri) for iri, concept in CONCEPTS.items() for down in concept.get("narrower", [])}
    assert len(pairs) == 10


def test_extensions_say_what_values_they_take() -> None:
    for iri, concept in CONCEPTS.items():
        if concept["type"].endswith("Extension"):
            schema = json.loads(concept["inlineSchema"])
            assert frozenset(schema.get("enum", [])) == VALUES.get(iri, frozenset())


def test_templates_are_those_the_code_matches() -> None:
    listed = [(t["id"], t["verb"], t.get("objectActivityType")) for t in PROFILE["templates"]]
    assert listed == [(t.iri, t.verb, t.object_type) for t in TEMPLATES]
    for iri in {iri for _, *pair in listed for iri in pair if iri}:
        assert canonical(iri) == iri


def test_templates_of_the_domain_are_complete() -> None:
    assert sorted({t.id for t in TEMPLATES}) == [f"T{n:02}" for n in range(1, 18)]


@pytest.mark.parametrize("node", PROFILE["templates"], ids=lambda node: node["id"].rpartition("/")[2])
def test_rules_are_rules(node: dict[str, Any]) -> None:
    assert node["type"] == "StatementTemplate"
    for rule in node["rules"]:
        assert all(path.strip().startswith("$.") for path in rule["location"].split("|"))
        assert rule["presence"] in ("included", "recommended", "excluded")
        assert rule.keys() <= {"location", "presence", "any", "all"}
    excluded = {rule["location"] for rule in node["rules"] if rule["presence"] == "excluded"}
    assert excluded >= {"$.actor.mbox", "$.actor.name"}


def test_the_text_of_a_reflection_is_excluded() -> None:
    [node] = [node for node in PROFILE["templates"] if "/t05-" in node["id"]]
    assert {"location": "$.result.response", "presence": "excluded"} in node["rules"]


def test_a_cancellation_refers_to_a_booking() -> None:
    referring = {t["id"]: t["contextStatementRefTemplate"] for t in PROFILE["templates"] if len(t.keys() & REFERENCES)}
    booked, cancelled = (
        f"{BASE}/templates/t0{n}-{verb}-mentoring-session" for n, verb in ((3, "schedule"), (4, "cancel"))
    )
    assert referring == {cancelled: [booked]}
