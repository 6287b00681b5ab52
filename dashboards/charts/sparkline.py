"""A trend the size of a word: no axes, the scale is always 0-100 %, the last value is a dot."""

from markupsafe import Markup

from dashboards.charts.axes import Scale
from dashboards.charts.points import Point, runs, visible
from dashboards.charts.svg import Size, Words, element, frame, join

SIZE = Size(width=150, height=44, left=3, right=6, top=4, bottom=4, text=12)


def sparkline(points: list[Point], words: Words, *, months: tuple[int, int]) -> Markup:
    scale = Scale(size=SIZE, first=months[0], last=months[1])
    floor = element(
        "path", d=f"M0 {scale.y(0):.1f}H{SIZE.width:.0f}M0 {scale.y(1):.1f}H{SIZE.width:.0f}", class_="grid"
    )
    lines = (
        element("polyline", points=" ".join(_at(p, scale) for p in run), class_="line")
        for run in runs(points)
        if len(run) > 1
    )
    lone = [run[0] for run in runs(points) if len(run) == 1]
    dots = (
        element(
            "circle",
            cx=scale.x(p.month),
            cy=scale.y(p.value or 0),
            r=3.5 if p.month == last.month else 2.0,
            class_="dot",
        )
        for last in visible(points)[-1:]
        for p in {p.month: p for p in (*lone, last)}.values()
    )
    return frame(SIZE, words, "spark", join([floor, *lines, *dots]))


def _at(point: Point, scale: Scale) -> str:
    return f"{scale.x(point.month):.1f},{scale.y(point.value or 0):.1f}"
