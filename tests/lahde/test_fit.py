"""How well statements fit the profile: counts and places, readable in a narrow terminal, and never a value."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from lahde.fit import Fit, draw, report
from schemas.participation import SetAside

WORKED = json.loads((Path(__file__).parents[1] / "worked.json").read_text("utf-8"))
SESSION = next(w["statement"] for w in WORKED if w["template"] == "T01")
GOAL = next(w["statement"] for w in WORKED if w["template"] == "T13")
WITHDRAWAL = next(w["statement"] for w in WORKED if w["template"] == "T17")
ROLE = "context.extensions['https://lc.example/xapi/ext/role']"


TAKEN: Any = None
"""A row of the warehouse; all that matters is that it was not set aside."""


def aside(reason: str) -> SetAside:
    return SetAside(
        id="x", position=1, person="", source="s", statement="y", reason=reason,
        verb="http://id.tincanapi.com/verb/viewed", object_type="http://id.tincanapi.com/activitytype/book",
    )  # fmt: skip


def changed(**places: Any) -> dict[str, Any]:
    """The session with other extensions, and under the mentee's name."""
    extensions = {f"https://lc.example/xapi/ext/{name}": value for name, value in places.items()}
    context = SESSION["context"] | {"extensions": extensions}
    return SESSION | {"actor": SESSION["actor"] | {"name": "Suvi Salainen"}, "context": context}


@pytest.fixture
def found() -> dict[str, Any]:
    fit = Fit()
    for _ in range(3):
        fit.add(SESSION, [TAKEN])
    fit.add(changed(place="Suvi's desk"), [TAKEN, TAKEN])
    fit.add(GOAL, [aside("agency's own")])
    fit.add(WITHDRAWAL, [])
    fit.add({"verb": {"id": "x:y"}, "object": {"id": "x:z"}}, [aside("no template"), aside("no template")])
    fit.add(SESSION, [aside("no usable time")])
    return report(fit, "majakka", 12)


def test_statements_are_counted_by_template(found: dict[str, Any]) -> None:
    assert {t["template"]: t["statements"] for t in found["templates"]} == {"T01": 4, "T13": 1, "T17": 1}
    assert (found["source"], found["read"], found["of"]) == ("majakka", 8, 12)


def test_rules_are_met_by_so_many(found: dict[str, Any]) -> None:
    rules = {rule["place"]: (rule["asked"], rule["met"]) for rule in found["templates"][0]["rules"]}
    assert rules["context.registration"] == ("required", 4)
    assert rules[ROLE] == ("required", 3)
    assert rules[ROLE.replace("role", "place")] == ("recommended", 3)  # one is there and wrong


def test_faults_name_place_and_rule(found: dict[str, Any]) -> None:
    faults = {fault["place"]: (fault["rule"], fault["statements"]) for fault in found["templates"][0]["faults"]}
    assert faults[ROLE] == ("template T01 requires it; add it", 1)
    assert faults["actor.name"] == ("template T01 excludes it; leave it out", 1)
    assert faults[ROLE.replace("role", "place")][0].startswith("must be one of change_or_project, ")


def test_what_is_set_aside_is_counted_once_a_statement(found: dict[str, Any]) -> None:
    assert {row["reason"]: row["statements"] for row in found["set_aside"]} == {
        "agency's own": 1,
        "no template": 1,
        "no usable time": 1,
    }


@pytest.mark.parametrize("width", [60, 80])
def test_it_is_readable_and_shows_no_value(found: dict[str, Any], width: int) -> None:
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    draw(screen, found)
    text = screen.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    assert "Suvi" not in text + json.dumps(found)
    assert "majakka: the newest 8 of 12 statements" in text
    assert "75 %" in text


def test_a_source_that_sent_nothing_has_no_tables() -> None:
    screen = Console(file=io.StringIO(), width=80)
    draw(screen, report(Fit(), "majakka", 0))
    assert screen.file.getvalue() == "majakka: 0 of 0 statements\n"  # type: ignore[attr-defined]
