"""A figure's drawings: its trend for a wide and a narrow place, its parts, and the trend the size of a word."""

from markupsafe import Markup

from dashboards.charts import Words, bars, line, sparkline, stacked
from dashboards.charts.line import NARROW as NARROW_LINE
from dashboards.charts.line import WIDE as WIDE_LINE
from dashboards.charts.rows import NARROW, WIDE
from dashboards.charts.svg import Size
from dashboards.figures import Figure
from look.messages import message
from look.numbers import NBSP

STACKED = ("mode", "initiative")
"""Breakdowns whose parts are drawn as one bar."""


def span(figures: list[Figure]) -> tuple[int, int]:
    """One time axis for the charts of a page, so that the eye can go from one to the next."""
    months = [p.month for f in figures for p in f.points] or [0]
    return min(months), max(months)


def trend(shown: Figure, months: tuple[int, int]) -> list[Markup]:
    """The same trend twice; the stylesheet shows the one that fits."""
    if not shown.points or shown.parts_first:
        return []
    return [_line(shown, months, size) for size in (WIDE_LINE, NARROW_LINE)]


def spark(shown: Figure, months: tuple[int, int]) -> Markup:
    told = Words(id=f"{shown.node.id}-{shown.card.id}", title=shown.name, desc=shown.described())
    return sparkline(shown.points, told, months=months)


def parts(shown: Figure) -> list[Markup]:
    """Of a whole that few of them make up as one stacked bar, of many ranked beside each other."""
    sizes = (WIDE, NARROW)
    rows, beside = shown.rows(), shown.bars()
    if is_stacked(shown):
        told = "; ".join(f"{row.label}: {', '.join(part.label for part in row.parts)}" for row in rows)
        return [stacked(rows, _parts_told(shown, size, told), size=size) for size in sizes if rows]
    told = "; ".join(f"{bar.name}: {bar.label}" for bar in beside)
    return [bars(beside, _parts_told(shown, size, told), size=size) for size in sizes if beside]


def is_stacked(shown: Figure) -> bool:
    """Parts drawn as one bar need a legend; ranked ones are labelled where they stand."""
    return shown.card.by in STACKED


def _line(shown: Figure, months: tuple[int, int], size: Size) -> Markup:
    told = Words(id=f"{shown.card.id}-{size.width:.0f}", title=shown.name, desc=shown.described())
    return line(shown.points, told, _last(shown), shown.lang, axis=shown.axis, months=months, size=size)


def _parts_told(shown: Figure, size: Size, told: str) -> Words:
    chart_id = f"{shown.card.id}-parts-{size.width:.0f}"
    return Words(id=chart_id, title=message(shown.lang, f"parts.{shown.card.by}"), desc=told)


def _last(shown: Figure) -> str:
    return next((shown.shown(c) for c in reversed(shown.trend) if c.value is not None), "").replace(" ", NBSP)
