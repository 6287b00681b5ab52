"""Rows under each other: above what is drawn of each stand its name and its figure in words."""

import msgspec
from markupsafe import Markup

from dashboards.charts import signs
from dashboards.charts.svg import Size, element, path
from dashboards.charts.text import BOLD, width, wrapped

WIDE = Size(width=560, height=0, left=0, right=0, top=4, bottom=2, text=14)
NARROW = Size(width=300, height=0, left=0, right=0, top=4, bottom=2, text=13)
LINE = 1.3
"""Height of a line of text, in letters."""


def tall(size: Size, height: float) -> Size:
    return msgspec.structs.replace(size, height=height)


def css(name: str, size: Size) -> str:
    return f"{name} wide" if size.width == WIDE.width else f"{name} narrow"


def head(name: str, label: str, top: float, size: Size) -> tuple[list[Markup], float]:
    """Name and figure beside each other where both have room, else below each other; and where they end."""
    text, first = size.text, top + size.top + size.text
    if width(name, text) + BOLD * width(label, text) + text <= size.width:
        beside = element("text", label, x=size.width, y=first, text_anchor="end", class_="value")
        return [element("text", name, x=0, y=first), beside], first + 0.4 * text
    names = [(line, None) for line in wrapped(name, size.width, text)]
    labels = [(line, "value") for line in wrapped(label, size.width / BOLD, text)]
    lines = [*names, *labels]
    drawn = [_line(line, style, first + LINE * text * place) for place, (line, style) in enumerate(lines)]
    return drawn, first + LINE * text * (len(lines) - 1) + 0.4 * text


def hidden(state: str, x: float, y: float, width: float, height: float) -> Markup:
    """What is drawn of a row without a figure."""
    back = element("rect", x=x, y=y, width=width, height=height, class_="hidden")
    return back + path(signs.hidden(state, x + 8, y + height / 2), signs.HIDDEN[state])


def _line(text: str, style: str | None, y: float) -> Markup:
    return element("text", text, x=0, y=y, **({"class_": style} if style else {}))
