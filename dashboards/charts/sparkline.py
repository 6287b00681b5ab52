"""A trend the size of a word: no axes, the scale is always 0-100 %, the last value is a dot."""

from collections.abc import Iterator

from markupsafe import Markup

from dashboards.charts import signs
from dashboards.charts.axes import Scale
from dashboards.charts.gaps import gaps
from dashboards.charts.line import trace
from dashboards.charts.points import Point, runs, visible
from dashboards.charts.svg import Size, Words, frame, join, num, path

SIZE = Size(width=150, height=44, left=4, right=6, top=4, bottom=4, text=12)


def sparkline(points: list[Point], words: Words, *, months: tuple[int, int]) -> Markup:
    scale = Scale(size=SIZE, first=months[0], last=months[1])
    ends = path("".join(f"M0 {num(scale.y(end))}H{num(SIZE.width)}" for end in (0, 1)), "grid")
    drawn = [*gaps(points, scale, 3), ends, trace(points, scale), *dots(points, scale)]
    return frame(SIZE, words, "spark", join(drawn))


def dots(points: list[Point], scale: Scale) -> Iterator[Markup]:
    """Only what a line cannot show: values that stand alone or are bounds, and the last one."""
    lone = {run[0].month for run in runs(points) if len(run) == 1}
    shown = visible(points)
    for p in shown:
        if p.month in lone or p.bounded or p is shown[-1]:
            r = 3.5 if p is shown[-1] else 2.0
            yield signs.dot(scale.x(p.month), scale.y(p.value or 0), r, bounded=p.bounded)
