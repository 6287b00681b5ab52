from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import Dot, intervals
from dashboards.charts.rows import NARROW, WIDE
from dashboards.charts.svg import Size
from tests.dashboards.charts.drawn import count, frame, inside, labels, marks, overlapping, texts
from tests.dashboards.charts.made import FIGURES, NAMES, REASONS, SHARES, WORDS

SIZES = st.sampled_from([WIDE, NARROW])
PARTS = st.integers(0, 100).map(lambda part: part / 100)


@st.composite
def dots(draw: st.DrawFn) -> Dot:
    name, goal = draw(NAMES), draw(st.none() | PARTS)
    if draw(st.booleans()):
        return Dot(name=name, label=draw(REASONS), state="suppressed", baseline=goal, target=goal)
    value = draw(PARTS)
    return Dot(
        name=name,
        label=draw(FIGURES),
        value=value,
        low=value * 0.8,
        high=min(1, value + 0.1),
        baseline=goal,
        target=goal,
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(dots(), min_size=1, max_size=6), SIZES)
def test_nothing_overlaps_or_leaves_the_frame(rows: list[Dot], size: Size) -> None:
    svg = intervals(rows, WORDS, axis=SHARES, size=size)
    assert [b for b in [*labels(svg), *marks(svg)] if not inside(b, frame(svg))] == []
    assert overlapping(labels(svg)) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(dots(), min_size=1, max_size=6))
def test_every_row_is_marked(rows: list[Dot]) -> None:
    svg = intervals(rows, WORDS, axis=SHARES, size=WIDE)
    assert len(marks(svg, "dot")) == sum(row.value is not None for row in rows)
    assert count(svg, "suppressed") == sum(row.value is None for row in rows)


def test_rows_stay_in_the_order_given() -> None:
    rows = [
        Dot(name=name, label=label, value=value)
        for name, label, value in (("b", "1", 0.1), ("a", "9", 0.9), ("c", "5", 0.5))
    ]
    assert texts(intervals(rows, WORDS, axis=SHARES, size=WIDE))[:6] == ["b", "1", "a", "9", "c", "5"]


def test_a_goal_shows_its_way_from_its_baseline_to_its_target() -> None:
    svg = intervals(
        [Dot(name="g", label="42 → 54 → 60", value=0.54, baseline=0.42, target=0.6)], WORDS, axis=SHARES, size=WIDE
    )
    (begun,), (now,), (end,) = marks(svg, "baseline"), marks(svg, "dot"), marks(svg, "target")
    assert begun.left < now.left < end.left
    (way,) = marks(svg, "reached")
    assert (way.left, way.right) == (begun.left, (now.left + now.right) / 2)


def test_an_axis_keeps_only_its_ends_where_there_is_no_room() -> None:
    tight = SHARES.__class__(top=1, ticks=[(i / 10, f"{i * 10}\u00a0%") for i in range(11)])
    svg = intervals([Dot(name="a", label="1", value=0.1)], WORDS, axis=tight, size=NARROW)
    assert texts(svg)[2:] == ["0\u00a0%", "100\u00a0%"]
