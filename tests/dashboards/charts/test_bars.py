import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import Bar, Part, Row, bars, stacked
from dashboards.charts.rows import NARROW, WIDE
from dashboards.charts.svg import Size
from tests.dashboards.charts.drawn import count, frame, inside, labels, marks, overlapping, read, texts
from tests.dashboards.charts.made import FIGURES, NAMES, REASONS, WORDS

SIZES = st.sampled_from([WIDE, NARROW])


@st.composite
def shown(draw: st.DrawFn) -> Bar:
    name, share = draw(NAMES), draw(st.none() | st.integers(0, 100))
    if share is None:
        return Bar(share=None, state="suppressed", name=name, label=draw(REASONS))
    return Bar(share=share / 100, name=name, label=draw(FIGURES), bounded=draw(st.booleans()))


@settings(max_examples=60, deadline=None)
@given(st.lists(shown(), min_size=1, max_size=10), SIZES)
def test_nothing_overlaps_or_leaves_the_frame(rows: list[Bar], size: Size) -> None:
    svg = bars(rows, WORDS, size=size)
    assert [b for b in [*labels(svg), *marks(svg)] if not inside(b, frame(svg))] == []
    assert overlapping(labels(svg)) == []


def test_the_most_frequent_comes_first_and_the_hidden_last() -> None:
    rows = [
        Bar(share=None, state="not_available", name="ei", label="ei tietoa"),
        Bar(share=0.1, name="vähän", label="10\u00a0%"),
        Bar(share=0.7, name="paljon", label="70\u00a0%"),
        Bar(share=0.0, name="ei yhtään", label="0\u00a0%"),
    ]
    svg = bars(rows, WORDS, size=WIDE)
    assert texts(svg)[::2] == ["paljon", "vähän", "ei yhtään", "ei"]
    assert len(marks(svg, "bar")) == 2
    assert count(svg, "missing") == 1


def test_a_bound_is_a_hollow_bar() -> None:
    svg = bars([Bar(share=0.1, name="a", label="<\u00a010\u00a0%", bounded=True)], WORDS, size=WIDE)
    assert len(marks(svg, "bounded")) == 1
    assert marks(svg, "bar") == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=4), min_size=1, max_size=3), SIZES)
def test_parts_fill_the_bar_and_each_has_its_figure(rows: list[list[int]], size: Size) -> None:
    made = [
        Row(label="elo–lokakuu 2026", parts=[Part(share=s / 100, label=f"{s}\u00a0%") for s in row]) for row in rows
    ]
    svg = stacked(made, WORDS, size=size)
    assert [b for b in [*labels(svg), *marks(svg)] if not inside(b, frame(svg))] == []
    assert overlapping(labels(svg)) == []
    told = texts(svg)
    assert sorted(told) == sorted([*(f"{s}\u00a0%" for row in rows for s in row), *("elo–lokakuu 2026" for _ in rows)])


def test_parts_are_told_apart_without_colour() -> None:
    """Full, hatched, empty and dotted; also where a part is too narrow for its figure."""
    parts = [Part(share=s, label=f"{s:.0%}") for s in (0.85, 0.05, 0.05, 0.05)]
    svg = stacked([Row(label="lokakuu", parts=parts)], WORDS, size=NARROW)
    drawn = {e.get("class") for e in read(svg).iter() if e.tag in ("rect", "path")}
    assert {"part-1", "part-2", "texture-2", "part-3", "part-4", "texture-4"} <= drawn


@pytest.mark.parametrize(("size", "shown_at_least"), [(WIDE, 480), (NARROW, 288)], ids=["wide", "narrow"])
def test_text_is_never_under_12_px(size: Size, shown_at_least: int) -> None:
    assert size.text * shown_at_least / size.width >= 12
