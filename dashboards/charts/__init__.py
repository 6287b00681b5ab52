"""Charts as pure functions from data to an SVG string. Colour comes from the stylesheet, words from the caller.

Five marks and no more: line, bar (`bars` beside each other, `stacked` as parts of a whole), dot with interval,
sparkline, small multiples.
"""

from dashboards.charts.axes import Axis, round_steps
from dashboards.charts.bars import Bar, bars
from dashboards.charts.intervals import Dot, intervals
from dashboards.charts.line import line
from dashboards.charts.multiples import Multiple, multiples
from dashboards.charts.points import Point, index
from dashboards.charts.signs import Key
from dashboards.charts.sparkline import sparkline
from dashboards.charts.stacked import Part, Row, stacked
from dashboards.charts.standalone import Told, standalone
from dashboards.charts.svg import Words

__all__ = [
    "Axis", "Bar", "Dot", "Key", "Multiple", "Part", "Point", "Row", "Told", "Words", "bars", "index", "intervals",
    "line", "multiples", "round_steps", "sparkline", "stacked", "standalone",
]  # fmt: skip
