"""A trend: a line with gaps where periods are hidden, its interval as a light band, the last value as a label."""

from collections.abc import Iterator

from markupsafe import Markup

from dashboards.charts.axes import Axis, Scale, grid
from dashboards.charts.points import Point, cadence, hidden_runs, runs, visible
from dashboards.charts.svg import Size, Words, element, frame, join

WIDE = Size(width=560, height=240, left=52, right=66, top=14, bottom=46, text=14)
NARROW = Size(width=300, height=210, left=50, right=58, top=12, bottom=43, text=13)

ROOM_FOR_DOTS = 14
"""Units between two points from which on each gets a dot."""


def line(
    points: list[Point], words: Words, label: str, lang: str, *, axis: Axis, months: tuple[int, int], size: Size
) -> Markup:
    """The trend of `points` on `axis` and `months` (first, last); `label` is the last value in words."""
    scale = Scale(size=size, first=months[0], last=months[1])
    drawn = [
        *_hidden(points, scale),
        grid(scale, axis, lang),
        *(part for run in runs(points) for part in _interval(run, scale)),
        *(_path(run, scale) for run in runs(points) if len(run) > 1),
        *_dots(points, scale),
        _label(points, label, scale),
    ]
    return frame(size, words, "chart wide" if size is WIDE else "chart narrow", join(drawn))


def _path(run: list[Point], scale: Scale) -> Markup:
    return element("path", d="M" + _through([(p.month, p.value) for p in run], scale), class_="line")


def _through(corners: list[tuple[int, float | None]], scale: Scale) -> str:
    return "L".join(f"{scale.x(month):.1f} {scale.y(share or 0):.1f}" for month, share in corners)


def _interval(run: list[Point], scale: Scale) -> Iterator[Markup]:
    known = [p for p in run if p.low is not None and p.high is not None]
    if len(known) > 1:
        there, back = [(p.month, p.high) for p in known], [(p.month, p.low) for p in reversed(known)]
        yield element("path", d=f"M{_through(there + back, scale)}Z", class_="band")
    elif known:
        yield element(
            "path",
            d="M" + _through([(known[0].month, s) for s in (known[0].low, known[0].high)], scale),
            class_="whisker",
        )


def _dots(points: list[Point], scale: Scale) -> Iterator[Markup]:
    lone = {run[0].month for run in runs(points) if len(run) == 1}
    shown = visible(points)
    roomy = cadence(points) * scale.month_width >= ROOM_FOR_DOTS
    for p in shown:
        if roomy or p.bounded or p.month in lone or p is shown[-1]:
            css = "dot bounded" if p.bounded else "dot"
            yield element(
                "circle", cx=scale.x(p.month), cy=scale.y(p.value or 0), r=4.5 if p is shown[-1] else 3.5, class_=css
            )


def _label(points: list[Point], label: str, scale: Scale) -> Markup:
    shown = visible(points)
    if not shown:
        return Markup("")
    last, text = shown[-1], scale.size.text
    y = min(max(scale.y(last.value or 0), scale.size.top + 0.5 * text), scale.bottom - 0.5 * text)
    return element("text", label, x=scale.x(last.month) + 9, y=y + 0.36 * text, class_="value")


def _hidden(points: list[Point], scale: Scale) -> Iterator[Markup]:
    """A pale column behind each run of hidden periods, and a mark for each period at its foot."""
    half = cadence(points) * scale.month_width / 2
    for run in hidden_runs(points):
        x0 = max(scale.x(run[0].month) - half, scale.size.left)
        x1 = min(scale.x(run[-1].month) + half, scale.right)
        yield element(
            "rect", x=x0, y=scale.size.top, width=x1 - x0, height=scale.bottom - scale.size.top, class_="hidden"
        )
        yield from (mark(p.state, scale.x(p.month), scale.bottom - 9) for p in run)


def mark(state: str, x: float, y: float) -> Markup:
    """The sign of a hidden period: a diamond where it is suppressed, a cross where it is not available."""
    if state == "suppressed":
        return element("path", d=f"M{x:.1f} {y - 4:.1f}l4 4l-4 4l-4 -4Z", class_="suppressed")
    return element("path", d=f"M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6", class_="missing")
