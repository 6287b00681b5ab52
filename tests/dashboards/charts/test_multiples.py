from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import Multiple, Point, Words, multiples
from dashboards.charts.multiples import SIZE
from tests.dashboards.charts.drawn import frame, inside, labels, marks, overlapping, read, texts
from tests.dashboards.charts.made import FIGURES, NAMES, REASONS, SHARES, START, WORDS, months, point, trends


def multiple(points: list[Point], name: str = "Oppiminen työssä", label: str = "54\u00a0%") -> Multiple:
    return Multiple(points=points, words=WORDS, name=name, label=label)


@settings(max_examples=60, deadline=None)
@given(trends(), NAMES, FIGURES)
def test_nothing_overlaps_or_leaves_the_frame(points: list[Point], name: str, label: str) -> None:
    (svg,) = multiples([multiple(points, name, label)], axis=SHARES, months=months(points))
    assert [b for b in [*labels(svg), *marks(svg)] if not inside(b, frame(svg))] == []
    assert overlapping(labels(svg)) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 70), NAMES, REASONS)
def test_where_nothing_can_be_shown_it_says_why(length: int, name: str, reason: str) -> None:
    points = [point(START + i, None, "suppressed") for i in range(length)]
    (svg,) = multiples([multiple(points, name, reason)], axis=SHARES, months=months(points))
    assert reason in " ".join(texts(svg))
    assert overlapping(labels(svg)) == []


def test_all_that_are_drawn_together_have_one_scale() -> None:
    little, much = [point(START, 0.1), point(START + 26, 0.1)], [point(START + 12, 0.1), point(START + 26, 0.9)]
    drawn = multiples(
        [multiple(little, label="1"), multiple(much, label="<\u00a010\u00a0%")], axis=SHARES, months=(START, START + 26)
    )
    ends = [marks(svg, "base", "grid") for svg in drawn]
    assert ends[0] == ends[1]
    at_a_tenth = [marks(svg, "dot")[-1] for svg in drawn]
    assert at_a_tenth[0].left == at_a_tenth[1].left
    assert at_a_tenth[0].top > at_a_tenth[1].top


def test_one_is_small_enough_for_twenty_seven_on_a_page() -> None:
    words = Words(id="KLV-LC05-small", title="Oppiminen työssä", desc="Alussa 48 % (elokuu 2024 – tammikuu 2025)." * 4)
    points = [
        point(START + i, None if i % 9 == 4 else 0.4 + 0.01 * (i % 7), "suppressed" if i % 9 == 4 else "value")
        for i in range(27)
    ]
    (svg,) = multiples(
        [Multiple(points=points, words=words, name="Edistyminen viraston omissa tavoitteissa", label="54 %")],
        axis=SHARES,
        months=months(points),
    )
    assert len(svg.encode()) < 2_500


def test_every_name_and_value_stands_in_the_drawing_itself() -> None:
    (svg,) = multiples([multiple([point(START, 0.5)])], axis=SHARES, months=(START, START + 26))
    assert texts(svg) == ["Oppiminen työssä", "0\u00a0%", "100\u00a0%", "2025", "2026", "54\u00a0%"]
    assert read(svg).get("role") == "img"


def test_text_is_never_under_12_px() -> None:
    """In the stylesheet's grid a drawing is never shown narrower than 15 rem, or than a phone."""
    assert SIZE.text * 240 / SIZE.width >= 12
