"""Charts as pure functions from data to an SVG string. Colour comes from the stylesheet, words from the caller."""

from dashboards.charts.axes import Axis
from dashboards.charts.bars import Bar, bars
from dashboards.charts.line import line
from dashboards.charts.points import Point, index
from dashboards.charts.sparkline import sparkline
from dashboards.charts.stacked import Part, Row, stacked
from dashboards.charts.svg import Words

__all__ = ["Axis", "Bar", "Part", "Point", "Row", "Words", "bars", "index", "line", "sparkline", "stacked"]
