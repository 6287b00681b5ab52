"""The LRS as a client meets it: statements of 1.0.3 over HTTP (specification, Communication 1.4, 2.1, 3)."""

import base64
import json
import uuid

import pytest
from starlette.testclient import TestClient

from collectors.ledger.reader import Reader
from collectors.ledger.sources import sources
from collectors.ledger.work import AddSource
from collectors.lrs.app import app
from collectors.lrs.auth import Gate, new_credentials

KEY, SECRET, HASH = new_credentials()
DECLARED = {"purpose": "trial", "dpia": "D-1", "cooperation": "C-1"}
VERSION = {"X-Experience-API-Version": "1.0.3"}


def basic(key, secret):
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()}


@pytest.fixture
def lrs(ledger):
    ledger.writer.do(
        AddSource(name="lms", agency="KLV", key=KEY, secret_hash=HASH, scopes=["all"], feeds=[], units=[], **DECLARED)
    )
    reader = Reader(ledger.folder, "https://lc.example/source")
    gate = Gate(lambda: sources(reader.connection))
    with TestClient(app(ledger.writer, reader, gate, path="")) as client:
        client.headers.update(VERSION | basic(KEY, SECRET))
        yield client


def fault(answer):
    return answer.status_code, answer.json()["path"]


def test_post_one_answers_its_id(lrs, course):
    sent = course()
    assert lrs.post("/statements", json=sent).json() == [sent["id"]]


def test_post_many_answers_ids_in_order(lrs, course):
    sent = [course() for _ in range(5)]
    assert lrs.post("/statements", json=sent).json() == [s["id"] for s in sent]


def test_what_was_sent_comes_back_with_what_the_store_adds(lrs, course):
    sent = course()
    lrs.post("/statements", json=sent)
    got = lrs.get("/statements", params={"statementId": sent["id"]})
    assert got.json().items() >= sent.items()
    assert {"stored", "authority", "version"} <= got.json().keys()
    assert got.headers["X-Experience-API-Version"] == "1.0.3"
    assert got.headers["X-Experience-API-Consistent-Through"] >= got.json()["stored"]


def test_authority_and_stored_of_an_untrusted_sender_are_replaced(lrs, course):
    sent = course(authority={"mbox": "mailto:boss@example.org"}, stored="2001-01-01T00:00:00Z")
    lrs.post("/statements", json=sent)
    got = lrs.get("/statements", params={"statementId": sent["id"]}).json()
    assert got["authority"]["account"]["name"] == "lms"
    assert got["stored"] > "2026"


def test_put_answers_no_content_and_conflicts_answer_409(lrs, course):
    sent = course()
    assert lrs.put("/statements", params={"statementId": sent["id"]}, json=sent).status_code == 204
    assert lrs.put("/statements", params={"statementId": sent["id"]}, json=sent).status_code == 204
    changed = sent | {"timestamp": "2026-03-09T10:00:00Z"}
    assert fault(lrs.put("/statements", params={"statementId": sent["id"]}, json=changed)) == (409, "id")


def test_put_with_another_id_in_the_body_is_refused(lrs, course):
    assert fault(lrs.put("/statements", params={"statementId": str(uuid.uuid4())}, json=course())) == (400, "id")


def test_two_equal_ids_in_a_batch_are_refused(lrs, course):
    sent = course()
    assert fault(lrs.post("/statements", json=[sent, sent])) == (400, "[1].id")


def test_one_bad_statement_refuses_the_batch_and_is_named(lrs, course):
    bad = course(actor={"mbox": "not an address"})
    assert fault(lrs.post("/statements", json=[course(), bad])) == (400, "[1].actor.mbox")
    assert lrs.get("/statements").json()["statements"] == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b"null", b'"text"', b'{"a":1,"a":2}', b"\xff\xfe", b"[" * 100_000, b"NaN"]
)
def test_what_is_no_statement_is_refused(lrs, body):
    answer = lrs.post("/statements", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_refusals_never_repeat_a_value(lrs, course):
    answer = lrs.post("/statements", json=course(actor={"mbox": "maija.meikalainen"}))
    assert "maija" not in answer.text


@pytest.mark.parametrize("place", ["result", "object"])
def test_the_text_of_a_reflection_is_refused(lrs, course, place):
    kind = "https://lc.example/xapi/activity-types/reflection"
    sent = course(verb={"id": "https://lc.example/xapi/verbs/reflected"})
    sent["object"] = {"id": "https://example.org/r/1", "definition": {"type": kind}}
    if place == "result":
        sent["result"] = {"response": "text"}
    else:
        sent["object"]["definition"]["description"] = {"fi": "text"}
    assert lrs.post("/statements", json=sent).status_code == 403


def test_wrong_and_missing_credentials_answer_401(lrs, course):
    for headers in (basic(KEY, "wrong"), basic("nobody", "x"), {"Authorization": ""}, {"Authorization": "Basic %%"}):
        answer = lrs.post("/statements", json=course(), headers=headers)
        assert answer.status_code == 401
        assert "WWW-Authenticate" in answer.headers


def test_scopes_are_kept(lrs, ledger, course):
    key, secret, secret_hash = new_credentials()
    ledger.writer.do(
        AddSource(
            name="w",
            agency="KLV",
            key=key,
            secret_hash=secret_hash,
            scopes=["statements/write"],
            feeds=[],
            units=[],
            **DECLARED,
        )
    )
    assert lrs.post("/statements", json=course(), headers=basic(key, secret)).status_code == 200
    assert lrs.get("/statements", headers=basic(key, secret)).status_code == 403


@pytest.mark.parametrize("version", [None, "0.95", "2.1.0", "1.1"])
def test_other_versions_are_refused(lrs, version):
    headers = {"X-Experience-API-Version": version} if version else {}
    del lrs.headers["X-Experience-API-Version"]
    assert fault(lrs.get("/statements", headers=headers)) == (400, "X-Experience-API-Version")


def test_a_body_that_is_too_large_answers_413(lrs):
    answer = lrs.post("/statements", content=b" " * (17 * 1024 * 1024), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_filters(lrs, course):
    one, two = course("a"), course("b", verb={"id": "http://adlnet.gov/expapi/verbs/passed"})
    lrs.post("/statements", json=one)
    middle = lrs.get("/statements").json()["statements"][0]["stored"]
    lrs.post("/statements", json=two)

    def ids(**parameters):
        return [s["id"] for s in lrs.get("/statements", params=parameters).json()["statements"]]

    assert ids() == [two["id"], one["id"]]
    assert ids(ascending="true") == [one["id"], two["id"]]
    assert ids(agent=json.dumps(one["actor"])) == [one["id"]]
    assert ids(verb=two["verb"]["id"]) == [two["id"]]
    assert ids(activity=one["object"]["id"], limit=1) == [two["id"]]
    assert ids(since=middle) == [two["id"]]
    assert ids(until=middle) == [one["id"]]


def test_more_leads_through_all_pages(lrs, course):
    sent = [lrs.post("/statements", json=course()).json()[0] for _ in range(5)]
    page, seen = lrs.get("/statements", params={"limit": 2}).json(), []
    while True:
        seen += [s["id"] for s in page["statements"]]
        if not page["more"]:
            break
        page = lrs.get(page["more"]).json()
    assert seen == sent[::-1]


@pytest.mark.parametrize(
    "parameters",
    [
        {"unknown": "1"},
        {"Verb": "x:y"},
        {"statementId": "no-uuid"},
        {"statementId": str(uuid.uuid4()), "limit": "1"},
        {"statementId": str(uuid.uuid4()), "voidedStatementId": str(uuid.uuid4())},
        {"limit": "-1"},
        {"agent": "{"},
        {"since": "yesterday"},
        {"more": "%%%"},
    ],
)
def test_wrong_parameters_answer_400(lrs, parameters):
    assert lrs.get("/statements", params=parameters).status_code == 400


def test_about_needs_neither_version_nor_credentials(lrs):
    lrs.headers.clear()
    assert "1.0.3" in lrs.get("/about").json()["version"]


def test_both_slash_forms_answer(lrs):
    assert lrs.get("/statements/").status_code == 200
