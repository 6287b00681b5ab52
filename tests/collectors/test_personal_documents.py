"""Documents are their person's: told, logged, expired, and erased with them (law 9)."""

import json

import pytest

from collectors.ledger import erasures
from collectors.ledger.personal_documents import documents
from collectors.ledger.sqlite import FILE, copy, open_reader
from collectors.ledger.work import Erase, EraseAgain, Expire, HandedOut
from collectors.ledger.writer import Writer
from collectors.person_file import everything

HOME = "https://lc.example/klv"
COURSE = "https://lms.klv.example/course/7"


def named(name):
    return {"account": {"homePage": "https://lms.klv.example", "name": name}}


def state(name, **more):
    return {"activityId": COURSE, "agent": json.dumps(named(name)), "stateId": "bookmark"} | more


@pytest.fixture
def lrs(store, ledger):
    """Two people, each with a number in the LMS."""
    ledger.unit("KLV-A")
    for person, login in (("p-hemmo", "hemmo-login"), ("p-other", "other-login")):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
        ledger.identity(person, login)
    return store()


def file(ledger, person="p-hemmo"):
    return everything(open_reader(ledger.folder), "KLV", person, HOME)


def test_the_file_of_a_person_holds_their_documents_but_for_others_in_them(lrs, ledger):
    lrs.put("/activities/state", params=state("hemmo-login"), json={"page": 7, "with": named("other-login")})
    lrs.put("/activities/state", params=state("other-login"), json={"page": 1})
    (kept,) = file(ledger).documents
    assert (kept.resource, kept.activity, kept.id, kept.source) == ("state", COURSE, "bookmark", lrs.name)
    assert kept.content == {"page": 7, "with": {"name": "another person"}}


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [("text/plain", "säe".encode(), "säe"), ("image/png", b"\xff\x00", "/wA="), ("application/json", b"{", "{")],
)
def test_what_is_no_json_is_told_as_text_or_in_base64(lrs, ledger, kind, body, told):
    lrs.put("/activities/state", params=state("hemmo-login"), content=body, headers={"Content-Type": kind})
    assert [kept.content for kept in file(ledger).documents] == [told]


def test_nothing_of_them_is_left_in_the_files_after_an_erasure(lrs, ledger):
    lrs.put("/activities/state", params=state("hemmo-login"), json={"mine": "hemmo was here"})
    lrs.post("/agents/profile", params={"agent": state("hemmo-login")["agent"], "profileId": "p"}, json={"x": "hemmo"})
    lrs.put("/activities/state", params=state("other-login"), json={"stays": True})
    lrs.post("/activities/profile", params={"activityId": COURSE, "profileId": "p"}, json={"stays": True})
    ledger.writer.do(Erase(person="KLV/p-hemmo"))
    for path in ledger.folder.iterdir():
        assert b"hemmo" not in path.read_bytes(), path.name
    assert lrs.get("/activities/state", params=state("other-login")).json() == {"stays": True}
    assert lrs.get("/activities/profile", params={"activityId": COURSE, "profileId": "p"}).status_code == 200


def test_whom_documents_alone_named_can_be_erased_and_does_not_come_back(lrs, ledger):
    """Nobody in HR's files, in no statement: a provisional person."""
    at = state("stranger")
    lrs.put("/activities/state", params=at, json={"a": 1})
    ledger.writer.do(Erase(person='["account","stranger","https://lms.klv.example"]'))
    assert lrs.get("/activities/state", params=at).status_code == 404
    answer = lrs.put("/activities/state", params=at, json={"a": 1})
    assert (answer.status_code, answer.json()["path"]) == (403, "agent")
    assert "stranger" not in answer.text


def test_whom_hr_names_later_takes_the_documents_along(lrs, ledger):
    lrs.put("/activities/state", params=state("late-login"), json={"a": 1})
    ledger.identity("p-hemmo", "late-login")
    assert [kept.content for kept in file(ledger).documents] == [{"a": 1}]


def test_a_number_that_was_anothers_on_the_day_keeps_theirs_theirs(lrs, ledger):
    ledger.identity("p-other", "shared", valid_from="2020-01-01", valid_to="2020-12-31")
    ledger.identity("p-hemmo", "shared", valid_from="2021-01-01", valid_to="9999-12-31")
    lrs.put("/activities/state", params=state("shared"), json={"a": 1})
    assert (len(file(ledger).documents), len(file(ledger, "p-other").documents)) == (1, 0)
    ledger.writer.do(Erase(person="KLV/p-other"))
    assert lrs.get("/activities/state", params=state("shared")).status_code == 200


def test_who_read_a_document_is_in_the_access_log(lrs, store, ledger):
    reading = store("2.0.0", "state")
    lrs.put("/activities/state", params=state("hemmo-login"), json={})
    for _ in range(3):
        reading.get("/activities/state", params=state("hemmo-login"))
    reading.get("/activities/state", params=state("nobody"))
    reading.readings.flush()
    ledger.writer.do(HandedOut(readings=[]))  # what was handed to the writer before is written
    assert [(r.source, r.count) for r in file(ledger).handed_out] == [(reading.name, 3)]


def test_what_nobody_wrote_for_long_expires_but_for_profiles_of_activities(lrs, ledger):
    lrs.put("/activities/state", params=state("hemmo-login"), json={})
    lrs.post("/activities/profile", params={"activityId": COURSE, "profileId": "p"}, json={})
    ledger.writer.do(Expire(quarantine_before=0, documents_before=1))
    assert len(file(ledger).documents) == 1
    ledger.writer.do(Expire(quarantine_before=0, documents_before=2**52))
    assert file(ledger).documents == []
    assert lrs.get("/activities/profile", params={"activityId": COURSE, "profileId": "p"}).status_code == 200


def test_an_identifier_that_documents_name_is_not_forgotten(lrs, ledger):
    ledger.person("p-left", ("KLV-A", "2020-01-01", "2020-12-31"))
    ledger.identity("p-left", "left-login")
    ledger.identity("p-left", "unused-login")
    lrs.put("/activities/state", params=state("left-login"), json={})
    ledger.writer.do(Expire(quarantine_before=0, left_before="2024-01-01"))
    assert {row["value"] for row in file(ledger, "p-left").identifiers} == {"left-login", "p-left"}


def test_documents_outlive_a_restart(lrs, ledger):
    lrs.put("/activities/state", params=state("hemmo-login"), json={"a": 1})
    ledger.writer.close()
    ledger.writer = Writer(ledger.folder)
    connection = open_reader(ledger.folder)
    (person,) = connection.execute("select id from person where person_id = 'p-hemmo'").fetchone()
    assert [kept.body for kept in documents(connection, person)] == [b'{"a":1}']


def test_no_document_crosses_the_boundary(lrs, ledger):
    before = len(ledger.records())
    lrs.put("/activities/state", params=state("hemmo-login"), json={"a": 1})
    assert len(ledger.records()) == before


def test_an_erased_persons_documents_are_gone_from_a_backup_before_it_opens(lrs, ledger, tmp_path):
    lrs.put("/activities/state", params=state("hemmo-login"), json={"mine": "hemmo was here"})
    backup = tmp_path / "backup"
    backup.mkdir()
    copy(ledger.folder, backup / FILE)
    ledger.writer.do(Erase(person="KLV/p-hemmo"))
    (backup / erasures.FILE).write_bytes((ledger.folder / erasures.FILE).read_bytes())
    restored = Writer(backup)
    restored.do(EraseAgain())
    restored.close()
    assert b"hemmo" not in (backup / FILE).read_bytes()
