"""Dots with intervals: one row a wave, a part, a unit or a goal, in the caller's order, all on one axis."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from dashboards.charts import signs
from dashboards.charts.axes import Axis
from dashboards.charts.rows import css, head, hidden, tall
from dashboards.charts.svg import Size, Words, element, frame, join, num, path
from dashboards.charts.text import width
from schemas.cell import State

TRACK = 18.0
"""Height of what is drawn of a row."""
AFTER = 6
EDGE = 8
"""Units at both ends of the axis, so that a dot at 0 or at the top is whole."""


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """Values are parts of the axis, 0-1."""

    name: str
    label: str
    """The figure in words, or why there is none."""
    state: State = "value"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bounded: bool = False
    """The figure is only known to lie below or above the value."""
    baseline: float | None = None
    """Of a goal: where it began …"""
    target: float | None = None
    """… and where it is to end."""


def intervals(shown: list[Dot], words: Words, *, axis: Axis, size: Size) -> Markup:
    """A row each: its interval as a whisker, a goal's way from its baseline to now, and its target."""
    texts, tracks, y = list[Markup](), list[float](), 0.0
    for dot in shown:
        above, below = head(dot.name, dot.label, y, size)
        texts += above
        tracks.append(below)
        y = below + TRACK + AFTER
    marks = (join(_marks(dot, track, size)) for dot, track in zip(shown, tracks, strict=True))
    height = y + 1.5 * size.text + size.bottom
    drawn = [_grid(axis, tracks, size), *texts, *marks, *_labels(axis, y + size.text, size)]
    return frame(tall(size, height), words, css("stack", size), join(drawn))


def _x(share: float, size: Size) -> float:
    return EDGE + share * (size.width - 2 * EDGE)


def _grid(axis: Axis, tracks: list[float], size: Size) -> Markup:
    at = [_x(level, size) for level, _ in axis.ticks]
    upright = "".join(f"M{num(x)} {num(y)}v{num(TRACK)}" for y in tracks for x in at)
    level = "".join(f"M{num(at[0])} {num(y + TRACK / 2)}H{num(at[-1])}" for y in tracks)
    return path(upright + level, "grid")


def _marks(dot: Dot, top: float, size: Size) -> Iterator[Markup]:
    y = top + TRACK / 2
    if dot.value is None:
        yield hidden(dot.state if dot.state in signs.HIDDEN else "not_available", 0, top + 2, size.width, TRACK - 4)
    yield path(_way(dot, y, size), "reached")
    if dot.baseline is not None:
        yield path(signs.baseline(_x(dot.baseline, size), y), "baseline")
    if dot.low is not None and dot.high is not None:
        low, high = num(_x(dot.low, size)), num(_x(dot.high, size))
        yield path(f"M{low} {num(y)}H{high}M{low} {num(y - 4)}v8M{high} {num(y - 4)}v8", "whisker")
    if dot.target is not None:
        yield path(signs.target(_x(dot.target, size), y), "target")
    if dot.value is not None:
        yield signs.dot(_x(dot.value, size), y, 5, bounded=dot.bounded)


def _way(dot: Dot, y: float, size: Size) -> str:
    if dot.baseline is None or dot.value is None:
        return ""
    return f"M{num(_x(dot.baseline, size))} {num(y)}H{num(_x(dot.value, size))}"


def _labels(axis: Axis, y: float, size: Size) -> Iterator[Markup]:
    """All of the axis' labels, or only its ends where the others have no room."""
    widest = max(width(label, size.text) for _, label in axis.ticks)
    roomy = (widest + size.text) * len(axis.ticks) <= size.width
    for level, label in axis.ticks if roomy else (axis.ticks[0], axis.ticks[-1]):
        x, anchor = (0.0, "start") if level == 0 else (size.width, "end") if level == 1 else (_x(level, size), "middle")
        yield element("text", label, x=x, y=y, text_anchor=anchor)
