import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import Point, line
from dashboards.charts.axes import Scale, ticks
from dashboards.charts.line import NARROW, WIDE
from dashboards.charts.svg import Size
from tests.dashboards.charts.drawn import count, frame, inside, labels, marks, overlapping, read, texts
from tests.dashboards.charts.made import FIGURES, LANGUAGES, SHARES, START, WORDS, months, point, trends

SIZES = st.sampled_from([WIDE, NARROW])


def drawn(points: list[Point], label: str = "40\u00a0%", lang: str = "fi", size: Size = WIDE) -> str:
    return line(points, WORDS, label, lang, axis=SHARES, months=months(points), size=size)


@settings(max_examples=60, deadline=None)
@given(trends(), LANGUAGES, SIZES, FIGURES)
def test_labels_stay_in_the_frame_and_apart(points: list[Point], lang: str, size: Size, label: str) -> None:
    svg = drawn(points, label, lang, size)
    assert [b for b in labels(svg) if not inside(b, frame(svg))] == []
    assert overlapping(labels(svg)) == []


@settings(max_examples=60, deadline=None)
@given(trends(), SIZES)
def test_marks_stay_in_the_frame(points: list[Point], size: Size) -> None:
    svg = drawn(points, size=size)
    assert [b for b in marks(svg) if not inside(b, frame(svg))] == []


@settings(max_examples=60, deadline=None)
@given(st.integers(START, START + 200), st.integers(0, 200), LANGUAGES, SIZES)
def test_ticks_are_round(first: int, length: int, lang: str, size: Size) -> None:
    chosen = ticks(Scale(size=size, first=first, last=first + length), lang)
    steps = {b - a for a, b in pairwise(chosen)}
    assert chosen
    assert len(steps) <= 1
    assert steps <= {1, 3, 6, 12, 24, 60, 120}
    assert all(first <= m <= first + length for m in chosen)


@settings(max_examples=60, deadline=None)
@given(trends(), SIZES)
def test_no_line_crosses_a_hidden_period(points: list[Point], size: Size) -> None:
    shown = "".join("v" if p.value is not None else " " for p in points).split()
    drawn_lines = [
        d
        for e in read(drawn(points, size=size)).iter("path")
        if e.get("class") == "line"
        for d in e.attrib["d"].split("M")[1:]
    ]
    assert [d.count("L") + 1 for d in drawn_lines] == [len(run) for run in shown if len(run) > 1]


@settings(max_examples=60, deadline=None)
@given(trends(), SIZES)
def test_every_state_is_marked(points: list[Point], size: Size) -> None:
    """Each run of hidden periods has its column and sign; each value that no line shows has a dot."""
    svg = drawn(points, size=size)
    states = [p.state for p in points]
    for state, css in (("suppressed", "suppressed"), ("not_available", "missing")):
        begun = sum(a != state and b == state for a, b in pairwise(["", *states]))
        assert begun <= count(svg, css) <= states.count(state)
    assert svg.count('class="bounded"') == sum(p.bounded for p in points)
    alone = sum(
        b.value is not None and a is None and c is None
        for a, b, c in zip(
            [None, *(p.value for p in points)], points, [*(p.value for p in points[1:]), None], strict=False
        )
    )
    assert svg.count("<circle") >= alone


def test_each_hidden_period_has_its_sign_where_there_is_room() -> None:
    points = [point(START, 0.4), *(point(START + i, None, "suppressed") for i in range(1, 5)), point(START + 5, 0.4)]
    assert count(drawn(points), "suppressed") == 4
    assert count(drawn(points), "hidden") == 1


def test_quarters_are_joined_though_months_lie_between() -> None:
    points = [point(START + 3 * i, 0.4) for i in range(6)]
    assert count(drawn(points), "line") == 1
    assert drawn(points).count("<circle") == 6


def test_a_lone_value_shows_its_interval_as_a_whisker() -> None:
    svg = drawn([point(START, 0.5, low=0.4, high=0.6)])
    assert count(svg, "whisker") == 1
    assert count(svg, "band") == 0


def test_a_band_does_not_cross_a_bound() -> None:
    ends = {"low": 0.3, "high": 0.5}
    points = [point(START, 0.4, **ends), point(START + 1, 0.4, **ends), point(START + 2, 0.9, bounded=True)]
    svg = drawn([*points, point(START + 3, 0.4, **ends), point(START + 4, 0.4, **ends)])
    assert count(svg, "band") == 2
    assert count(svg, "line") == 1


def test_nothing_but_hidden_periods_can_be_drawn() -> None:
    svg = drawn([point(START, None, "suppressed")], size=NARROW)
    assert count(svg, "suppressed") == 1
    assert 'class="value"' not in svg


def test_the_last_value_keeps_clear_of_the_signs_that_follow_it() -> None:
    points = [point(START, 0.0, "zero"), *(point(START + i, None, "suppressed") for i in range(1, 12))]
    svg = drawn(points, "0\u00a0%")
    value = labels(svg)[texts(svg).index("0\u00a0%", 5)]
    assert all(value.bottom <= sign.top for sign in marks(svg, "suppressed"))


def test_the_axis_runs_from_0_to_100() -> None:
    assert texts(drawn([point(START, 0.5)]))[:5] == ["0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_text_is_never_under_12_px(size: Size) -> None:
    """The stylesheet shows the wide drawing from 480 px on, and a page of 320 px leaves 288 px for the narrow one."""
    shown_at_least = 480 if size is WIDE else 288
    assert size.text * shown_at_least / size.width >= 12


def test_a_chart_is_small_and_fetches_nothing() -> None:
    svg = drawn([point(START + i, 0.4, low=0.35, high=0.45) for i in range(27)])
    assert len(svg) < 6_000
    assert not re.search(r"style=|href|http|url\(", svg)
    HTMLParser().feed(svg)
