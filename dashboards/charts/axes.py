"""Where a month and a share lie in the frame, and which of them get a label."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts.points import first_day
from dashboards.charts.svg import Size, element, join
from look.dates import SHORT_MONTHS


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """What a figure is measured against: 0 at the foot, `top` at the head, and where labels stand between (0-1)."""

    top: float
    ticks: list[tuple[float, str]]


STEPS = (1, 3, 6, 12, 24, 60, 120)
"""Months between two labels; each is a round part of a year, or a round number of years."""


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """Months (first to last) and shares (0-1) to the frame's units."""

    size: Size
    first: int
    last: int

    @property
    def right(self) -> float:
        return self.size.width - self.size.right

    @property
    def bottom(self) -> float:
        return self.size.height - self.size.bottom

    @property
    def month_width(self) -> float:
        return (self.right - self.size.left) / max(1, self.last - self.first)

    def x(self, month: int) -> float:
        if self.first == self.last:
            return (self.size.left + self.right) / 2
        return self.size.left + (month - self.first) * self.month_width

    def y(self, share: float) -> float:
        return self.bottom - share * (self.bottom - self.size.top)


def ticks(scale: Scale, lang: str) -> list[int]:
    """Months to label: as many as have room, always at round parts of the year."""
    widest = max(scale.size.text_width(name) for name in (*SHORT_MONTHS[lang], "2026"))
    span = range(scale.first, scale.last + 1)
    for step in STEPS:
        chosen = [m for m in span if m % step == 0]
        if step * scale.month_width >= widest + scale.size.text:
            return chosen or [scale.last]
    return [scale.last]


def grid(scale: Scale, axis: Axis, lang: str) -> Markup:
    """Lines and labels of both axes."""
    return join([*_levels(scale, axis), *_months(scale, lang)])


def _levels(scale: Scale, axis: Axis) -> Iterator[Markup]:
    left, text = scale.size.left, scale.size.text
    for level, label in axis.ticks:
        y = scale.y(level)
        yield element("path", d=f"M{left:.0f} {y:.1f}H{scale.right:.0f}", class_="base" if level == 0 else "grid")
        yield element("text", label, x=left - 8, y=y + 0.35 * text, text_anchor="end")


def _months(scale: Scale, lang: str) -> Iterator[Markup]:
    text, year = scale.size.text, None
    for month in ticks(scale, lang):
        day = first_day(month)
        x, y = scale.x(month), scale.bottom
        yield element("path", d=f"M{x:.1f} {y:.1f}v5", class_="base")
        yield element("text", SHORT_MONTHS[lang][day.month - 1], x=x, y=y + 6 + text, text_anchor="middle")
        if day.year != year:
            year = day.year
            yield element("text", str(year), x=x, y=y + 8 + 2.15 * text, text_anchor="middle", class_="year")
