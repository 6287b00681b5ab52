"""Small multiples: many little trends, drawn alike so that the eye goes from one to the next."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts.axes import Axis, Scale, fitted
from dashboards.charts.gaps import gaps
from dashboards.charts.line import trace
from dashboards.charts.points import Point, visible
from dashboards.charts.sparkline import dots
from dashboards.charts.svg import Size, Words, element, frame, join, num, path
from dashboards.charts.text import BOLD, width, wrapped

SIZE = Size(width=220, height=126, left=49, right=46, top=44, bottom=20, text=12)
NAME = 13.0
"""Height of the name's letters."""


class Multiple(msgspec.Struct, frozen=True, kw_only=True):
    points: list[Point]
    words: Words
    name: str
    label: str
    """The last figure in words, or why there is none."""


def multiples(shown: list[Multiple], *, axis: Axis, months: tuple[int, int]) -> list[Markup]:
    """One drawing each, all on the same axis, months and margins: those that may be compared by eye."""
    ends = Axis(top=axis.top, ticks=[axis.ticks[0], axis.ticks[-1]])
    widest = max((m.label for m in shown if visible(m.points)), key=lambda label: width(label, NAME), default="")
    scale = Scale(size=fitted(SIZE, ends, widest), first=months[0], last=months[1])
    return [frame(SIZE, m.words, "multiple", join(_drawn(m, ends, scale))) for m in shown]


def _drawn(shown: Multiple, axis: Axis, scale: Scale) -> Iterator[Markup]:
    for place, text in enumerate(wrapped(shown.name, SIZE.width / BOLD, NAME)):
        yield element("text", text, x=0, y=NAME + 1.2 * NAME * place, font_size=NAME, class_="name")
    yield from gaps(shown.points, scale, 3)
    yield from _axes(axis, scale)
    yield trace(shown.points, scale)
    yield from dots(shown.points, scale)
    yield from _label(shown, scale)


def _axes(axis: Axis, scale: Scale) -> Iterator[Markup]:
    """0 and the top, and the turns of the years."""
    left, right, text = scale.size.left, scale.right, scale.size.text
    yield path(f"M{num(left)} {num(scale.y(1))}H{num(right)}", "grid")
    years = _years(scale)
    turns = "".join(f"M{num(scale.x(month))} {num(scale.bottom)}v4" for month in years)
    yield path(f"M{num(left)} {num(scale.bottom)}H{num(right)}{turns}", "base")
    for level, label in axis.ticks:
        yield element("text", label, x=left - 5, y=scale.y(level) + 0.35 * text, text_anchor="end")
    for month in years:
        yield element("text", month // 12, x=scale.x(month), y=scale.bottom + 4 + text, text_anchor="middle")


def _years(scale: Scale) -> list[int]:
    """Januaries to label, as many as have room; the last month's year where there is none."""
    room = width("2026 ", scale.size.text)
    span = range(scale.first, scale.last + 1)
    step = next((s for s in (12, 24, 60, 120) if s * scale.month_width >= room), 0)
    return [m for m in span if step and m % step == 0] or [scale.last]


def _label(shown: Multiple, scale: Scale) -> Iterator[Markup]:
    """The last value beside its dot; where there is none, why not, in the middle."""
    seen, text = visible(shown.points), scale.size.text
    if seen:
        floor = scale.bottom - (0 if seen[-1] is shown.points[-1] else text)
        y = min(scale.y(seen[-1].value or 0) + 0.36 * text, floor)
        yield element("text", shown.label, x=scale.x(seen[-1].month) + 7, y=y, class_="value")
        return
    lines = wrapped(shown.label, scale.right - scale.size.left, text, 3)
    for place, line in enumerate(lines):
        y = scale.size.top + text * (1.1 + 1.2 * place)
        yield element("text", line, x=(scale.size.left + scale.right) / 2, y=y, text_anchor="middle")
