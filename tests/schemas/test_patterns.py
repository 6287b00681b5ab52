"""The patterns are built as the specification wants them, and find the orders of statements that the domain names."""

from typing import Any

import pytest

from schemas.profile import PATTERNS, TEMPLATES
from schemas.profile.document import document

PROFILE = document()
NODES = {pattern["id"]: pattern for pattern in PROFILE["patterns"]}
TEMPLATE_IRIS = {template["id"] for template in PROFILE["templates"]}
WAYS = ("alternates", "optional", "oneOrMore", "sequence", "zeroOrMore")


def parts(node: dict[str, Any]) -> list[str]:
    [way] = WAYS & node.keys()
    return node[way] if isinstance(node[way], list) else [node[way]]


@pytest.mark.parametrize("node", NODES.values(), ids=lambda node: node["id"].rpartition("/")[2])
def test_a_pattern_goes_one_way_over_parts_that_exist(node: dict[str, Any]) -> None:
    [way] = WAYS & node.keys()
    assert isinstance(node[way], list) == (way in ("alternates", "sequence"))
    assert not isinstance(node[way], list) or len(node[way]) > 1
    assert set(parts(node)) <= NODES.keys() | TEMPLATE_IRIS


def test_no_pattern_stands_within_itself_nor_what_may_be_absent_within_alternates() -> None:
    def below(iri: str, above: tuple[str, ...] = ()) -> None:
        assert iri not in above
        for part in parts(NODES[iri]) if iri in NODES else []:
            assert not ("alternates" in NODES[iri] and {"optional", "zeroOrMore"} & NODES.get(part, {}).keys())
            below(part, (*above, iri))

    for iri in NODES:
        below(iri)


def test_two_patterns_are_looked_for() -> None:
    assert [pattern.name for pattern in PATTERNS if pattern.primary] == ["mentoring", "goal"]
    assert [node["id"].rpartition("/")[2] for node in NODES.values() if node.get("primary")] == ["mentoring", "goal"]


def follow(iri: str, rest: list[str]) -> list[str] | None:
    """What is left of the statements (each a template's id) after the pattern took all it can; None if it fails.

    Greedy and without a way back, as the specification's algorithm (Part Three, 2.2).
    """
    if iri in TEMPLATE_IRIS:
        [id_] = [template.id for template in TEMPLATES if template.iri == iri]
        return rest[1:] if rest[:1] == [id_] else None
    node = NODES[iri]
    [way] = WAYS & node.keys()
    if way == "alternates":
        left = [after for part in parts(node) if (after := follow(part, rest)) is not None]
        return min(left, key=len, default=None)
    if way == "sequence":
        for part in parts(node):
            after = follow(part, rest)
            if after is None:
                return None
            rest = after
        return rest
    return repeated(node[way], rest, least=int(way == "oneOrMore"), most=1 if way == "optional" else len(rest))


def repeated(part: str, rest: list[str], least: int, most: int) -> list[str] | None:
    count = 0
    while count < max(most, least) and (after := follow(part, rest)) is not None:
        rest, count = after, count + 1
    return rest if count >= least else None


def follows(name: str, statements: str) -> bool:
    [iri] = [pattern.iri for pattern in PATTERNS if pattern.name == name]
    return follow(iri, statements.split()) == []


@pytest.mark.parametrize(
    "statements",
    [
        "T01",
        "T01 T05",
        "T02 T01",
        "T02 T03 T01 T05",
        "T02 T03 T04 T03 T04 T03 T01",
        "T03 T04 T01",
        "T02 T03 T01 T05 T03 T04 T03 T01 T05 T01",
        "T03 T01 T01 T05",
    ],
)
def test_orders_of_a_series_of_sessions(statements: str) -> None:
    assert follows("mentoring", statements)


@pytest.mark.parametrize(
    "statements", ["", "T02", "T03", "T04 T01", "T05 T01", "T03 T03 T01", "T01 T05 T05", "T01 T16"]
)
def test_orders_that_are_none(statements: str) -> None:
    assert not follows("mentoring", statements)


@pytest.mark.parametrize(
    ("statements", "right"), [("T13", True), ("T13 T14 T14", True), ("T14", False), ("T13 T13", False)]
)
def test_orders_of_a_goal(statements: str, right: bool) -> None:
    assert follows("goal", statements) is right
