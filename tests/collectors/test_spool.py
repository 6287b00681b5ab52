"""The spool of pulse answers: nothing in it tells who or when, nothing acknowledged is lost, nothing enters twice."""

import json
import random
import sqlite3
from collections import Counter

import pytest

from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import AddSource
from collectors.spool import file as spool_file
from collectors.spool.enter import enter
from collectors.spool.file import hashed
from collectors.spool.folder import Spool
from collectors.spool.open import Batch, batches, open_wave
from collectors.spool.texts import texts
from collectors.spool.wave import Closed, Unlinked, Wave
from schemas.journal import Stated
from schemas.statement.refusal import Refused

DAY, LAST, AFTER = "2026-11-02", "2026-11-20", "2026-11-21"
ITEMS = texts()


@pytest.fixture
def klv(ledger):
    ledger.writer.do(
        AddSource(name="klv-pages", agency="KLV", key="k", secret_hash="x", scopes=["pages"], feeds=["pulse"], units=[])
    )
    ledger.unit("KLV")
    return ledger


@pytest.fixture
def spool(klv):
    return Spool(klv.folder)


def begin(spool, klv, name="w1", invited=12, unit="KLV"):
    wave = Wave(
        name=name, agency="KLV", source="klv-pages", opened=DAY, closes=LAST, items=ITEMS, invited={unit: invited}
    )
    return [token for _, token in open_wave(spool, wave, [Batch(unit, invited, invited)], klv.writer.do)]


def close(spool, klv, name="w1", do=None, **options):
    key = hash_key(open_reader(klv.folder))
    return enter(spool, name, spool.running(name), do or klv.writer.do, key, **options)


def entered(klv):
    rows = open_reader(klv.folder).execute("select body, stored from statement order by seq").fetchall()
    return [(json.loads(body), stored) for body, stored in rows]


def test_answers_enter_at_the_close_as_one(spool, klv):
    tokens = begin(spool, klv)
    for value, token in enumerate(tokens[:5], 1):
        spool.running("w1").put(token, {"load-time": value, "load-demands": 6 - value}, DAY)
    assert entered(klv) == []
    assert close(spool, klv).added == 10
    assert len({stored for _, stored in entered(klv)}) == 1
    assert {body["timestamp"] for body, _ in entered(klv)} == {"2026-11-02T00:00:00Z"}
    by_sheet = Counter(body["actor"]["account"]["name"] for body, _ in entered(klv))
    assert sorted(by_sheet.values()) == [2] * 5


def test_the_boundary_lets_them_through_as_answers_of_nobody(spool, klv):
    spool_of_one = begin(spool, klv)[0]
    spool.running("w1").put(spool_of_one, {"load-time": 4}, DAY)
    close(spool, klv)
    (answer,) = [record for record in klv.records() if isinstance(record, Stated)]
    assert answer.person is None
    assert answer.statement["object"]["id"] == "https://lc.example/pulse/items/load-time"
    assert answer.statement["result"]["score"] == {"raw": 4, "min": 1, "max": 5}
    assert answer.statement["timestamp"][:10] == DAY


def test_a_link_opens_once(spool, klv):
    token = begin(spool, klv)[0]
    assert spool.running("w1").unit(token, DAY) == "KLV"
    spool.running("w1").put(token, {"load-time": 1}, DAY)
    for again in (token, "never one of ours"):
        with pytest.raises(Unlinked):
            spool.running("w1").put(again, {"load-time": 5}, DAY)
    assert spool.running("w1").counts() == (1, False)


def test_after_its_last_day_a_wave_takes_nothing(spool, klv):
    token = begin(spool, klv)[0]
    spool.running("w1").unit(token, LAST)
    with pytest.raises(Closed):
        spool.running("w1").put(token, {"load-time": 1}, AFTER)


def test_once_closed_nothing_is_taken_and_nothing_is_left(spool, klv):
    tokens = begin(spool, klv)
    spool.running("w1").put(tokens[0], {"load-time": 1}, DAY)
    running = spool.running("w1")
    running.close()
    with pytest.raises(Closed):
        running.put(tokens[1], {"load-time": 1}, DAY)
    close(spool, klv)
    assert spool.running("w1") is None
    assert spool.closed("w1")
    assert [path.name for path in (klv.folder / "spool").iterdir()] == ["w1.closed"]
    with pytest.raises(Refused, match="every wave has its own"):
        begin(spool, klv)


def test_a_wave_nobody_answered_closes_too(spool, klv):
    begin(spool, klv)
    assert close(spool, klv).added == 0
    assert spool.closed("w1")


def test_interrupted_anywhere_it_enters_once_and_whole(spool, klv, monkeypatch):
    tokens = begin(spool, klv)
    for token in tokens:
        spool.running("w1").put(token, {"load-time": 3, "load-demands": 4}, DAY)

    class PowerCut(Exception):
        pass

    def cut(*_):
        raise PowerCut

    def accepted_then_cut(work):
        klv.writer.do(work)
        raise PowerCut

    with pytest.raises(PowerCut):
        close(spool, klv, do=cut)  # before the ledger has them
    with pytest.raises(PowerCut):
        close(spool, klv, do=accepted_then_cut)  # after
    monkeypatch.setattr(spool_file.Path, "unlink", cut)
    with pytest.raises(PowerCut):
        close(spool, klv)  # the file emptied, but still there
    monkeypatch.undo()
    close(spool, klv)
    assert len(entered(klv)) == 24
    assert len({body["id"] for body, _ in entered(klv)}) == 24
    assert spool.running("w1") is None


def test_a_sheet_that_was_not_committed_leaves_its_link_open(spool, klv, monkeypatch):
    token = begin(spool, klv)[0]
    monkeypatch.setattr(spool_file.secrets, "token_hex", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        spool.running("w1").put(token, {"load-time": 1}, DAY)
    monkeypatch.undo()
    spool.running("w1").put(token, {"load-time": 1}, DAY)
    assert spool.running("w1").counts() == (1, False)


def test_the_same_answers_in_any_order_are_the_same_bytes(spool, klv, monkeypatch):
    """Where in the file a sheet stands follows from its random id alone."""
    tokens, orders = [f"token {n}" for n in range(300)], []
    for seed in (1, 2):
        order = list(range(300))
        random.Random(seed).shuffle(order)
        orders.append(order)
    files = []
    for name, order in zip(("a", "b"), orders, strict=True):
        file = spool.ready().file(name)
        file.make(Wave(name="w", agency="KLV", source="klv-pages", opened=DAY, closes=LAST, items=ITEMS, invited={}),
                  [(token, "KLV") for token in tokens])  # fmt: skip
        for n in order:
            monkeypatch.setattr(spool_file.secrets, "token_hex", lambda _, n=n: hashed(str(n)).hex()[:32])
            file.put(tokens[n], {"load-time": n % 5 + 1}, DAY)
        files.append(bytearray(file.path.read_bytes()))
    for content in files:
        content[24:28] = content[40:44] = content[92:96] = bytes(4)  # counters of commits and schema changes
    assert files[0] == files[1]


def test_neither_link_nor_its_hash_is_left_once_it_is_used(spool, klv):
    tokens = begin(spool, klv)
    for token in tokens:
        spool.running("w1").put(token, {"load-time": 2}, DAY)
    for path in (klv.folder / "spool").iterdir():
        content = path.read_bytes()
        assert not [t for t in tokens if t.encode() in content or hashed(t) in content]


def test_no_log_keeps_the_order(spool, klv):
    tokens = begin(spool, klv)
    spool.running("w1").put(tokens[0], {"load-time": 2}, DAY)
    assert [path.name for path in (klv.folder / "spool").iterdir()] == ["w1.sqlite"]
    with sqlite3.connect(spool.running("w1").path) as db:
        assert db.execute("pragma journal_mode").fetchone() == ("delete",)


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("KLV;9", "row 2, invited"),
        ("KLV;30;31", "row 2, links"),
        ("Elsewhere;30", "row 2, unit"),
        ("KLV;30;\nKLV;40;", "one row for each"),
        ("", "no batch"),
    ],
)
def test_a_wave_that_would_say_too_much_is_not_opened(tmp_path, rows, where):
    path = tmp_path / "batches.csv"
    path.write_text(f"unit;invited;links\n{rows}\n", "utf-8")
    with pytest.raises(Refused, match=where):
        batches(path, frozenset({"KLV"}))


def test_fewer_links_than_invited(tmp_path):
    path = tmp_path / "batches.csv"
    path.write_text("yksikkö;kutsuttuja;linkkejä\nKLV;30;25\nKLV-A;10;\n", "utf-8")
    assert batches(path, frozenset({"KLV", "KLV-A"})) == [Batch("KLV", 30, 25), Batch("KLV-A", 10, 10)]


@pytest.mark.parametrize("name", ["", "..", "../ledger", "a/b", "a" * 65, ".hidden", "w1\n"])
def test_a_name_stays_in_its_folder(spool, klv, name):
    assert spool.running(name) is None
    assert not spool.closed(name)
    with pytest.raises(Refused, match="WAVE"):
        begin(spool, klv, name)
