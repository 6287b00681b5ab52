"""The goals beside LC12: by name, with the first target and the one now, and no more than the figure tells."""

from typing import Any

import msgspec
import pytest

from dashboards.reading.goals import rows


def test_by_name_never_by_how_far_they_are(published: Any) -> None:
    assert [row.name for row in rows(published, "KLV", "fi")] == [
        "<b>Askeleet</b>", "Aina turvallista", "Työ opettaa", "Vielä edessä"
    ]  # fmt: skip
    assert rows(published, "RTT", "fi") == []


def test_a_goal_with_a_target(published: Any) -> None:
    (row,) = (row for row in rows(published, "KLV", "sv") if row.language == "sv")
    assert (row.name, row.baseline, row.target, row.progress) == ("Arbetet lär", "42\u00a0%", "60\u00a0%", "67\u00a0%")
    assert (row.latest, row.gone, row.track) == ("54\u00a0% (15.9.2026)", "50\u00a0%", "i fas")


def test_one_with_milestones_and_one_not_reviewed(published: Any) -> None:
    steps, _, _, ahead = rows(published, "KLV", "en")
    assert (steps.baseline, steps.target) == ("–", "4 milestones")
    assert (steps.latest, steps.progress, steps.track) == ("1 met (15 September 2026)", "25%", "behind schedule")
    assert (ahead.latest, ahead.progress) == ("not reviewed yet", "0%")


def test_where_its_figure_is_hidden_so_is_its_progress(published: Any) -> None:
    hidden = rows(published, "KLV", "fi")[1]
    assert hidden.target == "50\u00a0% (aluksi 60\u00a0%)"
    assert {hidden.latest, hidden.progress, hidden.track} == {"peitetty tietosuojan vuoksi"}


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_figure_is_never_shown_without_the_list(visit: Any, published: Any, lang: str) -> None:
    card = msgspec.structs.replace(published.cards["LC01"], id="LC12", pair="")
    published.cards = published.cards | {"LC12": card}
    html = visit(published).get(f"/{lang}/org/KLV/LC12").text
    section = html[html.index('<section class="goals"') :].split("</section>")[0]
    assert "&lt;b&gt;Askeleet" in section
    assert section.count("<tr>") >= 1 + 4
    assert 'class="goals"' not in visit(published).get(f"/{lang}/org/RTT/LC12").text
