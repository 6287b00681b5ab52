"""Who left is known by other systems' identifiers for 30 days more; what kept statements name goes with them."""

import pytest

from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Expire, NoteSnapshot, PutIdentities, SnapshotGone
from collectors.rows import IdentityRow
from schemas.statement.agent import Identifier

LMS = "https://lms.klv.example"


@pytest.fixture
def staffed(ledger):
    """`gone` left in March 2026, `here` stays; both have a login and an address, and HR's own account."""
    ledger.unit("KLV-A")
    ledger.person("gone", ("KLV-A", "2020-01-01", "2026-03-31"))
    ledger.person("here", ("KLV-A", "2020-01-01", "2026-03-31"), ("KLV-A", "2026-04-01", "9999-12-31"))
    for person in ("gone", "here"):
        ledger.identity(person, f"{person}-login")
        address = IdentityRow(agency_id="KLV", person_id=person, kind="mbox", value=f"mailto:{person}@klv.example")
        ledger.writer.do(PutIdentities(rows=[address]))
    return ledger


def identifiers(ledger):
    rows = open_reader(ledger.folder).execute("select key from agent where holders <> '[]'").fetchall()
    return {Identifier.from_key(key).value for (key,) in rows}


def retain(ledger, left_before):
    return ledger.writer.do(Expire(quarantine_before=0, left_before=left_before)).known


ALL = {"gone", "here", "gone-login", "here-login", "mailto:gone@klv.example", "mailto:here@klv.example"}


def test_thirty_days_after_they_left_identifiers_go(staffed):
    assert retain(staffed, "2026-03-31") == 0
    assert identifiers(staffed) == ALL
    assert retain(staffed, "2026-04-01") == 2
    assert identifiers(staffed) == ALL - {"gone-login", "mailto:gone@klv.example"}
    assert retain(staffed, "2026-04-01") == 0


def test_what_a_kept_statement_names_stays_as_long_as_it_does(staffed, course):
    staffed.accept(course("gone-login"))
    before = staffed.records()
    assert retain(staffed, "2026-04-01") == 1
    assert "gone-login" in identifiers(staffed)
    assert staffed.records() == before
    staffed.writer.do(Expire(seqs=[1], quarantine_before=0))
    assert retain(staffed, "2026-04-01") == 1


def test_an_identifier_that_somebody_else_has_now_stays(staffed):
    staffed.identity("here", "gone-login", valid_from="2026-04-01")
    assert retain(staffed, "2026-04-01") == 1
    assert "gone-login" in identifiers(staffed)


def test_who_comes_back_is_known_again(staffed):
    retain(staffed, "2026-04-01")
    staffed.person("gone", ("KLV-A", "2020-01-01", "2026-03-31"), ("KLV-A", "2026-10-01", "9999-12-31"))
    staffed.identity("gone", "gone-login")
    assert retain(staffed, "2026-11-01") == 0
    assert "gone-login" in identifiers(staffed)


def test_the_log_of_snapshots_is_kept_for_five_years(ledger, monkeypatch):
    from collectors.ledger import snapshots

    ledger.writer.do(NoteSnapshot(name="old", agency="KLV", holder="A", purpose="p", expires="2026-12-31"))
    ledger.writer.do(SnapshotGone(name="old"))
    retain(ledger, "")
    assert snapshots.snapshots(open_reader(ledger.folder))
    monkeypatch.setattr(snapshots, "KEPT", -1_000_000)
    retain(ledger, "")
    assert not snapshots.snapshots(open_reader(ledger.folder))
