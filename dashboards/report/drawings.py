"""The report's charts: the marks of the pages, in the light colours of paper."""

import msgspec

from dashboards.charts import Row
from dashboards.charts.colours import coloured
from dashboards.drawing import marks
from dashboards.reading.answers import Answer
from dashboards.reading.figures import Figure
from look.messages import message

FONT = "Libertinus Serif"
WAVES = 5
"""Of a pulse that is drawn with a row a wave: back to the one a year earlier, and no higher than the charts beside."""


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    svg: str
    """Empty where there is nothing to draw."""
    caption: str
    """The chart in words; also its alternative text."""


def drawn(answers: list[Answer]) -> list[Drawing]:
    """The trend of each answer, on one time axis; beside where learning happens the parts that it is made of."""
    figures = [answer.standing.figure for answer in answers]
    months = marks.span(figures)
    return [found for figure in figures for found in (_trend(figure, months), *_parts(figure))]


def _trend(figure: Figure, months: tuple[int, int]) -> Drawing:
    if marks.is_dotted(figure):
        figure = msgspec.structs.replace(figure, trend=figure.trend[-WAVES:])
    svg = "".join(map(str, marks.trend(figure, months)[-1:]))
    return Drawing(title=figure.name, svg=_printed(svg), caption=figure.described())


def _parts(figure: Figure) -> list[Drawing]:
    if not marks.is_stacked(figure) or not figure.rows():
        return []
    title, caption = message(figure.lang, "report.parts"), " ".join(_row(figure, row) for row in figure.rows())
    return [Drawing(title=title, svg=_printed(str(marks.parts(figure)[-1])), caption=caption)]


def _row(figure: Figure, row: Row) -> str:
    """The parts by name, from left to right."""
    names = [message(figure.lang, f"part.{name}") for name in figure.card.breakdown]
    told = ", ".join(f"{name} {part.label}" for name, part in zip(names, row.parts, strict=True))
    return message(figure.lang, "report.parts.row", period=row.label, parts=told)


def _printed(svg: str) -> str:
    """In the light scheme's colours and the report's letters."""
    root = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONT}" '
    return str(coloured(svg)).replace("<svg ", root, 1)
