"""Requests as forms (1.0.3: Communication 1.3), which 2.0 has no more."""

import base64
import json
from urllib.parse import quote

import pytest

from collectors.lrs import versions

AGENT = json.dumps({"mbox": "mailto:maija@klv.example"})
AT = {"activityId": "https://lms.klv.example/course/7?a=b&c=ä", "agent": AGENT, "stateId": "s"}
PATH = "/activities/state"


@pytest.fixture
def lrs(store):
    return store()


def form(lrs, method, fields, path=PATH, **more):
    return lrs.post(f"{path}?method={method}", data=fields, **more)


def test_every_method_can_be_said_so(lrs):
    content = {"content": json.dumps({"ä": "+ &="}), "Content-Type": "application/json"}
    assert form(lrs, "PUT", AT | content).status_code == 204
    got = form(lrs, "GET", AT)
    assert got.json() == {"ä": "+ &="}
    assert got.content == lrs.get(PATH, params=AT).content
    assert form(lrs, "POST", AT | {"content": '{"b":1}', "Content-Type": "application/json"}).status_code == 204
    assert form(lrs, "HEAD", AT).headers["ETag"] == lrs.get(PATH, params=AT).headers["ETag"]
    assert form(lrs, "DELETE", AT).status_code == 204
    assert lrs.get(PATH, params=AT).status_code == 404


def test_statements_are_sent_and_found_so(lrs, course):
    sent = course()
    fields = {"statementId": sent["id"], "content": json.dumps(sent)}
    assert form(lrs, "PUT", fields, "/statements").status_code == 204
    found = form(lrs, "GET", {"limit": "1"}, "/statements").json()["statements"]
    assert [s["id"] for s in found] == [sent["id"]]


def test_credentials_and_version_may_stand_in_the_form(lrs, store):
    authorization = lrs.get("/about").request.headers["Authorization"]
    lrs.auth = None
    del lrs.headers[versions.HEADER]
    named = {versions.HEADER: "1.0.3", "Authorization": authorization}
    assert form(lrs, "PUT", AT | named | {"content": "{}"}).status_code == 204
    assert form(lrs, "GET", AT).status_code == 400, "no version"
    assert form(lrs, "GET", AT | named | {"Authorization": _basic("nobody", "x")}).status_code == 401


def _basic(key, secret):
    return "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()


def test_preconditions_hold_in_the_form_too(lrs):
    lrs.put(PATH, params=AT, json={"old": 1})
    assert form(lrs, "PUT", AT | {"content": "{}", "If-Match": '"other"'}).status_code == 412
    assert form(lrs, "PUT", AT | {"content": "{}", "If-None-Match": "*"}).status_code == 412
    assert lrs.get(PATH, params=AT).json() == {"old": 1}


def test_content_length_of_the_form_is_not_believed(lrs):
    assert form(lrs, "PUT", AT | {"content": '{"long": "enough"}', "Content-Length": "3"}).status_code == 204
    assert lrs.get(PATH, params=AT).json() == {"long": "enough"}


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("method=PUT&stateId=s", "content=%7B%7D"),
        ("method=PUT&method=PUT", "content=%7B%7D"),
        ("method=PATCH", "content=%7B%7D"),
        ("method=get", ""),
        ("method=", ""),
        ("method=PUT", ""),
        ("method=PUT", "stateId=s"),
        ("method=PUT", '{"content": "{}"}'),
        ("method=PUT", "content=%7B%7D&content=%7B%7D"),
        ("method=PUT", b"content=\xff"),
        ("method=GET", "&".join(f"f{n}=1" for n in range(60))),
    ],
)
def test_what_is_no_such_request_is_refused(lrs, query, body):
    answer = lrs.post(f"{PATH}?{query}", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400
    assert answer.headers[versions.HEADER] == "1.0.3"


def test_a_word_in_a_parameter_makes_none(lrs):
    query = "activityId=https://a.example/?method=1&stateId=s&agent=" + quote(AGENT)
    assert lrs.post(f"{PATH}?{query}", json={"a": 1}).status_code == 204
    assert lrs.get(f"{PATH}?{query}").json() == {"a": 1}


def test_only_a_post_is_one(lrs, course):
    assert lrs.put("/statements?method=POST", json=course()).status_code == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_2_0_refuses_them(store, method):
    lrs = store("2.0.0")
    for fields in (AT | {"content": "{}"}, AT | {"content": "{}", versions.HEADER: "1.0.3"}):
        answer = form(lrs, method, fields)
        assert (answer.status_code, answer.json()["path"]) == (400, "method")
        assert answer.headers[versions.HEADER] == "2.0.0"


def test_a_form_that_names_2_0_is_refused(lrs):
    assert form(lrs, "GET", AT | {versions.HEADER: "2.0.0"}).status_code == 400


def test_a_form_that_is_too_large_answers_413(lrs):
    assert form(lrs, "PUT", AT | {"content": " " * (17 * 1024 * 1024)}).status_code == 413
