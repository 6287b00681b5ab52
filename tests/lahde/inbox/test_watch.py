"""Files dropped into the watched folder are collected once, whatever they are called and whenever the server dies."""

import os
import sqlite3
import time

import pytest

from collectors.ledger.work import Accept
from lahde.inbox.folders import Folders
from lahde.inbox.watch import Inbox
from lahde.settings import InboxSettings, Settings, SettingsFault
from look import message
from look.rules import worded
from schemas.statement.refusal import Refused

HEAD = "moment_id;person_id;date;kind\n"
ROW = "m1;p1;1.3.2026;success\n"


def test_a_file_is_taken_in_and_reported_on(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW + "m2;maija;31.2.2026;success\n")
    report = inbox.report("done")
    assert "moments.csv (moments)" in report
    assert "New: 1\nRows refused: 1\n" in report
    assert "Row 3, date: There is no such day in the calendar." in report
    assert "maija" not in report
    assert inbox.statements() == 1
    assert list((inbox.root / "moments").iterdir()) == []


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "fi",
            ["Uusia: 1", "Hylättyjä rivejä: 1", "Sarakkeet, joita ei tallenneta: note",
             "Rivi 3, date: Kalenterissa ei ole tällaista päivää."],
        ),
        (
            "sv",
            ["Nya: 1", "Avvisade rader: 1", "Kolumner som inte sparas: note",
             "Rad 3, date: En sådan dag finns inte i kalendern."],
        ),
    ],
)  # fmt: skip
def test_a_report_is_in_the_house_s_language(inbox, lang, lines):
    inbox.watch(language=lang)
    inbox.drop("moment_id;person_id;date;kind;note\nm1;p1;1.3.2026;success;x\nm2;maija;31.2.2026;success;x\n")
    inbox.drop("", "empty.csv")
    report = inbox.report("done").splitlines()
    assert [line for line in report if line in lines] == lines
    assert message(lang, "inbox.refused") in report
    failed = inbox.report("failed", "empty.csv")
    assert message(lang, "inbox.nothing") in failed
    assert worded("the file is empty", lang).rule in failed
    assert worded("the file is empty", lang).lang == lang


def test_the_folders_are_their_owners_alone(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW)
    inbox.report("done")
    assert {p.stat().st_mode & 0o777 for p in inbox.root.rglob("*") if p.is_dir()} == {0o700}
    assert (inbox.root / "done/moments/moments.csv.report.txt").stat().st_mode & 0o777 == 0o600


def test_two_files_of_one_name_are_both_kept(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW)
    inbox.report("done")
    inbox.drop(HEAD + ROW + "m2;p1;2.3.2026;success\n")
    assert "New: 1\nKnown already: 1\n" in inbox.report("done", "moments.2.csv")
    assert (inbox.root / "done/moments/moments.csv").read_text() == HEAD + ROW


@pytest.mark.parametrize("text", ["", "nothing;here\n", HEAD + "m1;p1;31.2.2026;success\n", b"\x00\xff\xfe" * 50])
def test_a_file_of_which_nothing_can_be_taken_fails(inbox, text):
    inbox.watch()
    inbox.drop(text)
    assert "moments.csv (moments)" in inbox.report("failed")
    assert inbox.statements() == 0


def test_one_that_fails_does_not_stop_the_others(inbox):
    inbox.watch()
    inbox.drop("nonsense", "a.csv")
    inbox.drop(HEAD + ROW, "b.csv")
    inbox.report("failed", "a.csv")
    inbox.report("done", "b.csv")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        (b"two\nlines.csv", "two_lines.csv"),
        (b"--rm -rf.csv", "_--rm -rf.csv"),
        (b"caf\xe9.csv", "caf_.csv"),
        (b"..csv.report.txt", None),
        (b"<script>alert(1)<", "<script>alert(1)<"),
        (b"x" * 255, "x" * 200),
        (b"m.csv.report.txt", "m.csv.report.txt_"),
    ],
)
def test_hostile_names(inbox, name, kept):
    inbox.watch()
    path = os.path.join(os.fsencode(inbox.root / "moments"), name)
    with open(path, "wb") as file:
        file.write((HEAD + ROW).encode())
    if kept:
        assert "New: 1\n" in inbox.report("done", kept)
    else:
        time.sleep(0.2)
        assert os.path.exists(path), "a hidden file is left alone"


def test_links_pipes_and_folders_are_left_alone(inbox, tmp_path):
    inbox.watch()
    secret = tmp_path / "secret.csv"
    secret.write_text(HEAD + ROW)
    (inbox.root / "moments/link.csv").symlink_to(secret)
    (inbox.root / "moments/folder.csv").mkdir()
    os.mkfifo(inbox.root / "moments/pipe.csv")
    inbox.drop(HEAD + ROW.replace("m1", "m2"), "file.csv")
    inbox.report("done", "file.csv")
    time.sleep(0.1)
    assert inbox.statements() == 1
    assert secret.exists()
    assert {p.name for p in (inbox.root / "moments").iterdir()} == {"link.csv", "folder.csv", "pipe.csv"}


def test_a_file_that_grows_waits(inbox):
    inbox.watch(still=0.3)
    path = inbox.drop(HEAD)
    for day in range(1, 9):
        time.sleep(0.1)
        with path.open("a") as file:
            file.write(f"m{day};p1;{day}.3.2026;success\n")
    assert path.exists()
    assert "New: 8\n" in inbox.report("done")


def test_a_file_renamed_in_is_taken(inbox, tmp_path):
    inbox.watch()
    (tmp_path / "x.csv").write_text(HEAD + ROW)
    (tmp_path / "x.csv").rename(inbox.root / "moments/x.csv")
    inbox.report("done", "x.csv")


def test_people_are_given_their_units_first(inbox):
    inbox.watch(still=0.2)
    head = "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\n"
    inbox.drop("person_id;unit_id;valid_from;valid_to\np1;KLV-A;2020-01-01;\n", "persons.csv", "persons")
    inbox.drop(head + "KLV-A;KLV;KLV;Luvat;Tillstånd;2020-01-01;\n", "units.csv", "units")
    assert "New: 1\n" in inbox.report("done", "persons.csv", "persons")


def test_a_crash_between_collecting_and_moving_adds_nothing_twice(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW)
    inbox.report("done")
    inbox.close()
    lying = inbox.root / ".taken/moments/moments.2.csv"
    lying.write_text(HEAD + ROW)
    inbox.watch()
    assert "New: 0\nKnown already: 1\n" in inbox.report("done", "moments.2.csv")
    assert inbox.statements() == 1


def test_closing_stops_between_two_pieces_of_work_and_the_file_is_due_again(inbox):
    did = []

    def slow(work):
        did.append(work)
        time.sleep(0.05)
        return inbox.writer.do(work)

    inbox.do = slow
    inbox.watch()
    inbox.drop(HEAD + "".join(f"m{i};p{i};1.3.2026;success\n" for i in range(5000)))
    inbox.wait(lambda: len(did) >= 2)
    inbox.close()
    assert 0 < inbox.statements() < 5000
    inbox.do = inbox.writer.do
    inbox.watch()
    assert "Known already" in inbox.report("done")
    assert inbox.statements() == 5000


def test_a_fault_of_the_ledger_is_no_fault_of_the_files(inbox, monkeypatch):
    monkeypatch.setattr("lahde.inbox.watch.PAUSE", 0.1)
    faults = iter([sqlite3.OperationalError("disk full"), Refused("ledger", "is full", status=503), OSError()])

    def failing(work):
        if isinstance(work, Accept) and (fault := next(faults, None)):
            raise fault
        return inbox.writer.do(work)

    inbox.do = failing
    inbox.watch()
    inbox.drop(HEAD + ROW)
    assert "New: 1\n" in inbox.report("done")
    assert next(faults, None) is None


def test_a_fault_of_ours_names_no_value(inbox):
    inbox.do = lambda work: {}["maija"]
    inbox.watch()
    inbox.drop(HEAD + ROW)
    report = inbox.report("failed")
    assert "KeyError" in report
    assert "maija" not in report


def test_a_file_that_the_server_may_not_read(inbox, monkeypatch):
    def refused(*_, **__):
        raise PermissionError

    monkeypatch.setattr("lahde.inbox.one.collect", refused)
    inbox.watch()
    inbox.drop(HEAD + ROW)
    assert "may not read" in inbox.report("failed")


def test_whose_file_it_is_must_be_clear(inbox):
    inbox.source("hr2", "moments")
    inbox.watch()
    inbox.drop(HEAD + ROW)
    assert "[inbox.sources] moments: say whose files these are: hr, hr2" in inbox.report("failed")


@pytest.mark.parametrize("settings", [{"source": "hr2"}, {"source": "hr", "sources": {"moments": "hr2"}}])
def test_the_settings_say_whose(inbox, settings):
    inbox.source("hr2", "moments")
    inbox.watch(**settings)
    inbox.drop(HEAD + ROW)
    inbox.report("done")


def test_settings_of_a_kind_that_is_none(inbox):
    settings = Settings(data=str(inbox.data), inbox=InboxSettings(sources={"gossip": "hr"}))
    with pytest.raises(SettingsFault, match="gossip"):
        Inbox(settings, inbox.do)


def test_what_was_settled_long_ago_is_deleted(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW)
    inbox.drop("nonsense", "bad.csv")
    inbox.report("done")
    inbox.report("failed", "bad.csv")
    beside = inbox.root / "done/moments/not-ours.txt"
    beside.touch()
    inbox.close()
    for report in inbox.root.rglob("*.report.txt"):
        os.utime(report, (time.time() - 15 * 86_400,) * 2)
    inbox.watch()
    inbox.wait(lambda: {p for p in inbox.root.rglob("*") if p.is_file()} == {beside})


def test_after_an_erasure_only_reports_stay(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW)
    inbox.drop("nonsense", "bad.csv")
    inbox.report("done")
    inbox.report("failed", "bad.csv")
    assert Folders(inbox.data).forget() == 2
    assert {p.name for p in inbox.root.rglob("*") if p.is_file()} == {"moments.csv.report.txt", "bad.csv.report.txt"}


def test_what_status_says(inbox):
    inbox.watch()
    inbox.drop(HEAD + ROW)
    inbox.report("done")
    inbox.close()
    inbox.drop(HEAD + ROW)
    (counted,) = Folders(inbox.data).counted()
    assert (counted.kind, counted.waiting, counted.done, counted.failed) == ("moments", 1, 1, 0)
    assert counted.last_done


def test_a_mapping_of_the_settings(inbox):
    inbox.watch(mappings={"moments": "ms-forms-moments"})
    inbox.drop(HEAD + ROW)
    assert "column" in inbox.report("failed")
