"""The journey: findings with the goals they led to, goals with their evidence, where it began and where it is."""

from typing import Any

import pytest

from dashboards.pages.journey import journey
from dashboards.reading.release import Reading


@pytest.fixture
def page(published: Any) -> Any:
    return lambda node="KLV", lang="fi": journey(Reading(published=published, lang=lang), published.node(node))


def test_findings_come_in_order_with_the_goal_they_led_to(page: Any) -> None:
    found = page().context()["findings"]
    assert [(f.when, f.about and f.about.id, f.goal and f.goal.name, f.place) for f in found] == [
        ("31.8.2024", "LC05", "Työ opettaa", 3),
        ("30.9.2024", "LC11a", None, 0),
        ("1.10.2024", None, None, 0),
    ]


def test_a_finding_speaks_its_own_language(page: Any) -> None:
    found = page(lang="sv").context()["findings"]
    assert [(f.text, f.language) for f in found[:2]] == [("Oppi on <b>erillään</b>", "fi"), ("Belastar", "sv")]


def test_a_trend_is_drawn_once_for_all_goals_it_measures(page: Any) -> None:
    aims = page().context()["aims"]
    assert [(a.goal.id, a.on_track, bool(a.drawing)) for a in aims] == [
        ("g2", False, False), ("g3", None, True), ("g1", True, False), ("g4", False, False)
    ]  # fmt: skip
    assert page(lang="en").context()["sum"] == "There are 4 goals: 1 on track, 2 behind schedule, 1 hidden."


def test_the_baseline_is_the_first_published_figure_and_stays(page: Any) -> None:
    told = {entry["indicator"]: entry for entry in page().data()["since_baseline"]}
    assert told["LC05"]["baseline"]["period"] == "2025-01"
    assert told["LC05"]["now"]["period"] == "2026-10"
    assert told["LC05"]["change"] == "up"


def test_departments_stand_by_name_with_reach_and_load_beside_each_other(page: Any) -> None:
    (department,) = page().context()["departments"]
    assert department.node.id == "KLV-1"
    assert [c.id for c in page().context()["beside"]] == ["LC05", "LC01", "LC02a", "LC11a"]


def test_the_table_holds_it_all_in_words(page: Any) -> None:
    head, *rows = page().table()
    assert {len(row) for row in rows} == {len(head)}
    assert rows[0][2:] == ["Oppi on <b>erillään</b>", "", "", "", "Työ opettaa"]
    assert [row[0] for row in rows[3:8]] == ["Tavoite"] * 4 + ["Mittari"]


def test_of_an_earlier_time_it_tells_what_was_known_then(published: Any, visit: Any) -> None:
    then = journey(Reading(published=published, lang="en", at="2024-09"), published.node("KLV"))
    assert [f.when for f in then.context()["findings"]] == ["31 August 2024", "30 September 2024"]
    assert (then.context()["aims"], then.data()["goals"]) == ([], [])
    assert "Of goals only the newest state is told." in visit().get("/en/org/KLV/journey?at=2024-09").text


def test_only_agencies_have_one(visit: Any) -> None:
    assert [visit().get(f"/fi/org/{node}/journey").status_code for node in ("KLV", "RTT", "KLV-1")] == [200, 200, 404]
