"""The warehouse file: one transaction a batch, nothing half done, nothing left behind."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import NAMESPACE_URL, uuid5

import duckdb
import pytest

from schemas.fact import Completion, Month, Session
from schemas.journal import Analysis, Assignment, Coverage, Finding, Goal, GoalRow, Person, Restricted, Unit, UnitRow
from schemas.participation import Participation, PulseAnswer, Retraction, SetAside
from schemas.profile import BASE
from warehouse.store import Occupied, OtherFormat, Store, Unreadable
from warehouse.tables import FORMAT


def uid(name):
    return str(uuid5(NAMESPACE_URL, name))


def batch(**fields):
    empty = {"rows": [], "facts": {}, "reference": [], "erased": [], "forgotten": [], "position": 1}
    return SimpleNamespace(**(empty | fields))


def part(name="a", person="aino", **fields):
    given = {
        "id": uid(name), "position": 3, "person": uid(person), "agency": "KLV", "source": "s", "template": "T01",
        "class_": "MS", "kind": None, "activity": uid("act"), "statement": uid("st"), "series": uid("series"),
        "about": uid("about"), "ended_at": datetime(2026, 3, 1, 22, 30, tzinfo=UTC), "day": date(2026, 3, 2),
        "duration_s": 90, "mode": "pair", "role": "mentee", "place": "own_task", "initiative": "joint",
        "scope": "same_unit", "counterpart_role": "other",
        "crafting_type": None, "mandatory": False, "declined": None, "text_shape": "short",
        "reflection_mode": "spoken", "keys": ["month:2026-03", "session:x"],
    }  # fmt: skip
    return Participation(**(given | fields))


def month(person="aino", **fields):
    counts = {"sessions": 1, "moments": 2, "stories": 0, "network": 0, "workshops": 0, "mentor_s": 0}
    return Month(person=uid(person), key="month:2026-03", month=date(2026, 3, 1), **(counts | fields))


ROWS = [
    part(),
    Retraction(id=uid("gone"), person=uid("aino"), position=4),
    Retraction(id=uid("gone answer"), person="", position=4),
    SetAside(
        id=uid("odd"),
        position=5,
        person="",
        statement=uid("s"),
        source="s",
        verb="v",
        object_type="t",
        reason="no template",
    ),
    PulseAnswer(
        id=uid("pulse"), position=6, wave="w", unit="KLV", respondent="r", item="load-time", value=4, scale_max=5
    ),
]


def test_rows_come_back_as_they_went_in(store):
    store.commit(batch(rows=ROWS, position=9))
    assert store.rows([row.id for row in ROWS] + [uid("never")]) == {row.id: row for row in ROWS}
    assert store.position() == 9


def test_a_row_replaces_whatever_stood_under_its_id(store):
    store.commit(batch(rows=[part()]))
    tombstone = Retraction(id=uid("a"), person=uid("aino"), position=8)
    store.commit(batch(rows=[tombstone]))
    assert store.rows([uid("a")]) == {uid("a"): tombstone}
    assert store.counts()["participation"] == 0


def test_contributions_are_found_by_person_and_key(store):
    mine, other_key = part("a"), part("b", keys=["month:2026-04"])
    store.commit(batch(rows=[mine, other_key, part("c", person="eino")]))
    key, missing = (uid("aino"), "month:2026-03"), (uid("aino"), "month:2020-01")
    assert store.contributions([key, missing], 9) == {key: [mine], missing: []}


def test_of_an_overfull_key_the_smallest_ids_are_read(store):
    parts = [part(str(n)) for n in range(20)]
    store.commit(batch(rows=[*parts, part("elsewhere", keys=["month:2026-04"])]))
    key, other = (uid("aino"), "month:2026-03"), (uid("aino"), "month:2026-04")
    read = store.contributions([key, other], 5)
    assert sorted(p.id for p in read[key]) == sorted(p.id for p in parts)[:5]
    assert len(read[other]) == 1


def test_facts_are_replaced_whole_and_may_go(store):
    key = (uid("aino"), "month:2026-03")
    store.commit(batch(facts={key: month()}))
    store.commit(batch(facts={key: month(sessions=5)}))
    assert store._con.execute("SELECT sessions FROM fact_month").fetchall() == [(5,)]
    store.commit(batch(facts={key: None}))
    assert store.counts()["fact_month"] == 0


def test_each_fact_lies_in_its_table(store):
    when = {"activity": uid("x"), "day": date(2026, 3, 1)}
    session = Session(
        person=uid("aino"), key=f"session:{uid('x')}", series=None, role=None, reflected_at=None, declined=True,
        ended_at=datetime(2026, 3, 1, tzinfo=UTC), **when,
    )  # fmt: skip
    course = Completion(
        person=uid("aino"), key="course:1", completed_at=datetime(2026, 3, 1, tzinfo=UTC), mandatory=None,
        initiative=None, **when,
    )  # fmt: skip
    store.commit(batch(facts={(f.person, f.key): f for f in (month(), session, course)}))
    counts = store.counts()
    assert [counts[t] for t in ("fact_month", "fact_session", "fact_completion")] == [1, 1, 1]


def test_an_erased_person_is_in_no_table(store):
    person = Person(
        position=1, person=uid("aino"), agency="KLV",
        assignments=[Assignment(unit="KLV", valid_from="2020-01-01", valid_to="9999-12-31")],
    )  # fmt: skip
    store.commit(
        batch(
            rows=[*ROWS, part("b", person="eino")], facts={(uid("aino"), "month:2026-03"): month()},
            reference=[person, Restricted(position=1, person=uid("aino"), restricted=True)],
        )
    )  # fmt: skip
    store.commit(batch(erased=[uid("aino")], position=2))
    tables = [name for name in store.counts() if name in store._tables_with("person_key")]
    of_aino = "SELECT count(*) FROM {} WHERE person_key = ?"
    found = {t: store._con.execute(of_aino.format(t), [uid("aino")]).fetchall() for t in tables}
    assert found == {t: [(0,)] for t in tables}
    assert len(tables) == 8
    assert list(store.rows([uid("b")])) == [uid("b")]


def test_what_is_forgotten_leaves_no_tombstone(store):
    store.commit(batch(rows=ROWS))
    store.commit(batch(forgotten=[uid("gone"), uid("a")]))
    assert store.rows([uid("gone"), uid("a")]) == {}


def test_a_batch_that_fails_changes_nothing(store):
    store.commit(batch(rows=ROWS, position=5))
    before = store.fingerprint()
    with pytest.raises(duckdb.Error):
        store.commit(batch(rows=[part("new", series="no uuid")], erased=[uid("aino")], position=6))
    assert store.fingerprint() == before
    assert store.position() == 5


def test_a_committed_batch_outlives_a_lost_process(tmp_path):
    """What a killed process leaves is the file and its log: a copy of both, taken while it is open, has everything."""
    store = Store(tmp_path / "w.duckdb", threads=1)
    store.commit(batch(rows=ROWS, position=9))
    for name in os.listdir(tmp_path):
        (tmp_path / "after").mkdir(exist_ok=True)
        if (tmp_path / name).is_file():
            (tmp_path / "after" / name).write_bytes((tmp_path / name).read_bytes())
    survivor = Store(tmp_path / "after" / "w.duckdb", threads=1)
    assert (survivor.position(), survivor.fingerprint()) == (9, store.fingerprint())
    survivor.close()
    store.close()


def test_reference_records_replace_what_was_known_of_their_key(store):
    def unit(name):
        row = UnitRow(parent=None, name_fi=name, name_sv="", valid_from="2020-01-01", valid_to="9999-12-31")
        return Unit(position=1, unit="KLV", agency="KLV", rows=[row])

    def coverage(feeds, units, agency="KLV"):
        return Coverage(position=1, source="s", agency=agency, feeds=feeds, units=units, since="2025-01-01")

    store.commit(batch(reference=[unit("Vanha"), coverage(["moments"], [], "MH")]))
    store.commit(batch(reference=[unit("Väli"), unit("Uusi"), coverage(["moments", "courses"], ["A", "B"])]))
    assert store._con.execute("SELECT name_fi FROM dim_unit").fetchall() == [("Uusi",)]
    found = store._con.execute("SELECT agency_id, feed, unit_id FROM dim_coverage ORDER BY ALL").fetchall()
    assert found[:2] == [("KLV", "courses", "A"), ("KLV", "courses", "B")]
    assert found[-1] == ("MH", "moments", None)
    assert len(found) == 5


def test_a_restriction_can_be_lifted(store):
    store.commit(batch(reference=[Restricted(position=1, person=uid("aino"), restricted=True)]))
    assert store.counts()["restricted"] == 1
    store.commit(batch(reference=[Restricted(position=2, person=uid("aino"), restricted=False)]))
    assert store.counts()["restricted"] == 0


def test_fingerprints_tell_contents_not_order(tmp_path, store):
    other = Store(tmp_path / "other.duckdb", threads=1)
    store.commit(batch(rows=ROWS))
    for row in reversed(ROWS):
        other.commit(batch(rows=[row]))
    assert other.fingerprint() == store.fingerprint()
    other.commit(batch(rows=[part(role="mentor")]))
    assert other.fingerprint()["participation"] != store.fingerprint()["participation"]
    other.close()


def test_goals_and_findings_are_replaced_by_agency(store):
    def goal(agency, value):
        way = {"baseline": 0.25, "target": 0.45, "start": "2025-01-01", "due": "2026-12-31"}
        row = GoalRow(version=1, name_fi="a", name_sv="b", indicator="LC05", milestone=None, value=value, **way)
        return Goal(position=1, goal="g1", agency=agency, rows=[row])

    def analysis(finding):
        found = Finding(date="2025-02-01", finding_fi=finding, finding_sv="")
        return Analysis(position=1, theme="LC05", agency="KLV", rows=[found])

    store.commit(batch(reference=[goal("KLV", None), goal("MH", None), analysis("x")]))
    store.commit(batch(reference=[goal("KLV", 0.36), analysis("y")]))
    assert store._con.execute("SELECT agency_id, value FROM dim_goal ORDER BY 1").fetchall() == [
        ("KLV", 0.36),
        ("MH", None),
    ]
    assert store._con.execute("SELECT finding_fi, goal_id FROM dim_analysis").fetchall() == [("y", None)]


def test_compacting_removes_the_bytes_of_what_was_deleted(tmp_path):
    path = tmp_path / "w.duckdb"
    store = Store(path, threads=1)
    store.commit(batch(rows=[part(str(n), source="canary-of-aino") for n in range(3000)]))
    store.commit(batch(rows=[part("kept", person="eino", source="kept")], erased=[uid("aino")]))
    store.compact()
    comments = store._con.execute("SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal")
    assert comments.fetchall() == [(0,)]
    assert list(store.rows([uid("kept")])) == [uid("kept")]
    store.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"canary-of-aino" not in left
    assert b"kept" in left


def test_a_copy_is_whole_and_readable_beside_the_writer(tmp_path, store):
    store.commit(batch(rows=ROWS, position=4))
    store.copy_to(tmp_path / "copy.duckdb")
    store.commit(batch(rows=[part("later")], position=5))
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as con:
        assert con.execute("SELECT position FROM position").fetchall() == [(4,)]


def test_what_was_set_aside_is_counted(store):
    def odd(name, verb):
        return SetAside(
            id=uid(name), position=1, person=uid("p"), statement=uid("s"), source="s", verb=verb, object_type="t",
            reason="r",
        )  # fmt: skip

    store.commit(batch(rows=[odd("1", "viewed"), odd("2", "viewed"), odd("3", "left")]))
    assert store.set_aside_counts() == [("s", "viewed", "t", "r", 2), ("s", "left", "t", "r", 1)]


def test_what_a_full_key_leaves_out_is_counted_until_there_is_room(store, monkeypatch):
    monkeypatch.setattr("warehouse.store.CAP", 3)
    others = [part(f"course {n}", keys=["course:x"], class_="CC", template="T16") for n in range(3)]
    store.commit(batch(rows=[*(part(str(n)) for n in range(5)), *others, part("else", person="eino")]))
    attended, session = "http://adlnet.gov/expapi/verbs/attended", BASE + "/activity-types/mentoring-session"
    assert store.set_aside_counts() == [("s", attended, session, "key is full", 2)]
    store.commit(batch(rows=[Retraction(id=uid(str(n)), person=uid("aino"), position=9) for n in (0, 4)]))
    assert store.set_aside_counts() == []


def test_a_file_of_another_format_is_refused(tmp_path, store):
    store._con.execute("UPDATE position SET format = ?", [FORMAT + 1])
    store.copy_to(tmp_path / "newer.duckdb")
    with pytest.raises(OtherFormat, match=f"format {FORMAT + 1}.*replay"):
        Store(tmp_path / "newer.duckdb")


def test_a_file_that_is_no_warehouse_is_refused(tmp_path):
    with duckdb.connect(str(tmp_path / "w.duckdb")) as con:
        con.execute("CREATE TABLE other (a INTEGER)")
    with pytest.raises(OtherFormat, match="unknown"):
        Store(tmp_path / "w.duckdb")


def flipped(data, start, count):
    return data[:start] + bytes(255 - byte for byte in data[start : start + count]) + data[start + count :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"not a database" * 100,
        lambda data: data[:5000],
        lambda data: data[: len(data) // 2],
        lambda data: bytes(len(data)),
        lambda data: flipped(data, 4096, 8192),
        lambda data: flipped(data, 12288, len(data) - 12288),
    ],
    ids=["empty", "text", "headers cut", "half", "zeros", "headers", "blocks"],
)
def test_a_damaged_file_is_named_with_the_way_out_and_the_way_leads_out(tmp_path, spoil):
    path = tmp_path / "w.duckdb"
    whole = Store(path, threads=1)
    whole.commit(batch(rows=[part(str(n)) for n in range(3000)]))
    whole.close()
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Unreadable, match=r"w\.duckdb .*delete it together with w\.duckdb\.wal.*from the ledger"):
        read_all(path)
    path.unlink()
    assert read_all(path)["participation"] == (0, 0)


def read_all(path):
    store = Store(path, threads=1)
    try:
        return store.fingerprint()
    finally:
        store.close()


def test_a_log_without_its_file_is_nobodys(tmp_path):
    """As whoever deletes a damaged file, but not its log, and is killed again, would meet it."""
    store = Store(tmp_path / "w.duckdb", threads=1)
    store.commit(batch(rows=ROWS, position=9))
    orphan = (tmp_path / "w.duckdb.wal").read_bytes()
    store.close()
    (tmp_path / "w.duckdb").unlink()
    (tmp_path / "w.duckdb.wal").write_bytes(orphan)
    anew = Store(tmp_path / "w.duckdb", threads=1)
    assert (anew.position(), anew.counts()["participation"]) == (0, 0)
    anew.commit(batch(rows=[part("new")], position=1))
    (tmp_path / "after").mkdir()
    for name in ("w.duckdb", "w.duckdb.wal"):
        (tmp_path / "after" / name).write_bytes((tmp_path / name).read_bytes())
    assert read_all(tmp_path / "after" / "w.duckdb") == anew.fingerprint()
    anew.close()


def test_a_file_that_another_process_holds_is_not_called_damaged(tmp_path):
    path = tmp_path / "w.duckdb"
    script = "import sys, duckdb; con = duckdb.connect(sys.argv[1]); print(flush=True); sys.stdin.read()"
    arguments = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        with pytest.raises(Occupied, match="another process"):
            Store(path)
        holder.stdin.close()


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(Unreadable, match="No such file or directory"):
        Store(tmp_path / "nowhere" / "w.duckdb")
