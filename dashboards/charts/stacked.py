"""Stacked bars: the parts of one whole, one row a period. Each part carries its own figure."""

from collections.abc import Iterator
from itertools import accumulate

import msgspec
from markupsafe import Markup

from dashboards.charts.rows import LINE, css, tall
from dashboards.charts.svg import Size, Words, element, frame, join, num, path
from dashboards.charts.text import BOLD, width
from dashboards.charts.textures import part as drawn_part

BAR = 30.0
GAP = 3
"""Background shows between neighbours, so that they part without colour."""
PAD = 5
"""Around a figure within its part."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    share: float
    label: str
    """The figure in words; it may be a bound."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    parts: list[Part]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a part lies in its row."""

    number: int
    left: float
    width: float
    label: str
    label_width: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def roomy(self) -> bool:
        """Its figure has room within it."""
        return self.label_width + 4 * PAD <= self.width


def stacked(rows: list[Row], words: Words, *, size: Size) -> Markup:
    """One bar a row; parts keep their order, colour and texture and fill the whole width."""
    drawn, y = list[Markup](), 0.0
    for row in rows:
        places = list(_places(row, size))
        top = y + size.top + 1.4 * size.text
        drawn += [element("text", row.label, x=0, y=y + size.top + size.text), *_bar(places, top, size)]
        outside = [place for place in places if not place.roomy]
        drawn += _outside(outside, top + BAR, size)
        y = top + BAR + 8 + (LINE * size.text if outside else 0)
    return frame(tall(size, y + size.bottom), words, css("stack", size), join(drawn))


def _places(row: Row, size: Size) -> Iterator[Place]:
    whole = sum(part.share for part in row.parts) or 1
    widths = [size.width * part.share / whole for part in row.parts]
    for number, (part, right, wide) in enumerate(zip(row.parts, accumulate(widths), widths, strict=True), start=1):
        label_width = BOLD * width(part.label, size.text)
        yield Place(number=number, left=right - wide, width=wide, label=part.label, label_width=label_width)


def _bar(places: list[Place], top: float, size: Size) -> Iterator[Markup]:
    for place in places:
        wide = place.width - (0 if place is places[-1] else GAP)
        if wide > 0:
            yield drawn_part(place.number, place.left, top, wide, BAR)
        if place.roomy:
            yield _inside(place, top, size)


def _inside(place: Place, top: float, size: Size) -> Markup:
    """On a plate, where a texture would be in the way of reading."""
    plate = {"x": place.left + PAD, "y": top + 5, "width": place.label_width + 2 * PAD, "height": BAR - 10}
    text = element(
        "text", place.label, x=place.left + 2 * PAD, y=top + BAR / 2 + 0.36 * size.text, class_=f"on-{place.number}"
    )
    return element("rect", **plate, rx=2, class_=f"plate-{place.number}") + text


def _outside(places: list[Place], foot: float, size: Size) -> Iterator[Markup]:
    """Below the bar, each with a stroke that leads to its part."""
    lefts = _spread(places, size)
    for place, left in zip(places, lefts, strict=True):
        middle = left + place.label_width / 2
        at = min(max(place.middle - GAP / 2, 1), size.width - 1)
        yield path(f"M{num(at)} {num(foot)}v3L{num(middle)} {num(foot + 5)}", "base")
        yield element("text", place.label, x=middle, y=foot + 5 + size.text, text_anchor="middle", class_="value")


def _spread(places: list[Place], size: Size) -> list[float]:
    """Left ends: each as near its part as its neighbours and the frame leave room."""
    lefts, free = list[float](), 0.0
    for place in places:
        lefts.append(max(free, place.middle - place.label_width / 2))
        free = lefts[-1] + place.label_width + PAD
    limit = size.width
    for i in reversed(range(len(places))):
        lefts[i] = min(lefts[i], limit - places[i].label_width)
        limit = lefts[i] - PAD
    return lefts
