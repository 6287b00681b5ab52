from typing import Any

import msgspec
import pytest

from dashboards.reading.figures import figure
from dashboards.reading.release import above, agencies, children, groups, name_of, other_name
from warehouse.disclosure.cadence import MANY


def test_agencies_are_listed_by_name_in_the_pages_language(published: Any) -> None:
    assert [n.id for n in agencies(published, "fi")] == ["EVIL", "KLV", "RTT", "ÄÄ"]
    assert [n.id for n in agencies(published, "sv")] == ["EVIL", "RTT", "ÄÄ", "KLV"]


def test_what_lies_above_and_below(published: Any) -> None:
    agency, department = published.node("KLV"), published.node("KLV-1")
    assert children(published, "KLV", "fi") == [department]
    assert above(published, department) == [agency]
    assert above(published, agency) == []
    assert published.node("NOBODY") is None


def test_a_missing_swedish_name_falls_back_to_finnish(published: Any) -> None:
    bare = published.node("ÄÄ")
    assert name_of(bare, "sv") == ("Äänimaisemavirasto", "fi")
    assert other_name(bare, "sv") == ("", "sv")
    assert name_of(bare, "en") == ("Äänimaisemavirasto", "fi")


def test_figures_stand_in_fixed_order_and_reach_never_without_load(published: Any) -> None:
    order = [[c.id for c in group] for group in groups(published.cards)]
    assert order == [["LC05"], ["LC11a", "LC01"], ["LC02a"], ["LC04"]]


def test_a_new_card_joins_without_a_registry(published: Any) -> None:
    added = {
        i: msgspec.structs.replace(published.cards["LC04"], id=i, pair=p) for i, p in (("LC09", "LC04"), ("LC99", "-"))
    }
    order = [[c.id for c in group] for group in groups(published.cards | added)]
    assert order == [["LC05"], ["LC09", "LC04"], ["LC11a", "LC01"], ["LC02a"], ["LC99"]]


def test_a_figure_takes_its_own_window_and_order(published: Any) -> None:
    card = published.cards["LC04"]
    cells = published.cells("KLV", "LC04")
    monthly = [msgspec.structs.replace(c, window="M") for c in cells]
    assert figure(card, [*reversed(cells), *monthly], published.node("KLV"), "fi").trend == cells


def test_the_year_before_is_the_same_window(published: Any) -> None:
    shown = figure(published.cards["LC01"], published.cells("KLV"), published.node("KLV"), "fi")
    assert shown.latest.period == "2026-10"
    assert shown.year_before(shown.latest).period == "2025-10"
    assert shown.year_before(shown.trend[0]) is None


def test_quarters_are_named_where_only_quarters_are_published(published: Any) -> None:
    few = figure(published.cards["LC01"], published.cells("RTT"), published.node("RTT"), "fi")
    many = figure(published.cards["LC01"], published.cells("KLV"), published.node("KLV"), "fi")
    assert few.period(few.latest) == "3. neljännes 2026"
    assert many.period(many.latest) == "elo–lokakuu 2026"


def test_the_trend_in_a_sentence_counts_what_is_hidden(published: Any) -> None:
    shown = figure(published.cards["LC04"], published.cells("KLV"), published.node("KLV"), "fi")
    assert shown.described() == (
        "Alussa 35\u00a0% (elo–lokakuu 2024), viimeksi 60\u00a0% (elo–lokakuu 2026). "
        "Peitettyjä tai puuttuvia jaksoja: 2."
    )


@pytest.mark.parametrize(("card", "end"), [("LC01", "neljänneksen"), ("LC05", "puolivuoden"), ("LC02a", "vuoden")])
def test_it_is_told_why_few_people_have_fewer_figures(published: Any, card: str, end: str) -> None:
    told = {
        agency: figure(published.cards[card], published.cells(agency, card), published.node(agency), "fi").described()
        for agency in ("KLV", "RTT")
    }
    assert f"alle {MANY} ihmistä" in told["RTT"]
    assert f"{end} lopussa" in told["RTT"]
    assert str(MANY) not in told["KLV"]


def test_a_pulse_is_not_called_sparse(published: Any) -> None:
    assert not figure(published.cards["LC11a"], published.cells("RTT", "LC11a"), published.node("RTT"), "fi").sparse


def test_all_parts_or_none(published: Any) -> None:
    card, cells = published.cards["LC05"], published.cells("KLV", "LC05")
    whole = figure(card, cells, published.node("KLV"), "fi")
    assert [row.label for row in whole.rows()] == ["touko–lokakuu 2025", "touko–lokakuu 2026"]
    torn = figure(
        card, [c for c in cells if (c.period, c.category) != ("2026-10", "separate")], published.node("KLV"), "fi"
    )
    assert [row.label for row in torn.rows()] == ["touko–lokakuu 2025"]
