"""A worked statement of each template (tests/worked.json) passes the statement rules and all rules of its template.

What becomes of each over HTTP: tests/journeys/test_worked_statements.py.
"""

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from schemas.profile import TEMPLATES, canonical, faults, match
from schemas.statement import check
from schemas.statement.parse import parse

Node = dict[str, Any]

WORKED: list[Node] = json.loads((Path(__file__).parents[1] / "worked.json").read_text("utf-8"))
each = pytest.mark.parametrize("worked", WORKED, ids=lambda w: f"{w['template']} {w['what']}")


def kind(statement: Node) -> str | None:
    found: str | None = statement["object"].get("definition", {}).get("type")
    return found


def test_every_template_has_one() -> None:
    assert {worked["template"] for worked in WORKED} == {template.id for template in TEMPLATES}


@each
def test_it_passes_the_rules_and_its_templates(worked: Node) -> None:
    statement = worked["statement"]
    check(statement)
    for iri in filter(None, (statement["verb"]["id"], kind(statement))):
        assert canonical(iri) == iri
    found = match(statement["verb"]["id"], kind(statement))
    assert found is not None
    assert found.id == worked["template"]
    assert faults(statement, found) == []


@each
def test_it_needs_all_that_its_template_requires(worked: Node) -> None:
    template = match(worked["statement"]["verb"]["id"], kind(worked["statement"]))
    assert template is not None
    for rule in template.required:
        without = json.loads(json.dumps(worked["statement"]))
        cut(without, rule.location)
        assert [rule for _, rule in faults(without, template)] == [f"template {template.id} requires it; add it"]


def cut(statement: Node, location: str) -> None:
    """Takes out what a rule's location leads to."""
    path = location.partition(" |")[0].partition("[*]")[0]
    *way, last = (name or key for name, key in re.findall(r"\.(\w+)|\['([^']+)'\]", path))
    for step in way:
        statement = statement[step]
    del statement[last]


@each
def test_it_survives_the_wire(worked: Node) -> None:
    assert parse(msgspec.json.encode(worked["statement"])) == worked["statement"]
