"""Every mark in every state it can be in, drawn from invented figures."""

from datetime import date
from math import sin

import msgspec
from markupsafe import Markup

from dashboards.charts import (
    Axis,
    Bar,
    Dot,
    Key,
    Multiple,
    Part,
    Point,
    Row,
    Words,
    bars,
    index,
    intervals,
    line,
    multiples,
    sparkline,
    stacked,
)  # fmt: skip
from dashboards.charts.line import NARROW as NARROW_LINE
from dashboards.charts.line import WIDE as WIDE_LINE
from dashboards.charts.rows import NARROW, WIDE
from dashboards.charts.signs import used
from dashboards.charts.textures import swatch
from dashboards.drawing.legends import keys
from look.dates import month, months
from look.messages import message
from look.numbers import NBSP, percent
from schemas.cell import State

FIRST = index(date(2024, 8, 1))
LAST = index(date(2026, 10, 1))
SUPPRESSED: State = "suppressed"
MISSING: State = "not_available"
PLACES = ("own_task", "team_meeting", "colleague_talk", "mentoring", "network")
MODES = ("in_work", "with_others", "separate", "mandatory")


class Example(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    """Of the mark and what there is to see."""
    says: str
    drawings: list[Markup]
    legend: list[Key] = []
    css: str = "trend"


def lines(lang: str) -> list[Example]:
    return [
        _line("gaps", "examples.line.gaps", _gaps(), lang),
        _line("long", "examples.line.long", _long(), lang),
        _line("bounds", "examples.line.bounds", _bounds(), lang),
        _line("zero", "examples.line.zero", _zero(), lang),
        _line("one", "examples.line.one", [_point(FIRST + 9, 0.5)], lang),
        _line("hidden", "examples.line.hidden", _hidden(), lang),
    ]


def dots(lang: str) -> list[Example]:
    waves, goals = _waves(lang), _goals(lang)
    return [
        _rows("waves", "examples.dots.waves", waves, ["whisker", "bounded", "suppressed", "not_available"], lang),
        _rows("goals", "examples.dots.goals", goals, ["baseline", "target", "suppressed"], lang),
    ]


def beside(lang: str) -> list[Example]:
    """Bars: ranked beside each other, and stacked as parts of a whole."""
    ranked, whole = message(lang, "examples.bars.ranked"), message(lang, "examples.bars.stacked")
    shown = [bars(_bars(lang), _words("ranked", ranked, size.width), size=size) for size in (WIDE, NARROW)]
    parts = [stacked(_stacked(lang), _words("stacked", whole, size.width), size=size) for size in (WIDE, NARROW)]
    legend = [Key(sign=swatch(i), text=message(lang, f"part.{name}")) for i, name in enumerate(MODES, start=1)]
    return [
        Example(name="ranked", says=ranked, drawings=shown, legend=keys(["suppressed"], lang), css="parts"),
        Example(name="stacked", says=whole, drawings=parts, legend=legend, css="parts"),
    ]


def words(lang: str) -> list[Example]:
    """Trends the size of a word."""
    told = {"examples.line.gaps": _gaps(), "examples.line.bounds": _bounds(), "examples.line.hidden": _hidden()}
    return [
        Example(
            name=f"spark-{i}", says=message(lang, key), css="glance", drawings=[_spark(points, message(lang, key), i)]
        )
        for i, (key, points) in enumerate(told.items())
    ]


def small(lang: str) -> list[Markup]:
    """Drawn together: one scale, whatever they hold and however long they are named."""
    name, reason = message(lang, "examples.multiples.name"), message(lang, "state.suppressed")
    shown = [
        _multiple(message(lang, "examples.line"), _gaps(), percent(0.36, lang), 0),
        _multiple(name, _bounds(), f"<{NBSP}{percent(0.1, lang)}", 1),
        _multiple(message(lang, "examples.bars"), _zero(), percent(0, lang), 2),
        _multiple(message(lang, "examples.dots"), _hidden(), reason, 3),
    ]
    return multiples(shown, axis=_axis(lang), months=(FIRST, LAST))


def _line(name: str, key: str, points: list[Point], lang: str) -> Example:
    says, seen = message(lang, key), [p for p in points if p.value is not None]
    label = percent(seen[-1].value or 0, lang) if seen else ""
    label = f"<{NBSP}{label}" if seen and seen[-1].bounded else label
    span = (min(FIRST, points[0].month), LAST)
    drawn = [
        line(points, _words(name, says, size.width), label, lang, axis=_axis(lang), months=span, size=size)
        for size in (WIDE_LINE, NARROW_LINE)
    ]
    return Example(name=name, says=says, drawings=drawn, legend=keys(used(points), lang))


def _rows(name: str, key: str, shown: list[Dot], signs: list[str], lang: str) -> Example:
    says = message(lang, key)
    drawn = [intervals(shown, _words(name, says, size.width), axis=_axis(lang), size=size) for size in (WIDE, NARROW)]
    return Example(name=name, says=says, drawings=drawn, legend=keys(signs, lang), css="parts")


def _spark(points: list[Point], says: str, place: int) -> Markup:
    return sparkline(points, _words("spark", says, place), months=(FIRST, LAST))


def _multiple(name: str, points: list[Point], label: str, place: int) -> Multiple:
    return Multiple(points=points, words=_words("small", label, place, name), name=name, label=label)


def _words(name: str, says: str, which: float, title: str = "") -> Words:
    return Words(id=f"{name}-{which:.0f}", title=title or says, desc=says)


def _axis(lang: str) -> Axis:
    return Axis(top=1, ticks=[(part / 4, percent(part / 4, lang)) for part in range(5)])


def _point(at: int, value: float | None, state: State = "value") -> Point:
    if value is None:
        return Point(month=at, state=state)
    return Point(month=at, state=state, value=value, low=max(0, value - 0.05), high=min(1, value + 0.05))


def _gaps() -> list[Point]:
    hidden = dict.fromkeys((7, 8, 9, 15), SUPPRESSED) | dict.fromkeys((20, 22), MISSING)
    return [
        _point(FIRST + i, None, hidden[i]) if i in hidden else _point(FIRST + i, round(0.45 + 0.1 * sin(i / 5), 2))
        for i in range(27)
    ]


def _long() -> list[Point]:
    shown = [_point(LAST - 66 + i, round(0.5 + 0.4 * sin(i / 9), 2)) for i in range(67)]
    return [p if not 20 <= i < 26 else _point(p.month, None, "suppressed") for i, p in enumerate(shown)]


def _bounds() -> list[Point]:
    told = [(0.1, True), (0.2, False), (0.4, False), (0.9, True), (0.7, False), (0.1, True)]
    return [
        Point(month=FIRST + 1 + 3 * i, state="value", value=value, bounded=True)
        if bounded
        else _point(FIRST + 1 + 3 * i, value)
        for i, (value, bounded) in enumerate(told)
    ]


def _zero() -> list[Point]:
    return [Point(month=FIRST + i, state="zero", value=0.0) for i in range(9)] + [
        _point(FIRST + 9 + i, None, "suppressed") for i in range(4)
    ]


def _hidden() -> list[Point]:
    states = [SUPPRESSED] * 15 + [MISSING] * 12
    return [_point(FIRST + i, None, state) for i, state in enumerate(states)]


def _waves(lang: str) -> list[Dot]:
    at = [date(2025, 9, 1), date(2026, 3, 1), date(2026, 5, 1), date(2026, 9, 1), date(2026, 10, 1)]
    names = [month(day, lang) for day in at]
    return [
        Dot(name=names[0], label=percent(0.64, lang), value=0.64, low=0.58, high=0.7),
        Dot(name=names[1], label=message(lang, "state.suppressed"), state="suppressed"),
        Dot(name=names[2], label=message(lang, "state.not_available"), state="not_available"),
        Dot(name=names[3], label=f"<{NBSP}{percent(0.1, lang)}", value=0.1, bounded=True),
        Dot(name=names[4], label=percent(1, lang), value=1, low=0.95, high=1),
    ]


def _goals(lang: str) -> list[Dot]:
    name, told = message(lang, "examples.multiples.name"), {"baseline": 0.42, "now": 0.54, "target": 0.6}
    way = message(lang, "goal.way", **{key: percent(value, lang) for key, value in told.items()})
    return [
        Dot(name=message(lang, "examples.dots.goal"), label=way, value=0.54, baseline=0.42, target=0.6),
        Dot(name=name, label=message(lang, "state.suppressed"), state="suppressed", baseline=0.2, target=0.8),
    ]


def _bars(lang: str) -> list[Bar]:
    names = [message(lang, f"part.{place}") for place in PLACES]
    shares = [0.34, 0.1, 0.27, None, 0.0]
    labels = [percent(share, lang) if share is not None else message(lang, "state.suppressed") for share in shares]
    return [
        Bar(share=share, name=name, label=f"<{NBSP}{label}" if share == 0.1 else label, bounded=share == 0.1,
            state="suppressed" if share is None else "value")
        for share, name, label in zip(shares, names, labels, strict=True)
    ]  # fmt: skip


def _stacked(lang: str) -> list[Row]:
    told = [(0.42, 0.28, 0.18, 0.12), (0.54, 0.25, 0.21, 0.0), (0.9, 0.04, 0.03, 0.03)]
    return [
        Row(
            label=months(date(year, 5, 1), date(year, 10, 1), lang),
            parts=[Part(share=s, label=percent(s, lang)) for s in shares],
        )
        for year, shares in enumerate(told, start=2024)
    ]
