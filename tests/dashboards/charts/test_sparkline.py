from hypothesis import given, settings

from dashboards.charts import Point, Words, sparkline
from tests.dashboards.charts.drawn import count, frame, inside, marks, read
from tests.dashboards.charts.made import START, WORDS, months, point, trends


@settings(max_examples=60, deadline=None)
@given(trends())
def test_marks_stay_in_the_frame(points: list[Point]) -> None:
    svg = sparkline(points, WORDS, months=months(points))
    assert [b for b in marks(svg) if not inside(b, frame(svg))] == []


def test_a_gap_is_marked_even_in_so_small_a_drawing() -> None:
    points = [point(START, 0.2), point(START + 1, None, "suppressed"), point(START + 2, None, "not_available")]
    svg = sparkline(points, WORDS, months=months(points))
    assert count(svg, "line") == 0
    assert count(svg, "hidden") == 2
    assert (count(svg, "suppressed"), count(svg, "missing")) == (1, 1)


def test_a_drawing_has_a_name_and_a_description() -> None:
    svg = read(sparkline([point(START, 0.2), point(START + 1, 0.3)], WORDS, months=(START, START + 1)))
    assert svg.get("role") == "img"
    named = [next(e for e in svg.iter() if e.get("id") == i).text for i in svg.attrib["aria-labelledby"].split()]
    assert named == [WORDS.title, WORDS.desc]


def test_words_from_outside_cannot_break_out() -> None:
    evil = Words(id="c", title="</title><script>", desc='"><script>\x00')
    svg = sparkline([point(START, 0.2)], evil, months=(START, START))
    assert "<script" not in svg
    read(svg)
