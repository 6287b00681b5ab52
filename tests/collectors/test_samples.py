"""Every kind has a sample with a broken row of each kind it can meet; docs/collectors.md asks for it."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collectors.kinds import KINDS, Context, Reference, Statement, collect, kind
from collectors.marks import Marks
from collectors.quarantine import Quarantined
from collectors.sources.headers import synonyms
from look.messages import texts

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "collectors.md"
BY_NAME = [name for name in KINDS if kind(name).COLUMNS.known]
"""Kinds whose files are tables."""


class Known:
    """Aino and Eino, and nobody else."""

    def person(self, address, _day):
        return {"aino": "p1", "eino": "p2"}.get(address[:4])

    def bookings(self):
        return ()

    def meant(self, _home_page, _person_id, _began):
        return None


KLV = Context(
    source="hr",
    agency="KLV",
    home_page="https://lc.example/klv",
    key=b"k" * 32,
    now=datetime(2026, 11, 1, tzinfo=UTC),
    known=Known(),
    marks=Marks(categories=frozenset({"oppimismentorointi"})),
)


@pytest.fixture(params=KINDS)
def name(request):
    return request.param


def sample(name):
    [found] = SAMPLES.glob(f"{name}.*")
    return found


def test_a_sample_gives_what_it_should_and_names_the_rule_of_each_broken_row(name):
    items, expected = list(collect(name, sample(name), KLV)), EXPECTED[name]
    assert sum(isinstance(item, Statement) for item in items) == expected["statements"]
    assert sum(isinstance(item, Reference) for item in items) == expected["references"]
    broken = [item for item in items if isinstance(item, Quarantined)]
    assert [[q.row, q.field] for q in broken] == [row[:2] for row in expected["broken"]]
    for item, (_, _, rule) in zip(broken, expected["broken"], strict=True):
        assert item.rule.startswith(rule), item
    assert broken or name == "statements"  # whose lines are for the door to judge


def test_nothing_of_a_sample_is_told_beside_its_statements(name):
    told = " ".join(repr(item) for item in collect(name, sample(name), KLV) if isinstance(item, Quarantined))
    assert "aino" not in told
    assert "nobody@" not in told


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", BY_NAME)
def test_whoever_hands_a_file_in_on_a_page_reads_its_rules_in_their_language(name, language):
    rules = {item.rule for item in collect(name, sample(name), KLV) if isinstance(item, Quarantined)}
    known = texts(language)
    for rule in rules:
        stem = f"rule.{rule.partition(': ')[0]}: {{values}}"
        assert f"rule.{rule}" in known or stem in known, rule


@pytest.mark.parametrize("name", BY_NAME)
def test_every_column_has_names_in_three_languages(name):
    """One of ours in English, and at least two more."""
    for field in kind(name).COLUMNS.known:
        assert len(synonyms(name, field)) >= 2, f"{name}.{field}"


def test_the_contract_names_what_a_kind_must_have():
    text = DOCS.read_text("utf-8")
    for word in ("COLUMNS", "collect(records, context)", "headers.toml", "samples/", "expected.toml", "events.py"):
        assert word in text, word
    assert len(text.splitlines()) <= 160


def test_the_help_lists_every_kind():
    source = (Path(__file__).parents[2] / "lahde" / "cli" / "intake.py").read_text("utf-8")
    for name in KINDS:
        assert re.search(rf"\b{name}\b", source), name
