"""A figure's chart as a file of its own: the same drawing as on its page, with what it was made from."""

from collections.abc import Callable

from markupsafe import Markup

from dashboards.charts import Key, Told, standalone
from dashboards.drawing import legends, marks
from dashboards.drawing.png import png
from dashboards.kept import Body
from dashboards.page import when
from dashboards.reading.figures import Figure
from dashboards.reading.release import Reading, name_of
from look.messages import message
from schemas.indicators.card import Card
from warehouse.published import Node

Draw = Callable[[Reading, Node, Card], Markup | None]


def trend(reading: Reading, node: Node, card: Card) -> Markup | None:
    """As the figure's page shows it; the parts where they are what the figure says; None where nothing is drawn."""
    drawn = reading.drawn(node, card)
    charts = marks.trend(drawn, marks.span([drawn]))
    if not charts:
        return parts(reading, node, card)
    return standalone(charts[0], _told(reading, drawn, drawn.described(), legends.of_trend(drawn)))


def parts(reading: Reading, node: Node, card: Card) -> Markup | None:
    figure = reading.figure(node, card)
    charts = marks.parts(figure)
    if not charts:
        return None
    said = message(reading.lang, f"parts.{card.by}")
    return standalone(charts[0], _told(reading, figure, said, legends.of_parts(figure)))


def _told(reading: Reading, figure: Figure, said: str, legend: list[Key]) -> Told:
    lang, release = reading.lang, reading.published.release
    invented = [message(lang, "demo.notice")] if release["demo"] else []
    return Told(
        lang=lang,
        title=message(lang, "indicator.title", indicator=figure.name, name=name_of(figure.node, lang)[0]),
        said=said,
        legend=legend,
        source=[message(lang, "picture.source", id=release["id"], when=when(reading)), *invented],
    )


def _svg(drawn: Markup, name: str) -> Body:
    return Body(drawn.encode(), "image/svg+xml", f"{name}.svg")


def _png(drawn: Markup, name: str) -> Body:
    return Body(png(drawn), "image/png", f"{name}.png")


DRAWN: dict[str, Draw] = {"-parts": parts, "": trend}
"""What follows a figure's address → what is drawn of it. Suffixes first, as an indicator in an address takes all in."""

FILES: dict[str, Callable[[Markup, str], Body]] = {".svg": _svg, ".png": _png}
