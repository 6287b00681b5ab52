"""The five questions (domain.md 0), and what a node's latest figures answer to them."""

import msgspec

from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, above, is_told_of
from dashboards.reading.standing import Standing
from schemas.indicators.card import Card
from warehouse.published import Node

QUESTIONS = {"work": "LC05", "shared": "LC07", "safe": "LC09", "bearable": "LC11a", "whom": "LC01"}
"""Always in this order: does learning move into everyday work, is it shared, is it safe, is it bearable, for whom."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One question, and what is known of it."""

    question: str
    standing: Standing
    above: Node | None = None
    """Whose figure it is, where none is published as deep as this node lies."""
    counterweight: Figure | None = None
    """What it must be read with (domain.md 2.4)."""


def answers(reading: Reading, node: Node) -> list[Answer]:
    """All five, in their order."""
    cards = reading.published.cards
    return [_answer(reading, node, asked, cards[name]) for asked, name in QUESTIONS.items() if name in cards]


def _answer(reading: Reading, node: Node, question: str, card: Card) -> Answer:
    whose, pair = _told_of(reading, node, card), reading.published.cards.get(card.pair)
    return Answer(
        question=question,
        standing=Standing(reading.figure(whose, card)),
        above=None if whose is node else whose,
        counterweight=reading.figure(whose, pair) if pair and is_told_of(whose, pair) else None,
    )


def _told_of(reading: Reading, node: Node, card: Card) -> Node:
    """The node, or the lowest one above it that the card is published of; an agency always is one."""
    over = [*above(reading.published, node), node]
    return next((n for n in reversed(over) if is_told_of(n, card)), node)
