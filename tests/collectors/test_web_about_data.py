"""/about-data: the live record of processing, for everybody who asks."""

import re

import msgspec
import pytest

from collectors.ledger.amounts import Amount, amounts
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, DeclareSource, RevokeSource
from collectors.web.wiring import Keeping
from look import LANGUAGES
from look.messages import message


def source(pages, name="klv-hr", **declared):
    about = {"purpose": "learning indicators", "dpia": "HD-2026-14", "cooperation": "YT-2026-3", "since": "2026-01-01"}
    pages.ledger.writer.do(
        AddSource(name=name, agency="KLV", key=f"k{name}", secret_hash="secret hash", scopes=["all"],
                  feeds=["reflections", "mentoring"], units=[], **(about | declared))
    )  # fmt: skip


def shown(pages, lang="en"):
    answer = pages.browser().get("/about-data", params={"lang": lang})
    assert answer.status_code == 200
    return answer.text


def test_nobody_has_to_sign_in(pages):
    source(pages)
    told = shown(pages)
    for words in ("klv-hr", "learning indicators", "HD-2026-14", "YT-2026-3", "1 January 2026", "the whole agency"):
        assert words in told
    assert "Reflection follow-through" in told
    assert "kklv-hr" not in told
    assert "secret hash" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_every_language(pages, lang):
    source(pages)
    told = shown(pages, lang)
    for key in (
        "about.title",
        "about.never.text",
        "taken_way.pseudonym",
        "taken_kind.sessions",
        "taken_feed.mentoring",
    ):
        assert message(lang, key) in told
    assert re.search(r"\{\w+\}", told) is None


def test_it_is_live(pages):
    pages.ledger.writer.do(RevokeSource(name="moodle"))
    source(pages, purpose=None, dpia=None)
    assert shown(pages).count(message("en", "about.missing")) == 2
    pages.ledger.writer.do(DeclareSource(name="klv-hr", purpose="pulses", dpia="D-9"))
    assert message("en", "about.missing") not in shown(pages)
    pages.ledger.writer.do(RevokeSource(name="klv-hr"))
    assert "klv-hr" not in shown(pages)


def test_how_long_is_as_set(pages):
    assert "Events about a person: 36 months." in shown(pages)
    pages.wiring = msgspec.structs.replace(pages.wiring, keeping=Keeping(events_months=24, pulses_months=6))
    told = shown(pages)
    assert "Events about a person: 24 months." in told
    assert "Answers to pulses: 6 months" in told


def test_where_there_is_no_source_it_says_so(pages):
    pages.ledger.writer.do(RevokeSource(name="moodle"))
    assert message("en", "about.none") in shown(pages)


def test_small_groups_are_not_counted_out(pages, course):
    for person in range(4):
        pages.ledger.accept(course(f"{person}"), course(f"{person}", timestamp="2026-03-03T10:00:00Z"))
    told = shown(pages)
    assert message("en", "about.few") in told
    assert amounts(open_reader(pages.ledger.folder))["moodle"] == Amount(8, 4)


def test_a_number_does_not_move_with_one_statement(pages, course):
    for person in range(20):
        pages.ledger.accept(course(f"{person}"))
    browser = pages.browser()
    assert "about 20" in browser.get("/about-data?lang=en").text
    for person in range(20, 60):
        pages.ledger.accept(course(f"{person}"))
    assert "about 20" in browser.get("/about-data?lang=en").text  # counted once a day


@pytest.mark.parametrize(
    ("statements", "people", "told"),
    [(0, 0, None), (900, 4, None), (7, 5, 10), (23, 9, 20), (1_234, 50, 1_200), (98_765, 50, 98_000)],
)
def test_how_a_number_is_told(statements, people, told):
    assert Amount(statements, people).told == told


def test_what_a_source_says_of_itself_is_text(pages):
    source(pages, purpose="<script>alert(1)</script>")
    assert "&lt;script&gt;" in shown(pages)
    assert "<script" not in shown(pages)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_leads_to_what_statements_mean(pages, lang):
    assert f'href="/profile?lang={lang}"' in shown(pages, lang)
    assert f'<html lang="{lang}">' in pages.browser().get(f"/profile?lang={lang}").text
