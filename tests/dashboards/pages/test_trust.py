"""The trust pages: what is told of sources, hidden figures and promises, and that what is refused is refused."""

from datetime import date
from typing import Any

import pytest

from dashboards.access import Sight
from dashboards.doors import Doors, Guarded, HandedOut
from dashboards.pages.trust import trust
from dashboards.reading.release import Reading
from schemas.viewer import Viewer
from warehouse.published import Report

GUARDED = Guarded(
    denied={"2026-11-20": {"node": 3, "unheard-of": 1}},
    handed_out=[HandedOut(day="2026-10-01", purpose="<b>tutkimus</b>", expires="2026-12-31", deleted=False)],
)


def dpo(agency: str = "KLV", role: str = "dpo") -> Viewer:
    return Viewer(agency=agency, person_id="p", roles=frozenset({"person", role}))  # type: ignore[arg-type]  # a role


def doors(viewer: Viewer | None, **more: Any) -> Doors:
    return Doors(viewer_of=lambda _: viewer, guarded=lambda _: GUARDED, **more)


def test_each_refused_question_can_be_tried(visit: Any, published: Any) -> None:
    """The list leads to no page, or to one that has not moved."""
    pages = trust(Reading(published=published, lang="en")).context()["refused"]
    browser = visit()
    answers = {r.address: browser.get(r.address) for r in pages}
    assert [a.status_code for a in answers.values()].count(404) == 4
    assert answers["/en?sort=value"].text == browser.get("/en").text


def test_sources_are_told_as_declared(published: Any) -> None:
    page = trust(Reading(published=published, lang="fi"))
    hr, moodle, units = page.table()[1:]
    assert hr == ["<i>hr</i>", "KLV", "Mentorointi, Oppimisen hetket", "1.8.2024", "=oppiminen", "D-1", "YT-2026-3"]
    assert moodle[1:4] == ["useita virastoja", "Kurssit", "ei vielä ilmoitettu"]
    assert units[2] == "vain tietoja organisaatiosta"


def test_a_figure_names_its_sources_and_their_records(visit: Any) -> None:
    fed = {row["id"]: row for row in visit().get("/fi/trust/KLV.json").json()["indicators"]}
    assert set(fed) == {"LC01", "LC02a", "LC04", "LC05", "LC11a"}
    assert [s["name"] for s in visit().get("/fi/trust/KLV.json").json()["sources"]] == ["<i>hr</i>", "moodle"]


def test_hidden_figures_are_counted_by_reason_and_level(published: Any) -> None:
    rows = trust(Reading(published=published, lang="en")).data()["figures"]
    assert [(r["state"], r["reason"]) for r in rows] == [
        ("shown", ""),
        ("suppressed", ""),
        ("suppressed", "Too few people stand behind it."),
        ("not_available", "The sources that are needed do not cover enough of the staff."),
    ]
    assert [r["counts"] for r in rows[1:]] == [[1, 0, 0], [3, 0, 0], [4, 0, 0]]


def test_the_audit_of_this_release_is_told(published: Any) -> None:
    published.audit = Report(as_of=date(2026, 11, 16).isoformat(), position=7, release="x", findings=[])
    assert "16 November 2026" in trust(Reading(published=published, lang="en")).context()["audited"]
    published.audit = None
    assert "no result" in trust(Reading(published=published, lang="en")).context()["audited"]


@pytest.mark.parametrize("role", ["dpo", "representative"])
def test_who_guards_the_people_sees_more_of_their_own_agency(visit: Any, role: str) -> None:
    browser = visit(doors=doors(dpo(role=role)))
    own, other = browser.get("/en/trust/KLV"), browser.get("/en/trust/RTT")
    assert "&lt;b&gt;tutkimus&lt;/b&gt;" in own.text
    assert "20 November 2026" in own.text
    assert own.headers["cache-control"] == "private, no-store"
    assert browser.get("/en/trust/KLV.json").json()["guarded"]["denied"]["2026-11-20"]["node"] == 3
    assert "tutkimus" not in other.text


@pytest.mark.parametrize("viewer", [None, dpo(role="hr"), dpo(role="manager"), dpo(agency="RTT")])
def test_nobody_else_does(visit: Any, viewer: Viewer | None) -> None:
    answer = visit(doors=doors(viewer)).get("/en/trust/KLV")
    assert "tutkimus" not in answer.text
    assert "guarded" not in visit(doors=doors(viewer)).get("/en/trust/KLV.json").text


def test_alone_there_is_nothing_more_to_see(visit: Any) -> None:
    """No ledger, nobody to ask."""
    answer = visit(doors=Doors(viewer_of=lambda _: dpo())).get("/en/trust/KLV")
    assert answer.status_code == 200
    assert Sight(viewer=dpo()).trusted == "KLV"
