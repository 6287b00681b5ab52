"""The accessibility statement: what the law asks for, what the settings say, and in words what is missing."""

from datetime import date

import pytest
from starlette.testclient import TestClient

from dashboards.app import app
from dashboards.contents.statement import UNSAID, Statement
from dashboards.doors import Doors
from dashboards.pages.accessibility import accessibility
from look import LANGUAGES

SAID = Statement(
    organisation="Korpilupavirasto, <b>viestintä</b>",
    feedback="saavutettavuus@klv.example",
    status="partial",
    assessed=date(2026, 11, 3),
    assessor="expert",
    shortcomings={"fi": ["Liitteissä ei ole otsikoita."]},
)


def says(statement: Statement, lang: str, part: str) -> str:
    found = next(p for p in accessibility(statement, lang).data()["parts"] if p["id"] == part)
    return " ".join([*found["says"], *found["list"]])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_has_every_part_and_names_the_settings_that_are_missing(lang) -> None:
    page = accessibility(UNSAID, lang)
    parts = [part["id"] for part in page.data()["parts"]]
    assert parts == ["whose", "status", "short", "tested", "feedback", "authority", "law"]
    assert "accessibility.organisation" in says(UNSAID, lang, "whose")
    assert "accessibility.feedback" in says(UNSAID, lang, "feedback")
    assert "Traficom" in says(UNSAID, lang, "authority")
    assert all("306/2019" in says(statement, lang, "law") for statement in (UNSAID, SAID))


def test_what_the_settings_say_is_said() -> None:
    assert "Korpilupavirasto" in says(SAID, "fi", "whose")
    assert "ulkopuolisen asiantuntijan arviointiin 3.11.2026" in says(SAID, "fi", "status")
    assert says(SAID, "fi", "found") == "Liitteissä ei ole otsikoita."
    assert "14 päivässä" in says(SAID, "fi", "feedback")


def test_an_unread_translation_is_among_what_falls_short() -> None:
    assert "översättningen" in says(SAID, "sv", "short").lower()
    assert "käännös" not in says(SAID, "fi", "short")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_there_where_nothing_is_published_and_in_every_form(tmp_path, lang) -> None:
    browser = TestClient(app(tmp_path, doors=Doors(statement=SAID, access="signed_in")))
    page = browser.get(f"/{lang}/accessibility")
    assert page.status_code == 200
    assert "mailto:saavutettavuus@klv.example" in page.text
    assert "<b>viestintä" not in page.text
    assert ('lang="fi">' in page.text.split("<main")[1]) == (lang != "fi")
    assert browser.get(f"/{lang}/accessibility.json").json()["statement"]["assessed"] == "2026-11-03"
    assert browser.get(f"/{lang}/accessibility.csv").text.count("\r\n") > 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_leads_there(visit, lang) -> None:
    for page in ("", "/org/KLV", "/org/KLV/LC05", "/connect", "/audit", "/nothing-here"):
        assert f'href="/{lang}/accessibility"' in visit().get(f"/{lang}{page}").text
