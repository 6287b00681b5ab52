"""Laws of the drawings: labels stay inside, never overlap, ticks are round, hidden periods are gaps."""

import re
from datetime import date
from html.parser import HTMLParser
from itertools import combinations, pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import Part, Point, Row, Words, index, line, sparkline, stacked
from dashboards.charts.axes import Axis, Scale, ticks
from dashboards.charts.line import NARROW, WIDE
from dashboards.charts.stacked import NARROW as NARROW_STACK
from dashboards.charts.stacked import WIDE as WIDE_STACK
from dashboards.charts.svg import Size

WORDS = Words(id="c", title="Nimi", desc="Alussa 1, lopussa 2.")
SHARES = Axis(top=1, ticks=[(part / 4, f"{part * 25}\u00a0%") for part in range(5)])
START = index(date(2024, 8, 1))
LANGUAGES = st.sampled_from(["fi", "sv", "en"])
SIZES = st.sampled_from([WIDE, NARROW])


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def point(month: int, value: float | None, state: str = "value", **more: object) -> Point:
    return Point(month=month, state=state, value=value, **more)  # type: ignore[arg-type]


@st.composite
def trends(draw: st.DrawFn) -> list[Point]:
    step = draw(st.sampled_from([1, 3, 6]))
    start = START + draw(st.integers(0, 30))
    made = []
    for place in range(draw(st.integers(1, 40))):
        state = draw(st.sampled_from(["value"] * 4 + ["zero", "suppressed", "not_available"]))
        value = {"value": draw(st.integers(0, 100)) / 100, "zero": 0.0}.get(state)
        ends = {} if value is None else {"low": max(0, value - 0.1), "high": min(1, value + 0.1)}
        made.append(point(start + place * step, value, state, **ends))
    return made


def months(points: list[Point]) -> tuple[int, int]:
    return points[0].month, points[-1].month


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314


def label_boxes(svg: str, size: Size) -> list[Box]:
    return [_box(text, size) for text in drawn(svg).iter("text")]


def _box(text: ElementTree.Element, size: Size) -> Box:
    width = 0.58 * size.text * len(text.text or "")
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    left = {"end": x - width, "middle": x - width / 2}.get(text.get("text-anchor", ""), x)
    return Box(left, y - 0.75 * size.text, left + width, y + 0.2 * size.text)


def overlap(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


@settings(max_examples=60, deadline=None)
@given(trends(), LANGUAGES, SIZES, st.sampled_from(["5 %", "100 %", "< 10 %"]))
def test_labels_stay_in_the_frame_and_apart(points: list[Point], lang: str, size: Size, label: str) -> None:
    boxes = label_boxes(line(points, WORDS, label, lang, axis=SHARES, months=months(points), size=size), size)
    assert all(b.left >= 0 and b.top >= 0 and b.right <= size.width and b.bottom <= size.height for b in boxes)
    assert [(a, b) for a, b in combinations(boxes, 2) if overlap(a, b)] == []


@settings(max_examples=60, deadline=None)
@given(trends(), SIZES)
def test_marks_stay_in_the_frame(points: list[Point], size: Size) -> None:
    svg = line(points, WORDS, "1 %", "fi", axis=SHARES, months=months(points), size=size)
    for circle in drawn(svg).iter("circle"):
        assert size.left <= float(circle.attrib["cx"]) <= size.width - size.right
        assert size.top <= float(circle.attrib["cy"]) <= size.height - size.bottom
    assert all(float(r.attrib["width"]) >= 0 for r in drawn(svg).iter("rect"))


@settings(max_examples=60, deadline=None)
@given(st.integers(START, START + 200), st.integers(0, 200), LANGUAGES, SIZES)
def test_ticks_are_round(first: int, length: int, lang: str, size: Size) -> None:
    chosen = ticks(Scale(size=size, first=first, last=first + length), lang)
    steps = {b - a for a, b in pairwise(chosen)}
    assert chosen
    assert len(steps) <= 1
    assert steps <= {1, 3, 6, 12, 24, 60, 120}
    assert all(first <= m <= first + length for m in chosen)


@settings(max_examples=40, deadline=None)
@given(trends())
def test_a_line_is_drawn_through_neighbours_only(points: list[Point]) -> None:
    svg = drawn(line(points, WORDS, "", "fi", axis=SHARES, months=months(points), size=WIDE))
    shown = "".join("v" if p.value is not None else " " for p in points)
    lines = [p.attrib["d"].count("L") + 1 for p in svg.iter("path") if p.get("class") == "line"]
    assert lines == [len(run) for run in shown.split() if len(run) > 1]


@settings(max_examples=40, deadline=None)
@given(trends())
def test_each_hidden_period_has_its_mark(points: list[Point]) -> None:
    svg = line(points, WORDS, "", "fi", axis=SHARES, months=months(points), size=WIDE)
    assert svg.count('class="suppressed"') == sum(p.state == "suppressed" for p in points)
    assert svg.count('class="missing"') == sum(p.state == "not_available" for p in points)


def test_quarters_are_joined_though_months_lie_between() -> None:
    points = [point(START + 3 * i, 0.4) for i in range(6)]
    svg = line(points, WORDS, "40 %", "fi", axis=SHARES, months=(START, START + 15), size=WIDE)
    assert svg.count('class="line"') == 1
    assert svg.count("<circle") == 6


def test_a_lone_value_shows_its_interval_as_a_whisker() -> None:
    svg = line(
        [point(START, 0.5, low=0.4, high=0.6)], WORDS, "50 %", "fi", axis=SHARES, months=(START, START + 12), size=WIDE
    )
    assert 'class="whisker"' in svg
    assert 'class="band"' not in svg


def test_nothing_but_hidden_periods_can_be_drawn() -> None:
    svg = line([point(START, None, "suppressed")], WORDS, "", "fi", axis=SHARES, months=(START, START), size=NARROW)
    assert 'class="suppressed"' in svg
    assert 'class="value"' not in svg


def test_the_axis_runs_from_0_to_100() -> None:
    svg = drawn(line([point(START, 0.5)], WORDS, "", "fi", axis=SHARES, months=(START, START + 5), size=WIDE))
    assert [t.text for t in svg.iter("text")][:5] == ["0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_text_is_never_under_12_px(size: Size) -> None:
    """The stylesheet shows the wide drawing from 480 px on, and a page of 320 px leaves 288 px for the narrow one."""
    shown_at_least = 480 if size is WIDE else 288
    assert size.text * shown_at_least / size.width >= 12


def test_a_drawing_has_a_name_and_a_description() -> None:
    svg = drawn(sparkline([point(START, 0.2), point(START + 1, 0.3)], WORDS, months=(START, START + 1)))
    assert svg.get("role") == "img"
    named = [next(e for e in svg.iter() if e.get("id") == i).text for i in svg.attrib["aria-labelledby"].split()]
    assert named == [WORDS.title, WORDS.desc]


def test_words_from_outside_cannot_break_out() -> None:
    evil = Words(id="c", title="</title><script>", desc='"><script>')
    assert "<script" not in sparkline([point(START, 0.2)], evil, months=(START, START))
    assert "<script" not in stacked(
        [Row(label="<script>", parts=[Part(share=1, label="<script>")])], evil, size=WIDE_STACK
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=4), min_size=1, max_size=3),
    st.sampled_from([WIDE_STACK, NARROW_STACK]),
)
def test_parts_fill_the_bar_and_labels_stay_in_their_part(rows: list[list[int]], size: Size) -> None:
    bars = [Row(label="elo–lokakuu 2026", parts=[Part(share=s / 100, label=f"{s} %") for s in row]) for row in rows]
    svg = stacked(bars, WORDS, size=size)
    height = float(drawn(svg).attrib["viewBox"].split()[3])
    boxes = label_boxes(svg, size)
    assert all(b.left >= 0 and b.right <= size.width and b.bottom <= height for b in boxes)
    assert not any(overlap(a, b) for a, b in combinations(boxes, 2))
    assert all(float(r.attrib["x"]) + float(r.attrib["width"]) <= size.width + 0.1 for r in drawn(svg).iter("rect"))


def test_a_chart_is_small_and_fetches_nothing() -> None:
    points = [point(START + i, 0.4, low=0.35, high=0.45) for i in range(27)]
    svg = line(points, WORDS, "40 %", "fi", axis=SHARES, months=(START, START + 26), size=WIDE)
    assert len(svg) < 6_000
    assert not re.search(r"style=|href|http|url\(", svg)
    HTMLParser().feed(svg)
