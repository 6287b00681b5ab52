"""/fi: the agencies, each with learning in work beside learning load."""

from typing import Any

from markupsafe import Markup

from dashboards.drawing.legends import of_sparks
from dashboards.drawing.marks import span, spark
from dashboards.forms.tables import latest
from dashboards.forms.told import figure_told, node_told
from dashboards.page import Page
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, is_told_of, tops
from look.messages import message
from warehouse.published import Node

GLANCES = ("LC05", "LC11a")
"""Shown of each agency: never reach alone."""


def start(reading: Reading) -> Page:
    listed = [(node, _figures(reading, node)) for node in tops(reading.published, reading.lang)]
    return Page(
        template="start.html",
        title=message(reading.lang, "index.title"),
        path="",
        data=lambda: {"agencies": [_told(node, shown, reading.lang) for node, shown in listed]},
        table=lambda: latest((figure for _, shown in listed for figure in shown), reading.lang),
        context=lambda: {
            "agencies": [(node, _glances(shown)) for node, shown in listed],
            "signs": of_sparks((figure for _, shown in listed for figure in shown), reading.lang),
        },
    )


def _figures(reading: Reading, node: Node) -> list[Figure]:
    cards = [reading.published.cards[name] for name in GLANCES if name in reading.published.cards]
    return [reading.figure(node, card) for card in cards if is_told_of(node, card)]


def _glances(shown: list[Figure]) -> list[tuple[Figure, Markup]]:
    months = span(shown)
    return [(figure, spark(figure, months)) for figure in shown]


def _told(node: Node, shown: list[Figure], lang: str) -> dict[str, Any]:
    return node_told(node, lang) | {"indicators": [figure_told(figure) for figure in shown]}
