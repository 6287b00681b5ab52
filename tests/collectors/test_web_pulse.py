"""/pulse as somebody with a link meets it, and as somebody who should learn nothing from it does."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from collectors.identity import HELSINKI
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import AddSource, RevokeSource
from collectors.spool.enter import enter
from collectors.spool.open import Batch, open_wave, refuse_too_soon
from collectors.spool.texts import KEYS, chosen, texts
from collectors.spool.wave import Wave
from look import LANGUAGES
from look.messages import message
from schemas.statement.refusal import Refused

TODAY = datetime.now(UTC).astimezone(HELSINKI).date()


@pytest.fixture
def links(pages):
    pages.ledger.writer.do(
        AddSource(name="klv-pages", agency="KLV", key="k", secret_hash="x", scopes=["pages"], feeds=["pulse"], units=[])
    )
    return begin(pages)


def wave(name="w1", opened=TODAY, closes=TODAY, items=None):
    return Wave(
        name=name,
        agency="KLV",
        source="klv-pages",
        opened=opened.isoformat(),
        closes=closes.isoformat(),
        items=items or texts(),
        invited={"KLV": 12},
    )


def begin(pages, **options):
    made = wave(**options)
    found = open_wave(pages.wiring.spool, made, [Batch("KLV", 12, 12)], pages.ledger.writer.do)
    return [token for _, token in found]


def sheets(pages, name="w1"):
    return [sheet.answers for sheet in pages.wiring.spool.running(name).close()]


def test_a_link_opens_the_questions_and_nothing_is_chosen(pages, links):
    shown = pages.browser().get("/pulse/w1", params={"t": links[0], "lang": "en"})
    assert shown.status_code == 200
    for text in texts().values():
        assert text.en in shown.text
    assert " checked" not in shown.text
    assert "12 people of your group were asked" in shown.text


def test_an_answer_is_kept_and_the_link_has_had_its_day(pages, links):
    browser = pages.browser()
    sent = browser.post("/pulse/w1", data={"t": links[0], "load-time": "4", "load-demands": ""})
    assert sent.status_code == 303
    assert links[0] not in sent.headers["location"]
    thanked = browser.get(sent.headers["location"])
    assert message("fi", "pulse.thanks.title") in thanked.text
    again = browser.post("/pulse/w1", data={"t": links[0], "load-time": "1"})
    assert again.status_code == 404
    assert message("fi", "pulse.unlinked.text") in again.text
    assert sheets(pages) == [{"load-time": 4}]


def test_looking_uses_nothing_up(pages, links):
    for _ in range(3):
        assert pages.browser().get("/pulse/w1", params={"t": links[0]}).status_code == 200


def test_nothing_chosen_is_told_and_the_link_still_works(pages, links):
    browser = pages.browser()
    shown = browser.post("/pulse/w1?lang=en", data={"t": links[0]})
    assert shown.status_code == 422
    assert 'href="#load-time-1"' in shown.text
    assert message("en", "pulse.wrong.none") in shown.text
    assert browser.post("/pulse/w1", data={"t": links[0], "craft-01": "5"}).status_code == 303


@pytest.mark.parametrize("value", ["0", "6", "-1", "4.5", "<b>", "４", "1" * 5000])
def test_what_is_not_on_the_scale_is_not_taken(pages, links, value):
    shown = pages.browser().post("/pulse/w1?lang=en", data={"t": links[0], "load-time": value, "craft-01": "2"})
    assert shown.status_code == 422
    assert 'id="load-time-wrong"' in shown.text
    assert re.search(r'id="craft-01-2"[^>]* checked', shown.text)
    assert f'"{value}"' not in shown.text
    assert "<b>" not in shown.text
    assert sheets(pages) == []


@pytest.mark.parametrize("name", ["w1", "unknown", "..%2Fledger", "%2e%2e"])
def test_a_link_that_is_none_learns_nothing(pages, links, name):
    for token in ("", "x", links[0][:-1], "ä" * 1000):
        shown = pages.browser().get(f"/pulse/{name}", params={"t": token})
        assert shown.status_code == 404
        assert token not in shown.text or len(token) < 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_wave_that_is_over_says_so(pages, links, lang):
    pages.browser().post("/pulse/w1", data={"t": links[0], "load-time": "4"})
    enter(
        pages.wiring.spool, "w1", pages.wiring.spool.running("w1"), pages.ledger.writer.do,
        hash_key(open_reader(pages.ledger.folder)),
    )  # fmt: skip
    for method in ("get", "post"):
        options = {"params": {"t": links[1]}} if method == "get" else {"data": {"t": links[1], "load-time": "4"}}
        shown = getattr(pages.browser(), method)(f"/pulse/w1?lang={lang}", **options)
        assert shown.status_code == 410
    assert message(lang, "pulse.closed.text") in pages.browser().get(f"/pulse/w1?lang={lang}").text


def test_after_the_last_day_nothing_is_taken_though_nobody_closed_it(pages, links):
    late = begin(pages, name="w0", opened=TODAY - timedelta(9), closes=TODAY - timedelta(1))
    assert pages.browser().get("/pulse/w0", params={"t": late[0]}).status_code == 410
    assert pages.browser().post("/pulse/w0", data={"t": late[0], "load-time": "1"}).status_code == 410


def test_a_source_that_was_revoked_takes_no_more_answers(pages, links):
    pages.ledger.writer.do(RevokeSource(name="klv-pages"))
    assert pages.browser().post("/pulse/w1", data={"t": links[0], "load-time": "1"}).status_code == 410


def test_the_page_knows_nobody(pages, links):
    browser = pages.signed_in("klv-1")
    shown = browser.get("/pulse/w1", params={"t": links[0], "lang": "sv"})
    sent = browser.post("/pulse/w1", data={"t": links[0], "load-time": "1"})
    missing = browser.get("/pulse/w1", params={"t": "x"})
    for answer in (shown, sent, missing, browser.get("/pulse/w1/thanks"), browser.get("/pulse/a/b/c")):
        assert "set-cookie" not in answer.headers
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "klv-1" not in answer.text
        assert "sign-out" not in answer.text


def test_a_form_sent_without_saying_from_where_is_taken(pages, links):
    """no-referrer makes browsers send `Origin: null`."""
    sent = pages.browser().post("/pulse/w1", data={"t": links[0], "load-time": "1"}, headers={"Origin": "null"})
    assert sent.status_code == 303


def test_a_form_that_is_too_large_is_not_read(pages, links):
    assert pages.browser().post("/pulse/w1", data={"t": links[0], "x": "y" * 70_000}).status_code == 413


def test_our_own_texts_leave_the_safety_items_out():
    assert [key for key in KEYS if key not in texts()] == [f"ps-{n:02}" for n in range(1, 8)]
    with pytest.raises(Refused, match="no text is known for ps-01"):
        chosen(texts(), ["load-time", "ps-01"])
    assert list(chosen(texts(), ["craft-01", "load-time"])) == ["load-time", "craft-01"]


def test_an_agency_gives_its_own_texts(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[ps-01]\nfi = "F"\nsv = "S"\nen = "E"\n', "utf-8")
    assert next(iter(texts(own))) == "ps-01"
    for wrong, rule in (('[ps-01]\nfi = "F"\n', "fi, sv and en"), ("[x", "TOML"), ('[xx]\nfi=""', "300 characters"),
                        ('[xx]\nfi="a"\nsv="a"\nen="a"\n', "no such item: xx")):  # fmt: skip
        own.write_text(wrong, "utf-8")
        with pytest.raises(Refused, match=rule):
            texts(own)


def test_safety_is_asked_about_once_in_eight_weeks(pages, links):
    ledger = open_reader(pages.ledger.folder)
    asked = {"ps-01": texts()["load-time"]}
    with pytest.raises(Refused, match="eight weeks"):
        refuse_too_soon(ledger, wave(name="w2", items=asked))
    refuse_too_soon(ledger, wave(name="w2"))
    refuse_too_soon(ledger, wave(name="w2", items=asked, opened=TODAY + timedelta(weeks=8)))


def test_html_in_a_text_is_text(pages, links):
    from collectors.spool.texts import Text

    nasty = Text(fi="<script>x</script>", sv="<b>", en="{0}")
    token = begin(pages, name="w3", items={"load-time": nasty})[0]
    for lang, shown in (("fi", "&lt;script&gt;"), ("sv", "&lt;b&gt;"), ("en", "{0}")):
        assert shown in pages.browser().get("/pulse/w3", params={"t": token, "lang": lang}).text


def test_a_fault_names_neither_link_nor_answer(pages, links, monkeypatch, capsys):
    monkeypatch.setattr("collectors.spool.file._wave", lambda _: json.loads("no"))
    shown = pages.browser().post("/pulse/w1", data={"t": links[0], "load-time": "4"})
    assert shown.status_code == 500
    said = capsys.readouterr()
    assert "JSONDecodeError" in said.out + said.err
    assert links[0] not in said.out + said.err + shown.text
