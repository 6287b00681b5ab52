"""The LRS when clients err, lie, leave or try to see more than is theirs."""

import base64
import json
import logging
import sqlite3
import uuid

import pytest
from starlette.testclient import TestClient

from collectors.ledger.reader import Reader
from collectors.ledger.sources import sources
from collectors.ledger.work import AddSource, RevokeSource
from collectors.lrs.app import app
from collectors.lrs.auth import HASHER, READ, Gate, new_credentials
from schemas.statement.refusal import Refused

KEY, SECRET, HASH = new_credentials()
MINE = new_credentials()
DECLARED = {"purpose": "trial", "dpia": "D-1", "cooperation": "C-1"}
JSON = {"Content-Type": "application/json"}


def basic(key, secret):
    return {"Authorization": "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()}


@pytest.fixture
def gate(ledger):
    reader = Reader(ledger.folder, "https://lc.example/source")
    return Gate(lambda: sources(reader.connection))


@pytest.fixture
def lrs(ledger, gate):
    for name, key, secret_hash, scopes in (
        ("lms", KEY, HASH, ["all"]),
        ("mine", MINE[0], MINE[2], ["statements/write", "statements/read/mine"]),
    ):
        work = AddSource(
            name=name, agency="KLV", key=key, secret_hash=secret_hash, scopes=scopes, feeds=[], units=[], **DECLARED
        )
        ledger.writer.do(work)
    made = app(ledger.writer, Reader(ledger.folder, "https://lc.example/source"), gate, path="")
    with TestClient(made) as client:
        client.headers.update({"X-Experience-API-Version": "1.0.3"} | basic(KEY, SECRET))
        yield client


def more(**query):
    return base64.urlsafe_b64encode(json.dumps(query).encode()).decode().rstrip("=")


@pytest.mark.parametrize("source", ["lms", None, "", "nobody"])
def test_a_forged_more_shows_nothing_of_other_sources(lrs, course, source):
    lrs.post("/statements", json=[course() for _ in range(3)])
    own = course()
    lrs.post("/statements", json=own, headers=basic(*MINE[:2]))
    for forged in ({"source": source}, {"source": source, "limit": 1}, {"source": source, "after": 99}):
        answer = lrs.get("/statements", params={"more": more(**forged)}, headers=basic(*MINE[:2]))
        assert [s["id"] for s in answer.json()["statements"]] == [own["id"]]


def test_reading_mine_by_id_shows_nothing_of_other_sources(lrs, course):
    sent = course()
    lrs.post("/statements", json=sent)
    for name in ("statementId", "voidedStatementId"):
        answer = lrs.get("/statements", params={name: sent["id"]}, headers=basic(*MINE[:2]))
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "forged",
    [{"limit": -1}, {"limit": -(2**70)}, {"since": 2**70}, {"after": -(2**70)}, {"agent": 7}, [], {"limit": "x"}],
)
def test_a_forged_more_is_refused(lrs, forged):
    token = base64.urlsafe_b64encode(json.dumps(forged).encode()).decode()
    assert lrs.get("/statements", params={"more": token}).status_code == 400


@pytest.mark.parametrize("token", ["", "%", "ä", "\ud83d", "A", "AAAA", "=" * 9, "a" * 9_000])
def test_what_was_never_a_more_is_refused(lrs, token):
    answer = lrs.get("/statements?more=" + (token if token.isascii() else "%F0%9F%98"))
    assert (answer.status_code, answer.json()["path"]) == (400, "more")


@pytest.mark.parametrize(
    "query",
    [
        "statementId=%ff%fe",
        "verb=%C3%28",
        "agent=%7B%22mbox%22%3A%22%ED%A0%80%22",
        "agent=" + "%5B" * 5_000,
        "since=%00",
        "since=0001-01-01T00:00:00%2B14:00&until=9999-12-31T23:59:59-14:00",
        "limit=%D9%A1%D9%A2",
        "limit=99999999999999999999",
        "limit=1&limit=2",
        "registration=%7B%7D",
        "ascending=maybe",
    ],
)
def test_percent_encoded_weirdness_is_refused_or_finds_nothing(lrs, query):
    answer = lrs.get("/statements?" + query)
    assert answer.status_code == 400 or answer.json()["statements"] == []


def test_a_registration_is_found_in_either_case(lrs, course):
    registration = str(uuid.uuid4()).upper()
    lrs.post("/statements", json=course(context={"registration": registration}))
    for asked in (registration, registration.lower()):
        assert len(lrs.get("/statements", params={"registration": asked}).json()["statements"]) == 1


@pytest.mark.parametrize("place", ["actor", "object"])
def test_an_identified_group_is_found_as_agent(lrs, course, place):
    group = {"objectType": "Group", "mbox": "mailto:team@klv.example"}
    sent = course(**{place: group})
    lrs.post("/statements", json=[sent, course()])
    found = lrs.get("/statements", params={"agent": json.dumps(group)}).json()["statements"]
    assert [s["id"] for s in found] == [sent["id"]]


def test_what_the_sender_set_of_ours_is_replaced_and_the_rest_stays_as_sent(lrs, course):
    raw = json.dumps(course(stored="2001-01-01T00:00:00Z"))[:-1]
    raw += ', "result": {"extensions": {"https://example.org/x": [1e400, 1.50, 0.10000000000000000555]}}}'
    (made,) = lrs.post("/statements", content=raw, headers=JSON).json()
    text = lrs.get("/statements", params={"statementId": made}).text
    assert '{"https://example.org/x": [1e400, 1.50, 0.10000000000000000555]}' in text
    assert text.count('"stored"') == 1


def test_head_answers_as_get_does(lrs, course):
    sent = course()
    lrs.post("/statements", json=sent)
    answer = lrs.head("/statements", params={"statementId": sent["id"]})
    assert answer.status_code == 200
    assert "X-Experience-API-Consistent-Through" in answer.headers
    assert lrs.head("/statements", params={"statementId": str(uuid.uuid4())}).status_code == 404


@pytest.mark.parametrize(("method", "path", "status"), [("DELETE", "/statements", 405), ("GET", "/nowhere", 404)])
def test_what_is_not_served_is_said_in_json(lrs, method, path, status):
    answer = lrs.request(method, path)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert answer.headers["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize("version", ["1.0.", "1.0.x", "1.0.3.4", "1.0.3, 2.0.0"])
def test_a_version_that_is_none_is_refused(lrs, version):
    assert lrs.get("/statements", headers={"X-Experience-API-Version": version}).status_code == 400


@pytest.mark.parametrize(("fault", "status"), [(KeyError("maija"), 500), (sqlite3.OperationalError("maija"), 503)])
def test_an_unforeseen_fault_answers_one_line_without_values(lrs, course, monkeypatch, capsys, caplog, fault, status):
    def perform(*_):
        raise fault

    monkeypatch.setattr("collectors.ledger.writer.perform", perform)
    with caplog.at_level(logging.DEBUG):
        answer = lrs.post("/statements", json=course())
    assert answer.status_code == status
    assert answer.json().keys() == {"error", "path"}
    assert "X-Experience-API-Version" in answer.headers
    said = answer.text + caplog.text + "".join(capsys.readouterr())
    assert type(fault).__name__ in said
    assert "maija" not in said
    assert "Traceback" not in said


def test_a_forged_more_with_nonsense_finds_nothing(lrs, course):
    lrs.post("/statements", json=course())
    for forged in ({"agent": "no key"}, {"agent": "[]"}, {"activity": ""}, {"registration": "\x00"}):
        asked = more(related_agents=True, related_activities=True, **forged)
        assert lrs.get("/statements", params={"more": asked}).json()["statements"] == []
    for forged in ({"form": "full"}, {"attachments": "x"}):
        assert lrs.get("/statements", params={"more": more(**forged)}).status_code == 400


@pytest.mark.anyio
async def test_a_client_that_leaves_in_the_middle_of_its_body(ledger, gate):
    ledger.writer.do(
        AddSource(name="lms", agency="KLV", key=KEY, secret_hash=HASH, scopes=["all"], feeds=[], units=[], **DECLARED)
    )
    made = app(ledger.writer, Reader(ledger.folder, "https://lc.example/source"), gate, path="")
    headers = {"X-Experience-API-Version": "1.0.3"} | basic(KEY, SECRET) | JSON | {"Content-Length": "1000"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/statements",
        "query_string": b"",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
    }
    waiting = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    sent = []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    await made(scope, receive, send)
    assert sent[0]["status"] == 400


@pytest.mark.anyio
async def test_a_source_revoked_while_its_secret_is_checked_gets_in_no_more(ledger, lrs, gate, monkeypatch):
    real = type(HASHER).verify

    def verify(self, *given):
        if not gate_closed:
            gate_closed.append(True)
            ledger.writer.do(RevokeSource(name="lms"))
            gate.forget()
        return real(self, *given)

    gate_closed = []
    monkeypatch.setattr(type(HASHER), "verify", verify)
    asked = basic(KEY, SECRET)["Authorization"]
    await gate.source(asked, READ)
    with pytest.raises(Refused):
        await gate.source(asked, READ)
