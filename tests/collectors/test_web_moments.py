"""Noting a moment, a session, a reflection: what is asked, what becomes of it, and what does not."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from collectors.kinds.moments import KINDS
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource
from collectors.web import codes, noting, questions
from schemas import profile

CANARY = "kanarialintu"
EXT = f"{profile.BASE}/ext/"
NONCE = "0123456789abcdef"


@pytest.fixture
def opened(pages):
    """KLV has opened its pages."""
    pages.ledger.writer.do(
        AddSource(
            name="klv-pages", agency="KLV", key="p", secret_hash="x", scopes=["pages"],
            feeds=["moments", "reflections", "mentoring"], units=[], purpose="p", dpia="d", cooperation="c",
        )
    )  # fmt: skip
    return pages


def stored(pages):
    rows = open_reader(pages.ledger.folder).execute("select body from statement order by seq").fetchall()
    return [json.loads(body) for (body,) in rows]


def press(browser, path, **fields):
    return browser.post(path, data={"csrf": browser.csrf, "nonce": NONCE, **fields})


def answers(kind):
    return {question: questions.ANSWERS[question][0] for question in questions.asked(kind)}


@pytest.mark.parametrize("kind", [*questions.AT_WORK, *questions.WITH_OTHERS])
def test_every_kind_becomes_the_statement_its_template_asks_for(opened, kind):
    browser = opened.signed_in("klv-1")
    answer = press(browser, f"/moments/new/{kind}", **answers(kind))
    assert answer.status_code == 303
    [statement] = stored(opened)
    template = profile.match(statement["verb"]["id"], statement["object"]["definition"]["type"])
    assert template is not None
    assert template.id == KINDS[kind][0]
    assert profile.faults(statement, template) == []
    assert statement["actor"]["account"] == {"homePage": "https://lc.example/klv", "name": "klv-1"}


def test_all_kinds_are_offered():
    assert {*questions.AT_WORK, *questions.WITH_OTHERS} == set(KINDS)


def test_three_taps(opened):
    browser = opened.signed_in()
    first = browser.get("/moments").text
    assert 'href="/moments/new/success"' in first
    second = browser.get("/moments/new/success").text
    assert 'href="/moments/new/success?place=own_task"' in second
    third = browser.get("/moments/new/success?place=own_task").text
    assert '<button class="choice" name="initiative" value="employee">' in third


def test_nothing_is_chosen_beforehand(opened):
    browser = opened.signed_in()
    for path in ("/moments/new/success", "/moments/new/success?place=own_task", "/moments/session"):
        page = browser.get(path).text
        assert "checked" not in page
        assert "selected" not in page


@pytest.mark.parametrize("question", questions.ANSWERS)
def test_not_telling_is_an_answer_too(question):
    assert questions.ANSWERS[question][-1] == "unknown"


def test_the_same_form_twice_is_one_statement(opened):
    browser = opened.signed_in()
    one = press(browser, "/moments/new/success", place="own_task", initiative="joint")
    two = press(browser, "/moments/new/success", place="own_task", initiative="joint")
    other = press(browser, "/moments/new/success", place="training", initiative="joint")
    assert one.headers["location"] == two.headers["location"] == other.headers["location"]
    assert len(stored(opened)) == 1


def test_two_people_s_same_nonce_are_two_statements(opened):
    for person in ("klv-1", "klv-2"):
        press(opened.signed_in(person), "/moments/new/failure", place="own_task")
    assert len(stored(opened)) == 2


@pytest.mark.parametrize("nonce", ["", "short", "ä" * 20, "x" * 65])
def test_a_form_without_our_nonce_is_not_ours(opened, nonce):
    browser = opened.signed_in()
    assert press(browser, "/moments/new/failure", place="own_task", nonce=nonce).status_code == 403
    assert stored(opened) == []


def test_unknown_fields_and_answers_are_dropped_unseen(opened, capsys):
    browser = opened.signed_in()
    answer = press(browser, "/moments/new/success", place=CANARY, initiative="joint", text=CANARY, day=CANARY)
    assert answer.status_code == 422
    answer = press(browser, "/moments/new/success", place="own_task", initiative="joint", text=CANARY)
    page = browser.get(answer.headers["location"]).text
    told = capsys.readouterr()
    assert CANARY not in page + told.out + told.err
    folder = opened.ledger.folder
    assert all(CANARY.encode() not in file.read_bytes() for file in folder.iterdir() if file.is_file())


@pytest.mark.parametrize("day", ["2099-01-01", "1999-01-01", "31.2.2026", "x"])
def test_a_day_that_cannot_be_is_said_beside_its_field_and_above(opened, day):
    answer = press(opened.signed_in(), "/moments/new/failure", place="own_task", day=day)
    assert answer.status_code == 422
    assert 'href="#day"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert stored(opened) == []


def test_the_day_alone_is_kept_not_the_time(opened):
    day = (datetime.now(UTC) - timedelta(days=3)).date()
    press(opened.signed_in(), "/moments/new/failure", place="own_task", day=day.isoformat())
    assert stored(opened)[0]["timestamp"] in {f"{day}T09:00:00Z", f"{day}T10:00:00Z"}  # noon in Helsinki


def test_today_before_noon_is_now():
    early = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
    late = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
    assert noting.when("", early).utc == early
    assert noting.when("", late).utc == datetime(2026, 11, 25, 10, tzinfo=UTC)


def test_two_who_share_a_code_note_the_same_help(opened):
    one = press(opened.signed_in("klv-1"), "/moments/new/help-given", counterpart_scope="same_unit")
    code = one.headers["location"].partition("?code=")[2]
    shown = opened.signed_in("klv-1").get(one.headers["location"]).text
    assert codes.shown(code) in shown
    typed = codes.shown(code).lower().replace(" ", "-")
    press(opened.signed_in("klv-2"), "/moments/new/help-received", counterpart_scope="same_unit", code=typed)
    first, second = (s["context"]["contextActivities"]["parent"][0]["id"] for s in stored(opened))
    assert first == second


def test_a_code_in_an_address_is_shown_only_with_its_own_moment(opened):
    browser = opened.signed_in()
    made = press(browser, "/moments/new/help-given", counterpart_scope="same_unit").headers["location"]
    assert "2345 2345" not in browser.get(made.partition("?")[0] + "?code=23452345").text


SESSION = {"role": "mentor", "mode": "pair", "minutes": "45", "series": "new", "initiative": "joint"}


def test_a_session_is_one_s_own_part_in_it(opened):
    assert press(opened.signed_in(), "/moments/session", **SESSION).status_code == 303
    [statement] = stored(opened)
    template = profile.match(statement["verb"]["id"], statement["object"]["definition"]["type"])
    assert template is not None
    assert profile.faults(statement, template) == []
    assert statement["result"]["duration"] == "PT45M"
    assert statement["context"]["extensions"][f"{EXT}role"] == "mentor"


def test_a_session_goes_on_with_a_series_or_begins_one(opened):
    browser = opened.signed_in()
    press(browser, "/moments/session", **SESSION)
    series = stored(opened)[0]["context"]["registration"]
    assert series in browser.get("/moments/session").text
    press(browser, "/moments/session", **SESSION | {"series": series}, nonce="another-nonce-123")
    assert stored(opened)[1]["context"]["registration"] == series


def test_another_s_series_cannot_be_chosen(opened):
    press(opened.signed_in("klv-2"), "/moments/session", **SESSION)
    series = stored(opened)[0]["context"]["registration"]
    assert press(opened.signed_in("klv-1"), "/moments/session", **SESSION | {"series": series}).status_code == 422


@pytest.mark.parametrize("field", SESSION)
def test_what_is_missing_of_a_session_is_said_and_the_rest_is_kept(opened, field):
    answer = press(opened.signed_in(), "/moments/session", **SESSION | {field: ""})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-wrong"' in answer.text
    assert answer.text.count(" checked") == len(SESSION) - 1
    assert stored(opened) == []


@pytest.mark.parametrize(("typed", "status"), [("75", 303), ("0", 422), ("1441", 422), ("-5", 422), ("½", 422)])
def test_another_length_is_typed_in_minutes(opened, typed, status):
    answer = press(opened.signed_in(), "/moments/session", **SESSION | {"minutes": "other", "other_minutes": typed})
    assert answer.status_code == status


def test_a_reflection_is_about_an_own_event_and_holds_no_text(opened):
    browser = opened.signed_in()
    press(browser, "/moments/new/success", place="own_task", initiative="joint")
    [moment] = stored(opened)
    assert moment["id"] in browser.get("/moments/reflection").text
    press(browser, f"/moments/reflection/{moment['id']}", how="medium", text=CANARY)
    reflection = stored(opened)[1]
    template = profile.match(reflection["verb"]["id"], reflection["object"]["definition"]["type"])
    assert template is not None
    assert profile.faults(reflection, template) == []
    assert reflection["context"]["contextActivities"]["parent"] == [{"id": moment["object"]["id"]}]
    assert reflection["result"]["extensions"] == {f"{EXT}text-shape": "medium", f"{EXT}reflection-mode": "written"}
    assert CANARY not in json.dumps(reflection)
    assert moment["id"] not in browser.get("/moments/reflection").text


def test_there_is_no_field_for_what_one_thought(opened):
    browser = opened.signed_in()
    page = browser.get("/moments/reflection/free").text
    assert "<textarea" not in page
    assert 'type="text"' not in page


def test_nobody_reflects_on_another_s_event_or_sees_it(opened):
    press(opened.signed_in("klv-1"), "/moments/new/failure", place="own_task")
    [moment] = stored(opened)
    other = opened.signed_in("klv-2")
    assert other.get(f"/moments/reflection/{moment['id']}").status_code == 404
    assert press(other, f"/moments/reflection/{moment['id']}", how="short").status_code == 404
    assert other.get(f"/moments/done/{moment['id']}").status_code == 404


def test_declining_needs_something_to_decline(opened):
    browser = opened.signed_in()
    assert "declined" not in browser.get("/moments/reflection/free").text
    assert press(browser, "/moments/reflection/free", how="declined").status_code == 200
    assert stored(opened) == []


@pytest.mark.parametrize("path", ["/moments/new/success", "/moments/session", "/moments/reflection"])
def test_where_the_agency_has_not_opened_its_pages_nothing_can_be_noted(pages, path):
    browser = pages.signed_in()
    assert browser.get("/moments").status_code == 200
    assert browser.get(path).status_code == 404


def test_a_booked_session_is_confirmed_by_one_press(opened):
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    booking = {
        "id": "6d1f5a3e-0000-4000-8000-000000000001",
        "actor": {"account": {"homePage": "https://lc.example/klv", "name": "klv-1"}},
        "verb": {"id": "http://activitystrea.ms/schema/1.0/schedule"},
        "object": {
            "id": "https://lc.example/klv/event/booked",
            "definition": {"type": f"{profile.BASE}/activity-types/mentoring-session"},
        },
        "context": {
            "registration": "6d1f5a3e-0000-4000-8000-000000000002",
            "extensions": {
                "http://id.tincanapi.com/extension/planned-start-time": start.isoformat(),
                "http://id.tincanapi.com/extension/planned-duration": "PT1H",
            },
        },
    }
    opened.ledger.accept(booking)
    browser = opened.signed_in("klv-1")
    assert booking["id"] in browser.get("/moments").text
    assert booking["id"] not in opened.signed_in("klv-2").get("/moments").text
    assert press(browser, "/moments/confirm", booking=booking["id"], role="mentee").status_code == 303
    held = stored(opened)[1]
    assert held["object"]["id"] == booking["object"]["id"]
    assert held["context"]["registration"] == booking["context"]["registration"]
    assert booking["id"] not in browser.get("/moments").text
    assert press(browser, "/moments/confirm", booking=booking["id"], role="mentee").headers["location"] == "/moments"
    assert len(stored(opened)) == 2
