"""/fi/network: each agency since its own baseline, what they do together, and which figures may be laid side by side.

No total of the network is published (domain.md 5.6.8), so there is none here; and agencies stand by name, each beside
its own past. There is no order by value, and no colour that says good.
"""

from typing import Any

import msgspec
from markupsafe import Markup

from dashboards.drawing.marks import across, span
from dashboards.forms.told import cell_told, node_told
from dashboards.page import Page
from dashboards.reading import words
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, agencies
from dashboards.reading.standing import Standing
from look.messages import message
from look.numbers import number
from schemas.indicators.card import Card
from warehouse.published import Node

HEADLINES = ("LC05", "LC07", "LC09", "LC11a", "LC01")
"""The five questions, in their order."""
TOGETHER = ("LC07b", "S6", "S6b", "S5")
"""Sharing beyond the agency, events and whom they bring together, mentors who go on."""
QUALITY = ("S3", "S3b", "S4")
"""How much of what happens is recorded, how fresh it is, how many answer."""
HEAD = ("about.agency", "column.indicator", "goal.baseline", "journey.now", "column.period", "journey.change")


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Whether agencies' figures of an indicator may be laid side by side."""

    card: Card
    shown: str
    """Of how many agencies there is a figure now."""
    verdict: str
    why: str


Told = list[tuple[Node, dict[str, Figure]]]
"""Agencies by name, each with its figures by indicator."""


def network(reading: Reading) -> Page:
    lang, cards = reading.lang, reading.published.cards
    told: Told = [(node, reading.by_card(node)) for node in agencies(reading.published, lang)]
    since = [(node, [Standing(figure) for figure in _chosen(figures, HEADLINES)]) for node, figures in told]
    together = [(cards[name], _across(told, name)) for name in TOGETHER if name in cards]
    quality = [(node, _chosen(figures, QUALITY)) for node, figures in told]
    beside = [_beside(told, cards[name], lang) for name in (*HEADLINES, *TOGETHER) if name in cards]
    return Page(
        template="network.html",
        title=message(lang, "network.title"),
        path="/network",
        data=lambda: {
            "since_baseline": [node_told(n, lang) | {"indicators": [_since(s) for s in shown]} for n, shown in since],
            "together": [{"indicator": c.id, "agencies": [_latest(f) for f, _ in shown]} for c, shown in together],
            "quality": [node_told(n, lang) | {"indicators": [_latest(f) for f in shown]} for n, shown in quality],
            "comparable": [{"indicator": b.card.id, "verdict": b.verdict, "why": b.why} for b in beside],
        },
        table=lambda: _table(told, lang),
        context=lambda: {
            "since": since,
            "together": together,
            "quality": quality,
            "quality_cards": [cards[name] for name in QUALITY if name in cards],
            "beside": beside,
        },
    )


def _chosen(figures: dict[str, Figure], names: tuple[str, ...]) -> list[Figure]:
    return [figures[name] for name in names if name in figures]


def _across(told: Told, name: str) -> list[tuple[Figure, Markup]]:
    """One indicator of all agencies, drawn alike."""
    figures = [figures[name] for _, figures in told if name in figures]
    return across(figures, span(figures)) if figures else []


def _beside(told: Told, card: Card, lang: str) -> Beside:
    """Pulses ask everybody the same; what is recorded depends on who records, and by which means."""
    latest = [figures[card.id].latest for _, figures in told if card.id in figures]
    count = sum(cell is not None and cell.value is not None for cell in latest)
    asked = card.sources == ["pulse"]
    return Beside(
        card=card,
        shown=message(lang, "network.of", count=number(count, lang), all=number(len(told), lang)),
        verdict=message(lang, "network.asked" if asked else "network.recorded"),
        why=card.must_not_use[lang],
    )


def _since(standing: Standing) -> dict[str, Any]:
    first = standing.baseline
    return _latest(standing.figure) | {
        "baseline": cell_told(first.cell, standing.figure.lang) if first else None,
        "change": first.change if first else "",
    }


def _latest(figure: Figure) -> dict[str, Any]:
    cell = figure.latest
    return {
        "agency": figure.node.id,
        "indicator": figure.card.id,
        "now": cell_told(cell, figure.lang) if cell else None,
    }


def _table(told: Told, lang: str) -> list[list[str]]:
    """Agency by agency, so that a spreadsheet opens beside each one's own past."""
    shown = [figure for _, figures in told for figure in _chosen(figures, (*HEADLINES, *TOGETHER, *QUALITY))]
    return [[message(lang, key) for key in HEAD], *(_row(Standing(figure)) for figure in shown)]


def _row(standing: Standing) -> list[str]:
    figure, first = standing.figure, standing.baseline
    return [
        figure.node.id,
        figure.name,
        figure.shown(first.cell) if first else "",
        standing.shown,
        figure.period(figure.latest) if figure.latest else "",
        words.way(first.change, figure.lang) if first and first.change else "",
    ]
