"""A figure's drawings: its trend and its parts, each for a wide and a narrow place, and trends in small."""

from itertools import groupby

from markupsafe import Markup

from dashboards.charts import Axis, Multiple, Words, bars, intervals, line, multiples, sparkline, stacked
from dashboards.charts.line import NARROW as NARROW_LINE
from dashboards.charts.line import WIDE as WIDE_LINE
from dashboards.charts.rows import NARROW, WIDE
from dashboards.charts.svg import Size
from dashboards.reading.figures import Figure
from dashboards.reading.release import name_of
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
    if is_dotted(shown):
        return [_dots(shown, size) for size in (WIDE, NARROW)]
    return [_line(shown, months, size) for size in (WIDE_LINE, NARROW_LINE)]


def spark(shown: Figure, months: tuple[int, int], where: str = "") -> Markup:
    """`where` tells it from another drawing of the same figure on the page."""
    return sparkline(shown.points, _told(shown, where or shown.node.id), months=months)


def small(figures: list[Figure], months: tuple[int, int]) -> list[tuple[Figure, Markup]]:
    """Small multiples, those of one unit on one axis: of others nothing may be compared by eye.

    Where the parts are what a figure says, its own value is not drawn.
    """
    drawable = sorted((f for f in figures if not f.parts_first), key=lambda f: f.card.unit)
    alike = groupby(drawable, key=lambda f: f.card.unit)
    drawn = {f.card.id: svg for _, group in alike for f, svg in _named(list(group), months)}
    return [(f, drawn.get(f.card.id, Markup(""))) for f in figures]


def _named(figures: list[Figure], months: tuple[int, int]) -> list[tuple[Figure, Markup]]:
    return _multiples(figures, months, [f.name for f in figures])


def across(figures: list[Figure], months: tuple[int, int]) -> list[tuple[Figure, Markup]]:
    """One indicator of several nodes, all on one axis, each under its node's name."""
    return _multiples(figures, months, [name_of(f.node, f.lang)[0] for f in figures])


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


def is_dotted(shown: Figure) -> bool:
    """Waves with nothing between them are dots with intervals; of shares the trend is what is asked."""
    return shown.card.window == "wave" and shown.card.unit == "score"


def _line(shown: Figure, months: tuple[int, int], size: Size) -> Markup:
    told = _told(shown, f"{size.width:.0f}")
    return line(shown.points, told, _last(shown), shown.lang, axis=shown.axis, months=months, size=size)


def _dots(shown: Figure, size: Size) -> Markup:
    return intervals(shown.dots(), _told(shown, f"{size.width:.0f}"), axis=shown.axis, size=size)


def _multiples(figures: list[Figure], months: tuple[int, int], names: list[str]) -> list[tuple[Figure, Markup]]:
    axis = max((f.axis for f in figures), key=lambda axis: axis.top)
    shown = [_multiple(f, axis, name) for f, name in zip(figures, names, strict=True)]
    return list(zip(figures, multiples(shown, axis=axis, months=months), strict=True))


def _multiple(shown: Figure, axis: Axis, name: str) -> Multiple:
    return Multiple(points=shown.points_on(axis), words=_told(shown, shown.node.id), name=name, label=_last(shown))


def _told(shown: Figure, where: str) -> Words:
    return Words(id=f"{where}-{shown.card.id}", title=shown.name, desc=shown.described())


def _parts_told(shown: Figure, size: Size, told: str) -> Words:
    chart_id = f"{shown.card.id}-parts-{size.width:.0f}"
    return Words(id=chart_id, title=message(shown.lang, f"parts.{shown.card.by}"), desc=told)


def _last(shown: Figure) -> str:
    """The last value in words; where there is none, why."""
    seen = next((c for c in reversed(shown.trend) if c.value is not None), None)
    if seen:
        return shown.shown(seen).replace(" ", NBSP)
    return shown.shown(shown.latest) if shown.latest else message(shown.lang, "state.not_available")
