"""What xAPI 2.0 takes beyond 1.0.3 (IEEE 9274.1.1, 4.2.2.5 and 4.2.4.3); the rest is told by the rules of 1.0.3."""

import copy
from typing import Any

import pytest

from schemas.statement import check
from schemas.statement.agent import mentions
from schemas.statement.equality import same
from schemas.statement.refusal import Refused

AGENT = {"mbox": "mailto:luoto@majakka.example"}
GROUP = {"objectType": "Group", "mbox": "mailto:vuoro@majakka.example"}
TYPES = ["https://majakka.example/laji/vahti"]
AGENTS = [{"objectType": "contextAgent", "agent": AGENT, "relevantTypes": TYPES}]
GROUPS = [{"objectType": "contextGroup", "group": GROUP}]


@pytest.fixture
def named(plain: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(plain | {"context": {"contextAgents": AGENTS, "contextGroups": GROUPS}})


def refused(statement: dict[str, Any], version: str = "2.0.0") -> str:
    with pytest.raises(Refused) as refusal:
        check(statement, version)
    return refusal.value.path


def test_what_1_0_3_takes_2_0_takes_too(whole: dict[str, Any]) -> None:
    check(whole, "2.0.0")


def test_a_context_names_agents_and_groups_in_2_0_only(named: dict[str, Any]) -> None:
    check(named, "2.0.0")
    assert refused(named, "1.0.3") == "context.contextAgents"


def test_a_substatement_does_so_too(named: dict[str, Any], plain: dict[str, Any]) -> None:
    check(plain | {"object": named | {"objectType": "SubStatement"}}, "2.0.0")


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("contextAgents", AGENTS[0], "context.contextAgents"),
        ("contextAgents", [AGENTS[0] | {"objectType": "Agent"}], "context.contextAgents[0].objectType"),
        ("contextAgents", [{"agent": AGENT}], "context.contextAgents[0].objectType"),
        ("contextAgents", [{"objectType": "contextAgent"}], "context.contextAgents[0].agent"),
        ("contextAgents", [AGENTS[0] | {"agent": GROUP}], "context.contextAgents[0].agent.objectType"),
        ("contextAgents", [AGENTS[0] | {"group": GROUP}], "context.contextAgents[0].group"),
        ("contextAgents", [AGENTS[0] | {"relevantTypes": []}], "context.contextAgents[0].relevantTypes"),
        ("contextAgents", [AGENTS[0] | {"relevantTypes": ["abc"]}], "context.contextAgents[0].relevantTypes[0]"),
        ("contextGroups", [GROUPS[0] | {"group": AGENT}], "context.contextGroups[0].group.objectType"),
        ("contextGroups", [AGENTS[0]], "context.contextGroups[0].objectType"),
    ],
)
def test_each_part_is_whole(named: dict[str, Any], name: str, value: Any, path: str) -> None:
    named["context"][name] = value
    assert refused(named) == path


@pytest.mark.parametrize("version", ["1.0", "1.0.9", "2.0", "2.0.0", "2.0.3"])
def test_versions_of_both_lines_are_taken(plain: dict[str, Any], version: str) -> None:
    check(plain | {"version": version}, "2.0.0")


@pytest.mark.parametrize("version", ["0.9.9", "1.1.0", "2.1.0", "3.0.0", "2", 2.0])
def test_other_versions_are_not(plain: dict[str, Any], version: Any) -> None:
    assert refused(plain | {"version": version}) == "version"


def test_who_plays_a_part_in_the_context_is_mentioned(named: dict[str, Any]) -> None:
    assert {one.value for one in mentions(named)} >= {AGENT["mbox"], GROUP["mbox"]}


def test_who_is_named_makes_another_statement(named: dict[str, Any]) -> None:
    other = copy.deepcopy(named)
    other["context"]["contextAgents"][0]["agent"]["mbox"] = "mailto:luoto@MAJAKKA.example"
    assert same(named, other)
    other["context"]["contextAgents"][0]["agent"]["mbox"] = "mailto:muu@majakka.example"
    assert not same(named, other)
