"""Bars: how often each of many things occurs, the most frequent first. Label and figure stand above each bar."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts.stacked import WIDE
from dashboards.charts.svg import Size, Words, element, frame, join

BAR = 8


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    share: float
    name: str
    label: str
    """The figure in words; it may be a bound."""


def bars(shown: list[Bar], words: Words, *, size: Size) -> Markup:
    """One bar each on an axis of 0-100 %, ranked; equal ones keep their order."""
    ranked = sorted(shown, key=lambda bar: -bar.share)
    row_height = size.top + 1.3 * size.text + BAR + 6
    fitted = msgspec.structs.replace(size, height=row_height * len(ranked) + size.bottom)
    drawn = (join(_row(bar, i * row_height, fitted)) for i, bar in enumerate(ranked))
    return frame(fitted, words, "stack wide" if size is WIDE else "stack narrow", join(drawn))


def _row(bar: Bar, top: float, size: Size) -> Iterator[Markup]:
    baseline, y = top + size.top + size.text, top + size.top + 1.4 * size.text
    yield element("text", bar.name, x=0, y=baseline)
    yield element("text", bar.label, x=size.width, y=baseline, text_anchor="end", class_="value")
    yield element("rect", x=0, y=y, width=size.width, height=float(BAR), rx=2, class_="track")
    if bar.share:
        yield element("rect", x=0, y=y, width=size.width * bar.share, height=float(BAR), rx=2, class_="part-1")
