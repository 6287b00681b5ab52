"""What stands where a figure is hidden: a pale column over the run of its periods, and signs at its foot."""

from collections.abc import Iterator

from markupsafe import Markup

from dashboards.charts import signs
from dashboards.charts.axes import Scale
from dashboards.charts.points import Point, cadence, hidden_runs
from dashboards.charts.svg import num, path

ROOM = 9
"""Units that a sign takes: where periods are narrower, a run has one sign for all of them."""


def gaps(points: list[Point], scale: Scale, r: float = 4) -> Iterator[Markup]:
    """One path for all columns, one for the signs of each state; `r` is the size of a sign."""
    period = cadence(points) * scale.month_width
    found = list(hidden_runs(points))
    yield path("".join(_column(run, period / 2, scale) for run in found), "hidden")
    for state, css in signs.HIDDEN.items():
        runs = [run for run in found if run[0].state == state]
        yield path("".join(_signs(run, period, scale, r) for run in runs), css)


def _column(run: list[Point], half: float, scale: Scale) -> str:
    left = max(scale.x(run[0].month) - half, scale.size.left)
    right = min(scale.x(run[-1].month) + half, scale.right)
    return f"M{num(left)} {num(scale.size.top)}H{num(right)}V{num(scale.bottom)}H{num(left)}Z"


def _signs(run: list[Point], period: float, scale: Scale, r: float) -> str:
    middle = (run[0].month + run[-1].month) / 2
    at = [p.month for p in run] if period >= ROOM else [middle]
    return "".join(signs.hidden(run[0].state, scale.x(month), scale.bottom - 2 * r - 1, r) for month in at)
