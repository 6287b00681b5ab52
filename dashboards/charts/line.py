"""A trend: a line with gaps where periods are hidden, its interval as a light band, the last value as a label."""

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from dashboards.charts import signs
from dashboards.charts.axes import Axis, Scale, fitted, grid
from dashboards.charts.gaps import gaps
from dashboards.charts.points import Point, cadence, runs, visible
from dashboards.charts.svg import Size, Words, element, frame, join, num, path

WIDE = Size(width=560, height=240, left=52, right=66, top=14, bottom=46, text=14)
NARROW = Size(width=300, height=210, left=50, right=58, top=12, bottom=43, text=13)

ROOM_FOR_DOTS = 14
"""Units between two points from which on each gets a dot."""


def line(
    points: list[Point], words: Words, label: str, lang: str, *, axis: Axis, months: tuple[int, int], size: Size
) -> Markup:
    """The trend of `points` on `axis` and `months` (first, last); `label` is the last value in words."""
    scale = Scale(size=fitted(size, axis, label), first=months[0], last=months[1])
    drawn = [
        *gaps(points, scale),
        grid(scale, axis, lang),
        *intervals(points, scale),
        trace(points, scale),
        *_dots(points, scale),
        _label(points, label, scale),
    ]
    return frame(size, words, "chart wide" if size is WIDE else "chart narrow", join(drawn))


def trace(points: list[Point], scale: Scale) -> Markup:
    """The line itself: through neighbours with values, never across a hidden period."""
    through = ([(p.month, p.value or 0) for p in run] for run in runs(points) if len(run) > 1)
    return path("".join(_through(corners, scale) for corners in through), "line")


def intervals(points: list[Point], scale: Scale) -> Iterator[Markup]:
    """A band along a line, a whisker where an interval stands alone."""
    known = list(_known(points))
    bands = (_around(run) for run in known if run[1:])
    yield path("".join(_through(corners, scale) + "Z" for corners in bands), "band")
    lone = ([(m, low), (m, high)] for m, low, high in (run[0] for run in known if not run[1:]))
    yield path("".join(_through(corners, scale) for corners in lone), "whisker")


def _around(run: list[tuple[int, float, float]]) -> list[tuple[int, float]]:
    """Along the upper ends and back along the lower ones."""
    return [*((month, high) for month, _, high in run), *((month, low) for month, low, _ in reversed(run))]


def _known(points: list[Point]) -> Iterator[list[tuple[int, float, float]]]:
    """Month, low and high of neighbours that have an interval: hidden periods and bounds have none."""
    ends = ((p.month, p.low, p.high) for p in points)
    for there, run in groupby(ends, key=lambda end: end[1] is not None and end[2] is not None):
        if there:
            yield [(month, low or 0, high or 0) for month, low, high in run]


def _through(corners: list[tuple[int, float]], scale: Scale) -> str:
    return "M" + "L".join([f"{num(scale.x(month))} {num(scale.y(share))}" for month, share in corners])


def _dots(points: list[Point], scale: Scale) -> Iterator[Markup]:
    lone = {run[0].month for run in runs(points) if len(run) == 1}
    shown = visible(points)
    roomy = cadence(points) * scale.month_width >= ROOM_FOR_DOTS
    for p in shown:
        if roomy or p.bounded or p.month in lone or p is shown[-1]:
            r = 4.5 if p is shown[-1] else 3.5
            yield signs.dot(scale.x(p.month), scale.y(p.value or 0), r, bounded=p.bounded)


def _label(points: list[Point], label: str, scale: Scale) -> Markup:
    """Beside the last dot, above the signs of hidden periods that may follow it."""
    shown, text = visible(points), scale.size.text
    if not shown:
        return Markup("")
    floor = scale.bottom - (0.5 if shown[-1] is points[-1] else 1.5) * text
    y = min(max(scale.y(shown[-1].value or 0), scale.size.top + 0.5 * text), floor)
    return element("text", label, x=scale.x(shown[-1].month) + 9, y=y + 0.36 * text, class_="value")
