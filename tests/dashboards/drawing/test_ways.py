"""Goals drawn: each on the axis of what it is measured by, from its baseline to now and to its target."""

from typing import Any

import msgspec
import pytest

from dashboards.drawing.ways import legend, ways
from tests.dashboards.charts.drawn import marks, texts


def names(svg: str, published: Any) -> list[str]:
    known = {goal.name_fi for goal in published.goals("KLV")}
    return [text for text in texts(svg) if text in known]


def test_goals_stand_by_name_each_with_its_way(published: Any) -> None:
    ((wide, narrow),) = ways(published, "KLV", "fi")
    assert names(wide, published) == ["<b>Askeleet</b>", "Aina turvallista", "Työ opettaa", "Vielä edessä"]
    assert "Lähtötaso 42\u00a0%, nyt 54\u00a0% (15.9.2026), tavoite 60\u00a0%" in texts(wide)
    assert "1 saavutettu (15.9.2026), tavoitteena 4 välitavoitetta" in texts(wide)
    assert 'class="stack narrow"' in narrow


def test_what_is_hidden_or_not_reviewed_has_no_way_but_a_reason(published: Any) -> None:
    ((wide, _),) = ways(published, "KLV", "fi")
    assert "peitetty tietosuojan vuoksi" in texts(wide)
    assert "ei ole vielä arvioitu" in texts(wide)
    assert len(marks(wide, "dot")) == len(marks(wide, "reached")) == 2
    assert [key.text for key in legend(published, "KLV", "fi")] == [
        "lähtötaso", "tavoite", "peitetty tietosuojan vuoksi", "ei tietoa"
    ]  # fmt: skip


def test_only_what_is_measured_alike_stands_on_one_axis(published: Any) -> None:
    score = msgspec.structs.replace(published.cards["LC05"], id="LC09", unit="score", scale=(0.0, 100.0))
    published.cards = published.cards | {"LC09": score}
    first, *others = published.goals("KLV")
    moved = msgspec.structs.replace(first, indicator="LC09", baseline=40.0, value=62.0, target=70.0)
    published.goals = lambda agency: [moved, *others]
    alone, together = (drawn[0] for drawn in ways(published, "KLV", "fi"))
    assert texts(alone)[-5:] == ["0", "25", "50", "75", "100"]
    assert len(names(together, published)) == 3


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_an_agency_without_goals_has_no_drawing(published: Any, lang: str) -> None:
    assert ways(published, "RTT", lang) == []


def test_a_number_beyond_the_axis_stands_at_its_end(published: Any) -> None:
    goal = msgspec.structs.replace(published.goals("KLV")[0], target=1.2)
    published.goals = lambda agency: [goal]
    ((wide, _),) = ways(published, "KLV", "fi")
    (flag,) = marks(wide, "target")
    assert flag.right <= 560
