"""Charts as pure functions from data to an SVG string. Colour comes from the stylesheet, words from the caller."""

from dashboards.charts.line import line
from dashboards.charts.points import Point, index
from dashboards.charts.sparkline import sparkline
from dashboards.charts.stacked import Part, Row, stacked
from dashboards.charts.svg import Words

__all__ = ["Part", "Point", "Row", "Words", "index", "line", "sparkline", "stacked"]
