"""The access log: who read statements about whom, by credentials, person and hour; shown to that person."""

import time

import pytest
from starlette.testclient import TestClient

from collectors.ledger.reader import Reader
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, Expire, HandedOut, NoteSnapshot
from collectors.lrs.app import app
from collectors.lrs.auth import Gate, new_credentials
from collectors.lrs.readings import Readings
from collectors.person_file import everything

KEY, SECRET, HASH = new_credentials()
HOME = "https://lc.example/klv"


@pytest.fixture
def read(ledger):
    """Reads as the source `bi` does; what was read is in the log then."""
    ledger.unit("KLV")
    for person, number in (("klv-1", "4711"), ("klv-2", "1234")):
        ledger.person(person, ("KLV", "2020-01-01", "9999-12-31"))
        ledger.identity(person, number)
    ledger.writer.do(
        AddSource(name="bi", agency="KLV", key=KEY, secret_hash=HASH, scopes=["statements/read"], feeds=[], units=[])
    )
    reader = Reader(ledger.folder, "https://lc.example/source")
    readings = Readings(ledger.writer)
    gate = Gate(lambda: sources(reader.connection), "allow")

    def ask(**parameters):
        with TestClient(app(ledger.writer, reader, gate, readings, path="")) as client:
            headers = {"X-Experience-API-Version": "1.0.3"}
            answer = client.get("/statements", params=parameters, headers=headers, auth=(KEY, SECRET))
        readings.flush()
        ledger.writer.do(HandedOut(readings=[]))  # what was handed to the writer before is written
        return answer

    return ask


def log(ledger, person):
    return [(r.source, r.count) for r in everything(open_reader(ledger.folder), "KLV", person, HOME).handed_out]


def test_each_reading_counts_for_everybody_it_told_of(ledger, read, course):
    mentioned = {"instructor": {"account": {"homePage": "https://lms.klv.example", "name": "1234"}}}
    ledger.accept(course("4711"), course("4711", context=mentioned), course("1234"))
    assert read().status_code == 200
    assert (log(ledger, "klv-1"), log(ledger, "klv-2")) == ([("bi", 2)], [("bi", 2)])


def test_readings_of_one_hour_add_up(ledger, read, course):
    ledger.accept(course("4711"))
    read()
    read(limit="1")
    assert sum(count for _, count in log(ledger, "klv-1")) == 2


def test_one_statement_by_its_id_counts_too(ledger, read, course):
    made = ledger.accept(course("4711")).ids[0]
    read(statementId=made)
    assert log(ledger, "klv-1") == [("bi", 1)]


def test_what_was_not_told_does_not_count(ledger, read, course):
    ledger.accept(course("4711"))
    read(agent='{"account":{"homePage":"https://lms.klv.example","name":"1234"}}')
    read(statementId="6d1f5a3e-0000-4000-8000-000000000009")
    assert log(ledger, "klv-1") == []


def test_it_is_written_by_itself_within_a_moment(ledger, read, course, monkeypatch):
    monkeypatch.setattr("collectors.lrs.readings.PAUSE", 0.05)
    seqs = ledger.accept(course("4711")) and [1]
    Readings(ledger.writer).note("bi", seqs)
    deadline = time.monotonic() + 5
    while not log(ledger, "klv-1"):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_log_is_kept_for_five_years(ledger, read, course):
    ledger.accept(course("4711"))
    hour = int(time.time()) // 3600
    days = (0, 5 * 365 - 1, 5 * 365 + 3)
    ledger.writer.do(HandedOut(readings=[("bi", 1, hour - day * 24, 1) for day in days]))
    ledger.writer.do(Expire(seqs=[], quarantine_before=0))
    assert len(log(ledger, "klv-1")) == 2


def test_a_snapshot_handed_out_is_told_to_whom_it_holds(ledger, read):
    for name, agency in (("one", "KLV"), ("two", ""), ("three", "MH")):
        ledger.writer.do(NoteSnapshot(name=name, agency=agency, holder=name, purpose="p", expires="2026-12-31"))
    kept = everything(open_reader(ledger.folder), "KLV", "klv-1", HOME)
    assert {snapshot.holder for snapshot in kept.snapshots} == {"one", "two"}
