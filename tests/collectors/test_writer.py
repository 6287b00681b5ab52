"""The one writer: whatever happens to one piece of work, the others stand, each is answered, and the thread lives."""

import itertools
import json
import sqlite3
import threading
import time
from typing import get_args

import pytest

from collectors.door import prepare
from collectors.ledger import erasures, writer
from collectors.ledger.perform import PERFORMERS
from collectors.ledger.query import Query
from collectors.ledger.reader import Reader
from collectors.ledger.stamps import iso
from collectors.ledger.work import Accept, Erase, Trial, Work
from schemas.statement.refusal import Refused


def accept(*statements):
    return Accept(source="moodle", statements=[prepare(json.dumps(s).encode()) for s in statements])


def there(ledger, *statements):
    reader = Reader(ledger.folder, "https://lc.example/source")
    return [reader.statement(s["id"], voided=False) is not None for s in statements]


def test_what_is_refused_in_a_group_leaves_the_others(ledger, course):
    first, last = course(), course()
    clash = first | {"timestamp": "2026-03-09T10:00:00Z"}
    answers = ledger.writer._durably([accept(first), accept(course("new"), clash), accept(last)])
    assert [type(a) for a in answers[1:2]] == [Refused]
    assert there(ledger, first, last) == [True, True]


@pytest.mark.parametrize("fault", [KeyError("x"), OverflowError(), sqlite3.IntegrityError("x"), MemoryError()])
def test_an_unforeseen_fault_answers_its_own_work_only(ledger, course, monkeypatch, fault):
    real, good, bad = writer.perform, course(), course()

    def perform(tx, work):
        done = real(tx, work)
        if work.statements[0].id == bad["id"]:
            raise fault
        return done

    monkeypatch.setattr(writer, "perform", perform)
    futures = [ledger.writer.submit(accept(s)) for s in (bad, good)]
    with pytest.raises(type(fault)):
        futures[0].result(5)
    assert futures[1].result(5).added == 1
    assert there(ledger, bad, good) == [False, True]


def test_a_full_disk_refuses_and_later_takes_again(ledger, course):
    connection, big = ledger.writer._connection, course(result={"response": "x" * 500_000})
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count = {pages + 5}")
    with pytest.raises(sqlite3.OperationalError):
        ledger.writer.submit(accept(big)).result(5)
    connection.execute("pragma max_page_count = 1000000")
    assert ledger.writer.submit(accept(big)).result(5).added == 1


def test_a_commit_that_fails_takes_the_whole_group_back(ledger, course, monkeypatch):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    sent = course()

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(erasures, "append", full)
        with pytest.raises(OSError, match="No space"):
            ledger.writer.submit(Erase(person="KLV/p1")).result(5)
    assert ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31")).known == 1
    assert ledger.writer.submit(accept(sent)).result(5).added == 1


def test_what_was_submitted_is_done_also_when_nobody_waits_for_it(ledger, course, monkeypatch):
    real, waiting = writer.perform, threading.Event()

    def slow(tx, work):
        waiting.wait(5)
        return real(tx, work)

    monkeypatch.setattr(writer, "perform", slow)
    first = ledger.writer.submit(accept(course()))
    time.sleep(0.05)
    left_alone, sent = course(), course()
    assert not ledger.writer.submit(accept(left_alone)).cancel()
    last = ledger.writer.submit(accept(sent))
    assert not first.cancel()
    waiting.set()
    assert (first.result(5).added, last.result(5).added) == (1, 1)
    assert there(ledger, left_alone, sent) == [True, True]


def test_a_half_written_line_of_the_erasures_log_is_passed_over(tmp_path):
    (tmp_path / erasures.FILE).write_text("abc 0001-01-")
    erasures.append(tmp_path, ["def 2020-01-01 9999-12-31"])
    assert erasures.read(tmp_path) == {"def": [("2020-01-01", "9999-12-31")]}


def test_everything_until_consistent_through_can_be_read(ledger, course, monkeypatch):
    """Also while the clock jumps back and forth."""
    jumps = itertools.cycle((0, 3_000, -5_000, 40, -900))
    monkeypatch.setattr(writer, "_now", lambda: time.time_ns() // 1000 + next(jumps))
    stop, faults = threading.Event(), []

    def send():
        while not stop.is_set():
            ledger.accept(course())

    def look():
        reader, promised = Reader(ledger.folder, "https://lc.example/source"), []
        while not stop.is_set():
            through = ledger.writer.consistent_through()
            seen = len(reader.page(Query(until=through, limit=500)).statements)
            promised.append((through, seen))
        for through, seen in promised:
            now = reader.connection.execute("select count(*) from statement where stored <= ?", (through,)).fetchone()[
                0
            ]
            if min(now, 500) != seen:
                faults.append((iso(through), seen, now))

    threads = [threading.Thread(target=f) for f in (send, send, look, look)]
    for thread in threads:
        thread.start()
    time.sleep(0.6)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []


def test_every_kind_of_work_is_done_by_something():
    assert {*get_args(Work)} - {Trial} == PERFORMERS.keys()
