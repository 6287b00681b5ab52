"""What a month brought: new figures, and what is different in kind. Never a step from one month to the next."""

import pytest

from dashboards.reading.release import Reading
from dashboards.report.changes import Changes, changes
from look import LANGUAGES
from tests.dashboards.conftest import NODES, Published, cell

OCTOBER = 2026 * 12 + 9
KLV = NODES[2]


def news(*cells: object, at: str = "2026-10", lang: str = "fi") -> Changes:
    published = Published(NODES, list(cells))
    return changes(Reading(published=published, lang=lang, at=at), KLV)


def reach(month: int, **fields: object) -> object:
    return cell("KLV", "LC01", month, **({"value": 0.5, "n": "760"} | fields))


def test_a_new_figure_is_a_row_and_an_old_one_is_not() -> None:
    assert [row.shown for row in news(reach(OCTOBER - 1), reach(OCTOBER, value=0.6)).rows] == ["60\u00a0%"]
    assert news(reach(OCTOBER - 1)).rows == []


def test_the_first_figure_is_told_of() -> None:
    assert news(reach(OCTOBER)).notes == ["Kattavuus suomeksi?: ensimmäinen luku, elo–lokakuu 2026."]


def test_nothing_is_said_of_a_step_from_month_to_month() -> None:
    assert news(reach(OCTOBER - 1, value=0.2), reach(OCTOBER, value=0.9)).notes == []


def test_an_arrow_that_came_is_told_with_what_there_was_before() -> None:
    found = news(reach(OCTOBER - 1, change="none"), reach(OCTOBER, change="up")).notes
    assert found == [
        "Kattavuus suomeksi?: vuotta aiempaan verrattuna nyt selvä nousu, edellisessä raportissa ei selvää muutosta."
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_went_out_of_sight_says_why_and_what_came_back_says_so(lang) -> None:
    hidden = {"state": "not_available", "value": None, "note": "coverage", "n": ""}
    gone = news(reach(OCTOBER - 1), reach(OCTOBER, **hidden), lang=lang)
    assert len(gone.notes) == 1
    assert gone.rows[0].people == gone.rows[0].change == "–"
    assert len(news(reach(OCTOBER - 1, **hidden), reach(OCTOBER), lang=lang).notes) == 1
    assert news(reach(OCTOBER - 1, **hidden), reach(OCTOBER, **hidden), lang=lang).notes == []


def test_a_correction_made_since_is_told_with_its_reason() -> None:
    put_right = reach(OCTOBER - 3, release="2026-11-20-1")
    published = Published(NODES, [put_right, reach(OCTOBER - 1), reach(OCTOBER)])
    published.release["corrections"] = [{"release": "2026-11-20-1", "made": "2026-11-20", "reason": "Viikko puuttui."}]
    told = [changes(Reading(published=published, lang="fi", at=at), KLV).notes for at in ("2026-10", "2026-09")]
    assert told[0] == ["Kattavuus suomeksi?, touko–heinäkuu 2026: korjattu 20.11.2026. Syy: Viikko puuttui."]
    assert not any("korjattu" in note for note in told[1])
