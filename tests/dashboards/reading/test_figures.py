"""Axes: round numbers, as the figures themselves are written, in every language."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.reading.figures import axis, figure
from schemas.cell import Cell
from schemas.indicators.card import Card, cards
from warehouse.published import Node

KLV = Node(id="KLV", parent=None, agency="KLV", name_fi="K", name_sv="K", level="agency")
UNBOUNDED = [card for card in cards().values() if len(card.scale) == 1]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
@pytest.mark.parametrize("card", cards().values(), ids=cards())
def test_no_two_ticks_are_written_alike(card: object, lang: str) -> None:
    for highest in (0, 0.4, 1.5, 2, 3, 7, 12, 130):
        labels = [label for _, label in axis(card, lang, highest).ticks]  # type: ignore[arg-type]  # a card
        assert len(set(labels)) == len(labels)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(UNBOUNDED), st.floats(0, 1e6, allow_nan=False))
def test_ticks_are_whole_round_steps_up_to_the_highest_figure(card: object, highest: float) -> None:
    found = axis(card, "en", highest)  # type: ignore[arg-type]  # a card
    values = [int(label.replace(",", "")) for _, label in found.ticks]
    (step,) = {b - a for a, b in pairwise(values)}
    assert str(step).rstrip("0") in ("1", "2", "5")
    assert values[0] == 0
    assert values[-1] == found.top >= highest
    assert 2 <= len(values) <= 6


@pytest.mark.parametrize(
    ("lang", "name", "labels"),
    [
        ("fi", "LC05", ["0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"]),
        ("en", "LC05", ["0%", "25%", "50%", "75%", "100%"]),
        ("sv", "LC07", ["0", "0,25", "0,50", "0,75", "1", "1,25"]),
        ("en", "LC07", ["0", "0.25", "0.50", "0.75", "1", "1.25"]),
        ("fi", "LC06", ["0", "2", "4", "6", "8", "10"]),
        ("fi", "LC09", ["0", "25", "50", "75", "100"]),
        ("fi", "S1", ["0", "200", "400", "600", "800", "1\u00a0000"]),
    ],
)  # fmt: skip
def test_ticks_are_written_as_the_language_writes_numbers(lang: str, name: str, labels: list[str]) -> None:
    assert [label for _, label in axis(cards()[name], lang, 950).ticks] == labels


@pytest.mark.parametrize("card", [card for card in cards().values() if card.breakdown], ids=lambda card: card.id)
@pytest.mark.parametrize(("part_of", "says"), [(["2026-09", "2026-10"], ""), (["2026-10"], "–")])
def test_a_period_without_parts_says_so(card: Card, part_of: list[str], says: str) -> None:
    """Fewer people stand behind parts than behind the whole, so they may be made once a year only."""
    whole = [_cell(card, period) for period in ("2026-09", "2026-10")]
    parts = [_cell(card, period, name) for period in part_of for name in card.breakdown]
    shown = figure(card, whole + parts, KLV, "en")
    assert shown.parts_sparse == bool(says)
    assert [shown.part(whole[0], name) for name in card.breakdown] == [says or "50%"] * len(card.breakdown)
    assert shown.seldom.startswith("When fewer than 100 people")


def _cell(card: Card, period: str, category: str = "") -> Cell:
    return Cell(
        indicator=card.id, formula_version=1, node="KLV", period=period, window=f"R{card.months}M",
        period_start=f"{period}-01", period_end=f"{period}-28", breakdown=card.by if category else "",
        category=category, unit="share" if category else card.unit, state="value", value=0.5, release="r",
    )  # fmt: skip
