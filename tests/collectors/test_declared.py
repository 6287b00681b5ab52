"""A source brings nothing before it is declared: what for, and on which approvals (domain.md 4.1, promise 12)."""

import base64

import pytest
from starlette.testclient import TestClient

from collectors.ledger.reader import Reader
from collectors.ledger.sources import sources
from collectors.ledger.work import AddSource, DeclareSource
from collectors.lrs.app import app
from collectors.lrs.auth import Gate, new_credentials
from schemas.statement.refusal import Refused

KEY, SECRET, HASH = new_credentials()
HEADERS = {
    "X-Experience-API-Version": "1.0.3",
    "Authorization": "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode(),
}


@pytest.fixture
def lms(ledger):
    ledger.writer.do(AddSource(name="lms", agency="KLV", key=KEY, secret_hash=HASH, scopes=["all"], feeds=[], units=[]))
    return ledger


def client(ledger, **options):
    reader = Reader(ledger.folder, "https://lc.example/source")
    gate = Gate(lambda: sources(reader.connection), **options)
    return TestClient(app(ledger.writer, reader, gate, path=""), headers=HEADERS), gate


def test_over_http_it_can_neither_send_nor_read(lms, course):
    http, _ = client(lms)
    for answer in (http.post("/statements", json=course()), http.get("/statements")):
        assert answer.status_code == 403
        assert "lahde source declare lms --purpose … --dpia … --cooperation …" in answer.json()["error"]


def test_once_declared_it_can(lms, course):
    http, gate = client(lms)
    http.post("/statements", json=course())
    lms.writer.do(DeclareSource(name="lms", purpose="trial", dpia="D-1", cooperation="C-1"))
    gate.forget()
    assert http.post("/statements", json=course()).status_code == 200


def test_a_trial_may_allow_it(lms, course):
    http, _ = client(lms, undeclared="allow")
    assert http.post("/statements", json=course()).status_code == 200


def test_nothing_is_declared_by_halves(lms):
    with pytest.raises(Refused, match="still missing is --dpia and --cooperation"):
        lms.writer.do(DeclareSource(name="lms", purpose="trial"))
    assert missing(lms) == ["purpose", "dpia", "cooperation"]


def test_blank_words_declare_nothing(lms):
    with pytest.raises(Refused, match="--dpia"):
        lms.writer.do(DeclareSource(name="lms", purpose="trial", dpia="  ", cooperation="C-1"))


def test_what_was_declared_stays_unless_given_anew(lms):
    lms.writer.do(DeclareSource(name="lms", purpose="trial", dpia="D-1", cooperation="C-1"))
    lms.writer.do(DeclareSource(name="lms", dpia="D-2"))
    about = source(lms).about
    assert (about.purpose, about.dpia, about.cooperation) == ("trial", "D-2", "C-1")


def test_an_unknown_source_is_named_so(lms):
    with pytest.raises(Refused, match="lahde source list"):
        lms.writer.do(DeclareSource(name="nobody", purpose="trial", dpia="D-1", cooperation="C-1"))


def source(ledger):
    reader = Reader(ledger.folder, "https://lc.example/source")
    return next(s for s in sources(reader.connection) if s.name == "lms")


def missing(ledger):
    return source(ledger).about.missing
