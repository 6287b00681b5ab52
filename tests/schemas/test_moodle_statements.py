"""What a Moodle plugin really sends, where the recording is at hand: all of it follows the rules, little is ours."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from schemas.profile import PULSE_ITEMS, canonical, match
from schemas.statement import check
from schemas.statement.agent import people
from schemas.statement.parse import parse, split

SAMPLE = Path(__file__).parents[2].parent / "shared/samples/moodle.ndjson"

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason=f"no recording at ../shared/samples/{SAMPLE.name}")


@pytest.fixture(scope="module")
def raws() -> list[bytes]:
    return SAMPLE.read_bytes().splitlines()


@pytest.fixture(scope="module")
def statements(raws: list[bytes]) -> list[dict[str, Any]]:
    return [parse(raw) for raw in raws]


def kind(statement: dict[str, Any]) -> str | None:
    found: str | None = statement["object"].get("definition", {}).get("type")
    return found


def test_all_follow_the_rules(statements: list[dict[str, Any]]) -> None:
    assert len(statements) == 190
    for statement in statements:
        check(statement)


def test_a_batch_of_them_is_split_into_the_bytes_as_sent(raws: list[bytes]) -> None:
    assert split(b"[" + b",\n".join(raws) + b"]") == (True, raws)


def test_one_is_a_course_completed_and_the_answers_are_no_pulse_of_ours(statements: list[dict[str, Any]]) -> None:
    found = [(match(statement["verb"]["id"], kind(statement)), statement) for statement in statements]
    assert Counter(template and template.id for template, _ in found) == {None: 163, "T15": 26, "T16": 1}
    assert not [1 for template, s in found if template and template.id == "T15" and s["object"]["id"] in PULSE_ITEMS]


def test_their_verbs_and_types_are_known(statements: list[dict[str, Any]]) -> None:
    spelled = {statement["verb"]["id"] for statement in statements} | {kind(s) for s in statements} - {None}
    assert not [iri for iri in spelled if iri and canonical(iri) is None]


def test_each_is_about_somebody(statements: list[dict[str, Any]]) -> None:
    assert all(people(statement)[0][0] == "actor" for statement in statements)
