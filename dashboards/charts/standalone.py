"""A chart as a file of its own: with its colours, a title above, and below what it was made from."""

import re
from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts.colours import coloured, light
from dashboards.charts.signs import BOX, Key
from dashboards.charts.svg import element, join, num
from dashboards.charts.text import BOLD, width, wrapped

EDGE = 20.0
TITLE, TEXT = 18.0, 13.0
"""Heights of letters."""
LINE = 1.35
FONTS = "Liberation Sans, Arial, Helvetica, sans-serif"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around the drawing, in the page's language."""

    lang: str
    title: str
    said: str
    """What the drawing shows, in a sentence or two."""
    legend: list[Key]
    source: list[str]
    """Release and day, and that the data are invented where they are."""


def standalone(svg: str, told: Told) -> Markup:
    """The same drawing as a document of its own, in the colours of the light scheme on white."""
    wide, high = _extent(svg)
    title, under = _texts([told.title], TITLE, EDGE, wide, class_="name")
    said, top = _texts([told.said], TEXT, under + 4, wide)
    legend, foot = _legend(told.legend, top + high + 22, wide)
    source, end = _texts(told.source, TEXT, foot + 6, wide)
    drawn = [title, said, _placed(svg, top + 12, wide, high), legend, source]
    return coloured(_document(told, wide + 2 * EDGE, end + EDGE, join(drawn)))


def _document(told: Told, wide: float, high: float, content: Markup) -> Markup:
    paper = element("rect", width=wide, height=high, fill="#ffffff")
    return element(
        "svg", element("title", told.title) + paper + content,
        xmlns="http://www.w3.org/2000/svg", width=wide, height=high, viewBox=f"0 0 {num(wide)} {num(high)}",
        lang=told.lang, font_family=FONTS, fill=light("soft"),
    )  # fmt: skip


def _extent(svg: str) -> tuple[float, float]:
    found = re.match(r'<svg viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if not found:
        raise ValueError("not a drawing of ours")
    return float(found[1]), float(found[2])


def _placed(svg: str, top: float, wide: float, high: float) -> Markup:
    at = f'<svg x="{num(EDGE)}" y="{num(top)}" width="{num(wide)}" height="{num(high)}" '
    return Markup(str(svg).replace("<svg ", at, 1))  # noqa: S704 (our own drawing, and numbers)


def _texts(texts: list[str], size: float, top: float, wide: float, **style: str) -> tuple[Markup, float]:
    """Each from a new line, and where they end."""
    lines = [line for text in texts for line in wrapped(text, wide / BOLD, size, 3)]
    rows = (top + size + LINE * size * i for i in range(len(lines)))
    drawn = (element("text", line, x=EDGE, y=y, font_size=size, **style) for line, y in zip(lines, rows, strict=True))
    return join(drawn), top + LINE * size * len(lines)


def _legend(keys: list[Key], top: float, wide: float) -> tuple[Markup, float]:
    """Beside each other as far as they have room, and where they end."""
    drawn, x, y = list[Markup](), 0.0, top
    for key in keys:
        taken = _key_width(key)
        if x and x + taken > wide:
            x, y = 0.0, y + LINE * TEXT + 3
        drawn += _key(key, EDGE + x, y)
        x += taken + 20
    return join(drawn), y + (LINE * TEXT + 3 if keys else 0)


def _key_width(key: Key) -> float:
    return BOX[0] + 8 + width(key.text, TEXT) + (6 + BOLD * width(key.value, TEXT) if key.value else 0)


def _key(key: Key, x: float, y: float) -> Iterator[Markup]:
    yield element("g", key.sign, transform=f"translate({num(x)} {num(y)})")
    value = element("tspan", key.value, class_="value") if key.value else ""
    text = Markup("{} {}").format(key.text, value) if value else key.text
    yield element("text", text, x=x + BOX[0] + 8, y=y + 0.85 * TEXT, font_size=TEXT)
