"""/fi/org/KLV/LC05: one figure of one node, with all there is to know about it."""

from typing import Any

from markupsafe import Markup

from dashboards.drawing import legends, marks, ways
from dashboards.forms.tables import whole
from dashboards.forms.told import figure_told, node_told
from dashboards.page import Page
from dashboards.reading import goals
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, above, as_of, children, groups, is_told_of, name_of, quoted
from dashboards.reading.standing import Standing
from look.dates import day
from look.messages import message
from schemas.indicators.card import Card
from warehouse.published import Node


def indicator(reading: Reading, node: Node, card: Card) -> Page:
    figure, below = reading.figure(node, card), _below(reading, node, card)
    return Page(
        template="indicator.html",
        title=message(reading.lang, "indicator.title", indicator=figure.name, name=name_of(node, reading.lang)[0]),
        path=f"/org/{quoted(node.id)}/{card.id}",
        data=lambda: {
            "node": node_told(node, reading.lang),
            "indicator": figure_told(figure),
            "below": [node_told(f.node, reading.lang) | {"indicator": figure_told(f)} for f in below],
        },
        table=lambda: whole([figure, *below], reading.lang),
        context=lambda: (
            _drawn(reading.drawn(node, card), figure)
            | {
                "node": node,
                "above": above(reading.published, node),
                "figure": figure,
                "standing": Standing(figure),
                "as_of": day(as_of(reading.published), reading.lang),
                "beside": _beside(reading, node, card),
                "below": below,
            }
            | (_goals(reading, node) if card.id == goals.LISTED_WITH else {"goals": []})
        ),
    )


def _goals(reading: Reading, node: Node) -> dict[str, Any]:
    """The figure is never shown without them."""
    told = (reading.published, node.id, reading.lang)
    return {"goals": goals.rows(*told), "ways": ways.ways(*told), "ways_legend": ways.legend(*told)}


def _drawn(drawn: Figure, figure: Figure) -> dict[str, Any]:
    return {
        "trend": drawn,
        "charts": marks.trend(drawn, marks.span([drawn])),
        "legend": legends.of_trend(drawn),
        "bars": marks.parts(figure),
        "parts_legend": legends.of_parts(figure),
    }


def _beside(reading: Reading, node: Node, card: Card) -> list[tuple[Figure, Markup]]:
    """What the figure must be read with."""
    together = next(group for group in groups(reading.told_of(node)) if card in group)
    shown = [reading.figure(node, other) for other in together if other is not card]
    return marks.small(shown, marks.span(shown))


def _below(reading: Reading, node: Node, card: Card) -> list[Figure]:
    """The same figure of the nodes below, where it is published as deep: by name, never by figure."""
    found = [n for n in children(reading.published, node.id, reading.lang) if is_told_of(n, card)]
    return [reading.figure(n, card) for n in found]
