"""Stacked bars: the parts of one whole, one row a period. Each part carries its own figure where it has room."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts.svg import Size, Words, element, frame, join

WIDE = Size(width=560, height=0, left=0, right=0, top=4, bottom=2, text=14)
NARROW = Size(width=300, height=0, left=0, right=0, top=4, bottom=2, text=13)
BAR = 30
GAP = 2
"""Background shows between neighbours, so that they part without colour."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    share: float
    label: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    parts: list[Part]


def stacked(rows: list[Row], words: Words, *, size: Size) -> Markup:
    """One bar a row; parts keep their order and colour (`part-1`, `part-2`, …) and fill the whole width."""
    row_height = size.top + 1.4 * size.text + BAR + 8
    fitted = msgspec.structs.replace(size, height=row_height * len(rows) + size.bottom)
    drawn = (join(_row(row, i * row_height, fitted)) for i, row in enumerate(rows))
    return frame(fitted, words, "stack wide" if size is WIDE else "stack narrow", join(drawn))


def _row(row: Row, top: float, size: Size) -> Iterator[Markup]:
    yield element("text", row.label, x=0, y=top + size.top + size.text)
    whole = sum(part.share for part in row.parts) or 1
    x, y = 0.0, top + size.top + 1.4 * size.text
    for place, part in enumerate(row.parts, start=1):
        width = size.width * part.share / whole
        if width > GAP:
            yield element("rect", x=x, y=y, width=width - GAP, height=float(BAR), rx=2, class_=f"part-{place}")
        if width >= size.text_width(part.label) + 10:
            yield element("text", part.label, x=x + 8, y=y + BAR / 2 + 0.36 * size.text, class_=f"on-{place}")
        x += width
