"""Where a month and a share lie in the frame, and which of them get a label."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts.points import first_day
from dashboards.charts.svg import Size, element, join, num, path
from dashboards.charts.text import BOLD, width
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

    def x(self, month: float) -> float:
        if self.first == self.last:
            return (self.size.left + self.right) / 2
        return self.size.left + (month - self.first) * self.month_width

    def y(self, share: float) -> float:
        return self.bottom - share * (self.bottom - self.size.top)


def round_steps(highest: float, most: int = 5) -> list[float]:
    """From 0 to a round number not below the highest figure, in at most so many round steps (1, 2 or 5, …)."""
    step = next(s for s in _round() if s * most >= highest)
    count = next(n for n in range(1, most + 1) if n * step >= highest)
    return [step * i for i in range(count + 1)]


def _round() -> Iterator[float]:
    return (step * 10**power for power in range(9) for step in (1, 2, 5))


def ticks(scale: Scale, lang: str) -> list[int]:
    """Months to label: as many as have room, always at round parts of the year."""
    widest = max(width(name, scale.size.text) for name in (*SHORT_MONTHS[lang], "2026"))
    span = range(scale.first, scale.last + 1)
    for step in STEPS:
        chosen = [m for m in span if m % step == 0]
        if step * scale.month_width >= widest + 0.5 * scale.size.text:
            return chosen or [scale.last]
    return [scale.last]


def fitted(size: Size, axis: Axis, label: str) -> Size:
    """The frame with margins that the axis' labels and the last value's have room in."""
    left = max(width(text, size.text) for _, text in axis.ticks) + 10
    right = BOLD * width(label, size.text) + 11
    return msgspec.structs.replace(size, left=max(size.left, left), right=max(size.right, right))


def grid(scale: Scale, axis: Axis, lang: str) -> Markup:
    """Lines and labels of both axes."""
    return join([*_levels(scale, axis), *_months(scale, lang)])


def _levels(scale: Scale, axis: Axis) -> Iterator[Markup]:
    left, text = scale.size.left, scale.size.text
    levels = "".join(f"M{num(left)} {num(scale.y(level))}H{num(scale.right)}" for level, _ in axis.ticks if level)
    yield path(levels, "grid")
    yield path(f"M{num(left)} {num(scale.y(0))}H{num(scale.right)}", "base")
    for level, label in axis.ticks:
        yield element("text", label, x=left - 8, y=scale.y(level) + 0.35 * text, text_anchor="end")


def _months(scale: Scale, lang: str) -> Iterator[Markup]:
    text, year, chosen = scale.size.text, 0, ticks(scale, lang)
    yield path("".join(f"M{num(scale.x(month))} {num(scale.bottom)}v5" for month in chosen), "base")
    for month in chosen:
        day = first_day(month)
        x, y = scale.x(month), scale.bottom
        yield element("text", SHORT_MONTHS[lang][day.month - 1], x=x, y=y + 6 + text, text_anchor="middle")
        if day.year != year:
            year = day.year
            yield element("text", str(year), x=x, y=y + 8 + 2.15 * text, text_anchor="middle", class_="year")
