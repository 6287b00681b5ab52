"""Bars: how often each of many things occurs, the most frequent first. Label and figure stand above each bar."""

import msgspec
from markupsafe import Markup

from dashboards.charts.rows import css, head, hidden, tall
from dashboards.charts.svg import Size, Words, element, frame, join
from schemas.cell import State

BAR = 9.0
AFTER = 7


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    share: float | None
    """None where it is hidden."""
    name: str
    label: str
    """The figure in words; it may be a bound, or why there is none."""
    state: State = "value"
    bounded: bool = False
    """The figure is only known to lie below or above the share."""


def bars(shown: list[Bar], words: Words, *, size: Size) -> Markup:
    """One bar each on an axis of 0-100 %, ranked; equal ones keep their order, hidden ones come last."""
    drawn, y = list[Markup](), 0.0
    for bar in sorted(shown, key=lambda bar: 1 if bar.share is None else -bar.share):
        texts, below = head(bar.name, bar.label, y, size)
        drawn += [*texts, _bar(bar, below, size)]
        y = below + BAR + AFTER
    return frame(tall(size, y + size.bottom), words, css("stack", size), join(drawn))


def _bar(bar: Bar, y: float, size: Size) -> Markup:
    if bar.share is None:
        return hidden(bar.state, 0, y, size.width, BAR)
    track = element("rect", x=0, y=y, width=size.width, height=BAR, rx=2, class_="track")
    return track + _length(bar.share * size.width, y, bounded=bar.bounded)


def _length(length: float, y: float, *, bounded: bool) -> Markup:
    """Hollow where it is a bound, nothing at zero."""
    if bounded:
        return element("rect", x=1, y=y + 1, width=max(length - 2, 1.0), height=BAR - 2, rx=1, class_="bounded")
    return element("rect", x=0, y=y, width=length, height=BAR, rx=2, class_="bar") if length else Markup("")
