"""Each rule of xAPI 1.0.3 with what breaks it: a place, a value for it, and the path that is told."""

from functools import reduce
from typing import Any

import pytest

from schemas.statement import check
from schemas.statement.refusal import Refused

GONE = object()

MBOX = {"mbox": "mailto:luoto@majakka.example"}
ACTIVITY = {"id": "https://majakka.example/x"}
REF = {"objectType": "StatementRef", "id": "9b1f3c52-0b51-4f0e-9a39-2f4b8c1d7e61"}
SUB = {"objectType": "SubStatement", "actor": MBOX, "verb": {"id": "https://majakka.example/aikoo"}, "object": ACTIVITY}
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def put(statement: dict[str, Any], place: str, value: Any) -> dict[str, Any]:
    """Sets `value` at `place`, steps parted by spaces; GONE removes what is there."""
    *way, last = (int(step) if step.isdigit() else step for step in place.split())
    holder = reduce(lambda node, step: node[step], way, statement)
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return statement


def refusal(statement: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        check(statement)
    assert refused.value.status == 400
    assert refused.value.rule
    return refused.value


def test_a_statement_with_everything_is_accepted(whole: dict[str, Any]) -> None:
    check(whole)


def test_the_least_statement_is_accepted(plain: dict[str, Any]) -> None:
    check(plain)


def broken(*cases: tuple[str, Any, str]) -> pytest.MarkDecorator:
    """(place, value, path told); the value's beginning goes into the test's name."""
    ids = [f"{place.replace(' ', '.')}-{'gone' if value is GONE else value!r:.30}" for place, value, _ in cases]
    return pytest.mark.parametrize(("place", "value", "path"), cases, ids=ids)


@broken(
    ("actor", GONE, "actor"),
    ("verb", GONE, "verb"),
    ("object", GONE, "object"),
    ("verb id", GONE, "verb.id"),
    ("object id", GONE, "object.id"),
    ("context team account name", GONE, "context.team.account.name"),
    ("context team account homePage", GONE, "context.team.account.homePage"),
    ("context statement id", GONE, "context.statement.id"),
    ("context statement objectType", GONE, "context.statement.objectType"),
    ("context team objectType", GONE, "context.team.objectType"),
    ("context contextActivities parent id", GONE, "context.contextActivities.parent.id"),
    ("object definition source 1 id", GONE, "object.definition.source[1].id"),
    ("object definition interactionType", GONE, "object.definition.interactionType"),
    *((f"attachments 0 {name}", GONE, f"attachments[0].{name}") for name in ("usageType", "display", "contentType")),
    *((f"attachments 0 {name}", GONE, f"attachments[0].{name}") for name in ("length", "sha2")),
)
def test_what_is_required(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@broken(
    ("kissa", 1, ""),
    ("actor nimi", "x", "actor"),
    ("actor member 0 nimi", "x", "actor.member[0]"),
    ("actor member 0 member", [], "actor.member[0].member"),
    ("verb name", "x", "verb.name"),
    ("object mbox", "mailto:a@b.example", "object.mbox"),
    ("object definition title", "x", "object.definition"),
    ("object definition target 0 name", "x", "object.definition.target[0].name"),
    ("result points", 1, "result"),
    ("result score unit", "x", "result.score"),
    ("context place", "x", "context"),
    ("context contextActivities sibling", [], "context.contextActivities"),
    ("context statement definition", {}, "context.statement.definition"),
    ("context team account mbox", "x", "context.team.account.mbox"),
    ("attachments 0 name", "x", "attachments[0].name"),
    ("Actor", MBOX, "actor"),
    ("context Registration", "x", "context.registration"),
    ("object objecttype", "Activity", "object.objectType"),
)
def test_unknown_keys_are_named_only_if_the_specification_knows_them(
    whole: dict[str, Any], place: str, value: Any, path: str
) -> None:
    assert refusal(put(whole, place, value)).path == path


@broken(
    *((place, None, place) for place in ("id", "actor", "verb", "object", "result", "context", "timestamp")),
    ("attachments 0", None, "attachments[0]"),
    ("actor member 1", None, "actor.member[1]"),
    ("actor name", None, "actor.name"),
    ("verb display", None, "verb.display"),
    ("verb display fi", None, "verb.display"),
    ("result score raw", None, "result.score.raw"),
    ("context extensions", None, "context.extensions"),
    ("context contextActivities parent", None, "context.contextActivities.parent"),
    ("object definition correctResponsesPattern 0", None, "object.definition.correctResponsesPattern[0]"),
)
def test_nulls(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@broken(
    ("actor openid", "https://id.majakka.example/1", "actor"),
    ("actor member 0 mbox_sha1sum", GONE, "actor.member[0]"),
    ("actor member 0 mbox", "mailto:a@b.example", "actor.member[0]"),
    ("actor member 0", {"objectType": "Group", "member": []}, "actor.member[0].objectType"),
    ("actor member 0 objectType", "agent", "actor.member[0].objectType"),
    ("actor member", MBOX, "actor.member"),
    ("actor objectType", "Activity", "actor.objectType"),
    ("actor objectType", ["Group"], "actor.objectType"),
    ("actor objectType", None, "actor.objectType"),
    ("actor", [MBOX], "actor"),
    ("actor", {"objectType": "Group"}, "actor.member"),
    ("actor mbox", "luoto@majakka.example", "actor.mbox"),
    ("actor mbox", "mailto:majakka.example", "actor.mbox"),
    ("actor mbox", "mailto:Kari <kari@majakka.example>", "actor.mbox"),
    ("actor mbox", ["mailto:a@b.example"], "actor.mbox"),
    ("actor member 0 mbox_sha1sum", "0a1b", "actor.member[0].mbox_sha1sum"),
    ("actor member 0 mbox_sha1sum", "g" * 40, "actor.member[0].mbox_sha1sum"),
    ("actor member 1 openid", "luoto", "actor.member[1].openid"),
    ("actor name", 7, "actor.name"),
    ("context team account homePage", "majakka.example", "context.team.account.homePage"),
    ("context team account name", 7, "context.team.account.name"),
    ("context team account", "vuoro-2", "context.team.account"),
    ("context team", MBOX, "context.team.objectType"),
    ("context team objectType", "Agent", "context.team.objectType"),
    ("context instructor", {"objectType": "Group"}, "context.instructor.member"),
    ("authority member", [MBOX], "authority.member"),
    ("authority member", [MBOX, MBOX, MBOX], "authority.member"),
    ("authority mbox", "mailto:a@b.example", "authority.mbox"),
    ("authority", {"name": "Kari"}, "authority"),
)
def test_agents_and_groups(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


def test_a_group_that_lists_its_members_needs_no_identifier(whole: dict[str, Any]) -> None:
    check(put(whole, "actor mbox", GONE))


@broken(
    ("verb id", "attended", "verb.id"),
    ("object id", "harjoitus/7", "object.id"),
    ("object definition type", "laji", "object.definition.type"),
    ("object definition moreInfo", "tietoa.html", "object.definition.moreInfo"),
    ("attachments 0 usageType", "todistus", "attachments[0].usageType"),
    ("attachments 0 fileUrl", "todistus.txt", "attachments[0].fileUrl"),
    ("context extensions paikka", 1, "context.extensions"),
    ("result extensions", ["https://x.example"], "result.extensions"),
    ("object definition extensions", {"": 1}, "object.definition.extensions"),
    ("context contextActivities other 0 id", 7, "context.contextActivities.other[0].id"),
)
def test_iris_have_a_scheme(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@broken(
    ("id", "6f1d9c52", "id"),
    ("id", 7, "id"),
    ("context registration", "x", "context.registration"),
    ("context statement id", "x", "context.statement.id"),
    ("timestamp", "2026-10-31", "timestamp"),
    ("timestamp", 1761912000, "timestamp"),
    ("stored", "2026-10-31T12:00:00-00:00", "stored"),
    ("result duration", "P4W1D", "result.duration"),
    ("result duration", 90, "result.duration"),
)
def test_uuids_and_times(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@broken(
    ("verb display", "osallistui", "verb.display"),
    ("verb display", {"fi": 7}, "verb.display"),
    ("verb display", {"a12345": "x"}, "verb.display"),
    ("object definition name", {"fi FI": "x"}, "object.definition.name"),
    ("object definition description", ["x"], "object.definition.description"),
    ("object definition source 0 description", {"1": "x"}, "object.definition.source[0].description"),
    ("attachments 0 display", {"?": "x"}, "attachments[0].display"),
    ("attachments 0 description", 7, "attachments[0].description"),
    ("context language", "suomen kieli", "context.language"),
    ("context language", {"fi": "suomi"}, "context.language"),
)
def test_languages(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@broken(
    ("object objectType", "activity", "object.objectType"),
    ("object objectType", "Thing", "object.objectType"),
    ("object", "https://majakka.example/x", "object"),
    ("object", {"objectType": "Agent"}, "object"),
    ("object", {"objectType": "Group"}, "object.member"),
    ("object", MBOX, "object.mbox"),
    ("object", REF | {"id": "x"}, "object.id"),
    ("object", {"objectType": "StatementRef"}, "object.id"),
    ("object definition interactionType", "matchin", "object.definition.interactionType"),
    ("object definition interactionType", "choice", "object.definition.source"),
    ("object definition interactionType", "numeric", "object.definition.source"),
    ("object definition choices", [{"id": "a"}], "object.definition.choices"),
    ("object definition source 1 id", "valo", "object.definition.source"),
    ("object definition source 1 id", 7, "object.definition.source[1].id"),
    ("object definition source", {"id": "valo"}, "object.definition.source"),
    ("object definition correctResponsesPattern", "valo", "object.definition.correctResponsesPattern"),
    ("object definition correctResponsesPattern 0", 7, "object.definition.correctResponsesPattern[0]"),
    ("object definition", {"correctResponsesPattern": []}, "object.definition.interactionType"),
)
def test_objects(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


LISTS = {"choice": ["choices"], "sequencing": ["choices"], "likert": ["scale"], "matching": ["source", "target"]}
LISTS |= {"performance": ["steps"]}
LISTS |= {kind: [] for kind in ("true-false", "fill-in", "long-fill-in", "numeric", "other")}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("name", ["choices", "scale", "source", "target", "steps"])
def test_each_kind_of_interaction_has_its_own_lists(plain: dict[str, Any], kind: str, name: str) -> None:
    put(plain, "object definition", {"interactionType": kind, name: [{"id": "1"}, {"id": "2"}]})
    if name in LISTS[kind]:
        check(plain)
    else:
        assert refusal(plain).path == f"object.definition.{name}"


@pytest.mark.parametrize("obj", [MBOX | {"objectType": "Agent"}, {"objectType": "Group", "member": [MBOX]}, REF, SUB])
def test_objects_that_are_no_activity(plain: dict[str, Any], obj: dict[str, Any]) -> None:
    check(put(plain, "object", obj))
    for name in ("revision", "platform"):
        plain["context"] = {name: "2"}
        assert refusal(plain).path == f"context.{name}"


@broken(
    ("objectType", GONE, "object.actor"),
    *((name, "x", f"object.{name}") for name in ("id", "stored", "version", "authority")),
    ("object", SUB, "object.object.objectType"),
    ("actor", GONE, "object.actor"),
    ("verb id", "x", "object.verb.id"),
    ("verb id", VOIDED, "object.object.objectType"),
    ("timestamp", "huomenna", "object.timestamp"),
    ("result", {"success": 1}, "object.result.success"),
    ("context", {"team": MBOX}, "object.context.team.objectType"),
    ("attachments", [{}], "object.attachments[0].usageType"),
)
def test_substatements(plain: dict[str, Any], place: str, value: Any, path: str) -> None:
    sub = SUB | {"verb": dict(SUB["verb"])}
    plain["object"] = put(sub, place, value)
    assert refusal(plain).path == path


def test_a_voiding_statement_points_at_a_statement(plain: dict[str, Any]) -> None:
    put(plain, "verb id", VOIDED)
    assert refusal(plain).path == "object.objectType"
    check(put(plain, "object", REF))


@broken(
    ("result", [], "result"),
    ("result success", "true", "result.success"),
    ("result success", 1, "result.success"),
    ("result completion", 0, "result.completion"),
    ("result response", 7, "result.response"),
    ("result score", 7, "result.score"),
    ("result score scaled", 1.01, "result.score.scaled"),
    ("result score scaled", -1.00001, "result.score.scaled"),
    ("result score scaled", "0.5", "result.score.scaled"),
    ("result score scaled", True, "result.score.scaled"),
    ("result score raw", 5.5, "result.score.raw"),
    ("result score raw", 0, "result.score.raw"),
    ("result score raw", False, "result.score.raw"),
    ("result score raw", float("inf"), "result.score.raw"),
    ("result score raw", 10**400, "result.score.raw"),
    ("result score min", 5, "result.score.min"),
    ("result score max", "5", "result.score.max"),
)
def test_results(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@pytest.mark.parametrize(
    "score", [{"scaled": -1}, {"scaled": 1.0}, {"raw": -9}, {"raw": 1, "min": 1}, {"max": 2, "raw": 2}]
)
def test_scores_that_are_fine(plain: dict[str, Any], score: dict[str, Any]) -> None:
    check(put(plain, "result", {"score": score}))


@broken(
    ("context contextActivities", [], "context.contextActivities"),
    ("context contextActivities category", ACTIVITY | {"id": "x"}, "context.contextActivities.category.id"),
    ("context contextActivities category", [ACTIVITY, 7], "context.contextActivities.category[1]"),
    ("context contextActivities category", [REF], "context.contextActivities.category[0].objectType"),
    ("context revision", 2, "context.revision"),
    ("context platform", ["x"], "context.platform"),
    ("context statement", ACTIVITY, "context.statement.objectType"),
    ("version", "1.1.0", "version"),
    ("version", "0.9.9", "version"),
    ("version", "2.0.0", "version"),
    ("version", "1.0.", "version"),
    ("version", 1.0, "version"),
    ("attachments", {}, "attachments"),
    ("attachments 0", "x", "attachments[0]"),
    ("attachments 0 contentType", "text", "attachments[0].contentType"),
    ("attachments 0 contentType", 7, "attachments[0].contentType"),
    *(("attachments 0 length", length, "attachments[0].length") for length in ("27", -1, 2.5, True)),
    *(("attachments 0 sha2", sha2, "attachments[0].sha2") for sha2 in (7, "", "9f" * 31, "xy" * 32)),
)
def test_context_version_and_attachments(whole: dict[str, Any], place: str, value: Any, path: str) -> None:
    assert refusal(put(whole, place, value)).path == path


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "1.0.3", "1.0.29"])
def test_versions_that_are_fine(plain: dict[str, Any], version: str) -> None:
    check(plain | {"version": version})


@pytest.mark.parametrize("value", [None, [], "x", 7])
def test_what_is_no_object_is_no_statement(value: Any) -> None:
    assert refusal(value).path == ""
