"""docs/indicators.md is what the cards say, and every card is in it whole."""

import re
from pathlib import Path

import pytest

from schemas.indicators.card import cards
from schemas.indicators.document import text

ROOT = Path(__file__).parents[2]
SECTIONS = dict(re.findall(r"^## (\w+) [^\n]+\n(.*?)(?=^## |\Z)", text(), re.DOTALL | re.MULTILINE))


def test_the_file_is_the_document():
    """If this fails: make docs"""
    assert (ROOT / "docs" / "indicators.md").read_text("utf-8") == text()


def test_every_card_has_a_section():
    assert list(SECTIONS) == list(cards())


@pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.id)
def test_a_section_tells_all_of_its_card(card):
    section = SECTIONS[card.id]
    for told in (card.question, card.formula, card.does_not_tell, card.must_not_use, card.counts):
        assert told["en"] in section
    for told in (
        card.unit,
        card.window,
        card.pair,
        card.owner,
        card.valid_from,
        card.by,
        *card.breakdown,
        *card.sources,
    ):
        assert told in section
    assert f"**Version**: {card.version}," in section
    assert f"{card.min_n} persons" in section or not card.persons
    for file in re.findall(r"`(\S+\.(?:sql|toml))`", section):
        assert (ROOT / file).is_file(), file


def test_links_lead_to_headings():
    def anchor(heading: str) -> str:
        return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")

    assert set(re.findall(r"\(#([^)]+)\)", text())) <= {
        anchor(h) for h in re.findall(r"^## (.+)$", text(), re.MULTILINE)
    }
