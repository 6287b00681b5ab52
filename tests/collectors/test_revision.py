"""A record that says something else: what it said is voided and stated anew, exactly that; the last one stands."""

import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.collect import collect, dry_run
from collectors.kinds import Context
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, Erase, Withdraw
from collectors.outbox import Outbox
from schemas.journal import Retracted, Stated
from streams.engines.embedded import apply
from warehouse.store import Store

MOMENTS = "moment_id;person_id;date;kind;place\n"
SESSIONS = "session_id;series_id;person_id;role;start;duration_min;status;recorded_at\n"
KLV = Context(
    source="moodle",
    agency="KLV",
    home_page="https://lc.example/klv",
    key=b"",
    now=datetime(2026, 4, 1, tzinfo=UTC),
)


@pytest.fixture
def take(ledger, tmp_path):
    key = open_reader(ledger.folder).execute("select value from meta where name = 'key'").fetchone()[0]

    def take(kind, text, now=KLV.now, dry=False):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, "utf-8")
        context = msgspec.structs.replace(KLV, key=key, now=now)
        if dry:
            return dry_run(kind, path, context, open_reader(ledger.folder))[0]
        return collect(kind, path, context, ledger.writer.do)

    return take


def counts(summary):
    return summary.added, summary.known, summary.changed


def live(ledger):
    """What crossed and still holds: (person, template's end, place)."""
    crossed = {}
    for record in Outbox(open_reader(ledger.folder)).records(0, 100_000):
        if isinstance(record, Stated) and record.person and "definition" in record.statement["object"]:
            crossed[record.statement["id"]] = record
        elif isinstance(record, Retracted):
            crossed.pop(record.id, None)
    return sorted(_short(r.statement) for r in crossed.values())


def _short(statement):
    kind = statement["object"]["definition"]["type"].rpartition("/")[2]
    places = [v for k, v in statement.get("context", {}).get("extensions", {}).items() if k.endswith("place")]
    return kind, statement["verb"]["id"].rpartition("/")[2], *places


def ours(ledger):
    sql = "select count(*), sum(voiding), sum(voided_at is not null) from statement"
    return open_reader(ledger.folder).execute(sql).fetchone()


def test_a_changed_row_is_voided_and_stated_anew_and_the_others_are_left_alone(ledger, take):
    rows = "".join(f"m{i};p{i};1.3.2026;success;own_task\n" for i in range(5))
    assert counts(take("moments", MOMENTS + rows)) == (5, 0, 0)
    corrected = rows.replace("m3;p3;1.3.2026;success;own_task", "m3;p3;1.3.2026;success;team_meeting")
    assert counts(take("moments", MOMENTS + corrected)) == (0, 4, 1)
    assert ours(ledger) == (7, 1, 1)
    assert live(ledger) == sorted(
        [("success", "experienced", "own_task")] * 4 + [("success", "experienced", "team_meeting")]
    )
    assert counts(take("moments", MOMENTS + corrected)) == (0, 5, 0)
    assert counts(take("moments", MOMENTS + rows)) == (0, 4, 1)
    assert live(ledger) == [("success", "experienced", "own_task")] * 5
    assert ours(ledger) == (9, 2, 2)


@pytest.mark.parametrize("changed", ["m1;p1;1.3.2026;failure;", "m1;p2;1.3.2026;success;", "m1;p1;2.3.2026;success;"])
def test_kind_person_and_day_of_a_moment_can_be_corrected(ledger, take, changed):
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;\n")
    assert counts(take("moments", f"{MOMENTS}{changed}\n")) == (0, 0, 1)
    assert len(live(ledger)) == 1
    assert counts(take("moments", f"{MOMENTS}{changed}\n")) == (0, 1, 0)


def test_what_somebody_withdrew_stays_withdrawn_and_nobody_can_tell(ledger, take, void):
    row, other = "m1;p1;1.3.2026;success;own_task\n", "m2;p2;1.3.2026;success;own_task\n"
    take("moments", MOMENTS + row + other)
    [identifier] = [s for s in _ids(ledger) if _actor(ledger, s) == "p1"]
    ledger.accept(void(identifier))
    assert len(live(ledger)) == 1
    changed = (row + other).replace("own_task", "training")
    assert counts(take("moments", MOMENTS + changed, dry=True)) == (0, 0, 2)
    assert counts(take("moments", MOMENTS + changed)) == (0, 0, 2)
    assert counts(take("moments", MOMENTS + changed)) == (0, 2, 0)
    assert live(ledger) == [("success", "experienced", "training")]
    take("moments", MOMENTS + row + other)
    assert live(ledger) == [("success", "experienced", "own_task")]


def test_what_somebody_withdrew_on_their_own_page_stays_withdrawn(ledger, take):
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;own_task\n")
    own = {"agency": "KLV", "person_id": "p1", "home_page": "https://lc.example/klv"}
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.writer.do(Withdraw(statement=_ids(ledger)[0], **own))
    assert counts(take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;training\n")) == (0, 0, 1)
    assert live(ledger) == []
    connection = open_reader(ledger.folder)
    assert connection.execute("select count(*), sum(voiding) from statement").fetchone() == (2, 0)
    assert connection.execute("select count(*) from withdrawn").fetchone() == (2,)


def test_a_withdrawn_row_that_was_somebody_elses_is_that_persons(ledger, take, void):
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;\n")
    ledger.accept(void(_ids(ledger)[0]))
    take("moments", f"{MOMENTS}m1;p2;1.3.2026;success;\n")
    assert len(live(ledger)) == 1


def _ids(ledger):
    rows = open_reader(ledger.folder).execute("select id from statement where voiding = 0 order by seq")
    return [str(uuid.UUID(bytes=row[0])) for row in rows]


def _actor(ledger, identifier):
    sql = "select body from statement where id = ?"
    body = open_reader(ledger.folder).execute(sql, (uuid.UUID(identifier).bytes,)).fetchone()[0]
    return msgspec.json.decode(body)["actor"]["account"]["name"]


HELD = "s1;r1;p1;mentee;2.3.2026 9.00;60;held;\n"


def test_a_session_that_turns_out_not_held_is_withdrawn_and_can_be_held_again(ledger, take):
    take("sessions", SESSIONS + HELD)
    for status in ("no_show", "cancelled"):
        gone = SESSIONS + HELD.replace("held", status)
        assert take("sessions", gone, dry=True).changed == 1
        assert take("sessions", gone).changed == 1
        assert take("sessions", gone).changed == 0
        assert ("mentoring-session", "attended") not in live(ledger)
        assert counts(take("sessions", SESSIONS + HELD)) == (0, 0, 1)
        assert live(ledger).count(("mentoring-session", "attended")) == 1


def test_a_session_cancelled_but_held_is_held(ledger, take):
    take("sessions", SESSIONS + HELD.replace("held", "cancelled") + HELD)
    assert take("sessions", SESSIONS + HELD + HELD.replace("held", "cancelled")).changed == 0
    assert ("mentoring-session", "attended") in live(ledger)


def test_withdrawing_cannot_be_told_from_a_session_that_turns_out_not_held(ledger, take, void):
    take("sessions", SESSIONS + HELD)
    ledger.accept(void(_ids(ledger)[0]))
    assert take("sessions", SESSIONS + HELD.replace("held", "no_show")).changed == 1
    assert take("sessions", SESSIONS + HELD).changed == 1
    assert live(ledger) == []


def test_a_booking_ahead_handed_over_again_after_its_time_says_the_same(ledger, take):
    booked = SESSIONS + "s1;r1;p1;mentee;2.5.2026 9.00;60;booked;\n"
    assert counts(take("sessions", booked)) == (1, 0, 0)
    assert counts(take("sessions", booked)) == (0, 1, 0)
    assert counts(take("sessions", booked, now=datetime(2026, 6, 1, tzinfo=UTC))) == (0, 1, 0)
    moved = booked.replace("2.5.2026", "3.5.2026")
    assert counts(take("sessions", moved, now=datetime(2026, 6, 1, tzinfo=UTC))) == (0, 0, 1)


def test_an_erased_persons_records_leave_no_trace(ledger, take):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;own_task\nm2;p2;1.3.2026;success;\n")
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;training\nm2;p2;1.3.2026;success;\n")
    ledger.writer.do(Erase(person="KLV/p1"))
    assert ours(ledger) == (1, 0, 0)
    assert open_reader(ledger.folder).execute("select count(*) from record").fetchone() == (1,)
    again = take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;training\nm2;p2;1.3.2026;success;\n")
    assert [q.row for q in again.quarantined] == [2]


def test_our_own_withdrawals_concern_nobody(ledger, take):
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;own_task\n")
    take("moments", f"{MOMENTS}m1;p1;1.3.2026;success;training\n")
    connection = open_reader(ledger.folder)
    assert connection.execute("select count(*) from person").fetchone() == (1,)
    stated = [r for r in Outbox(connection).records(0) if isinstance(r, Stated)]
    assert {r.statement["verb"]["id"].rpartition("/")[2] for r in stated} == {"experienced"}


PLACES = ("own_task", "training", "network")
VERSIONS = st.dictionaries(
    st.sampled_from(["m1", "m2", "m3"]),
    st.tuples(st.sampled_from(["success", "failure", "job_crafting"]), st.sampled_from(PLACES)),
    max_size=3,
)


@pytest.mark.ci
@settings(max_examples=25, deadline=None)
@given(versions=st.lists(VERSIONS, min_size=1, max_size=6), batch=st.sampled_from([1, 3, 500]))
def test_whatever_versions_come_the_last_one_stands_and_a_replay_says_the_same(versions, batch):
    from tests.collectors.conftest import Ledger

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger, store = Ledger(folder / "data"), Store(folder / "w.duckdb", threads=1)
        try:
            _deliver(ledger, store, folder, versions, batch)
            replayed = Store(folder / "again.duckdb", threads=1)
            records = Outbox(open_reader(ledger.folder)).records(0, 100_000)
            apply(records, replayed)
            assert replayed.fingerprint() == store.fingerprint()
            expected = {key: row for version in versions for key, row in version.items()}
            rows = replayed._con.execute("select kind, place from participation").fetchall()
            assert sorted(rows) == sorted((kind.replace("_", "-"), place) for kind, place in expected.values())
            replayed.close()
        finally:
            store.close()
            ledger.writer.close()


def _deliver(ledger, store, folder, versions, batch):
    outbox, at = Outbox(open_reader(ledger.folder)), 0

    def do(work):
        if not isinstance(work, Accept):
            return ledger.writer.do(work)
        done = [
            ledger.writer.do(msgspec.structs.replace(work, statements=work.statements[i : i + batch]))
            for i in range(0, len(work.statements), batch)
        ]
        return msgspec.structs.replace(done[0], added=sum(d.added for d in done), changed=sum(d.changed for d in done))

    for version in versions:
        path = folder / "moments.csv"
        path.write_text(MOMENTS + "".join(f"{m};p-{m};1.3.2026;{k};{p}\n" for m, (k, p) in version.items()))
        collect("moments", path, msgspec.structs.replace(KLV, key=b"k" * 32), do)
        apply(outbox.records(at, 100_000), store)
        at = store.position()
