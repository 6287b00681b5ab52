"""Goals and findings: statements of the agency itself, and what the warehouse keeps of them."""

import json
from datetime import UTC, datetime

import pytest

from collectors.collect import collect
from collectors.kinds import Context, Statement
from collectors.kinds import collect as read
from collectors.ledger.sqlite import open_reader
from collectors.outbox import Outbox
from collectors.quarantine import Quarantined
from schemas.journal import Analysis, Finding, Goal, Stated

KLV = Context(
    source="moodle",
    agency="KLV",
    home_page="https://lc.example/klv",
    key=b"k" * 32,
    now=datetime(2026, 4, 1, tzinfo=UTC),
)
GOALS = "goal_id;agency_id;name_fi;name_sv;indicator;milestone;baseline;target;start;due;value;reviewed_at;version\n"
SET = "g1;KLV;Oppiminen osaksi arkea;Lärande i vardagen;LC07;;0,25;0,45;1.1.2025;31.12.2026;;;1\n"
REVIEWED = "g1;KLV;Oppiminen osaksi arkea;Lärande i vardagen;LC07;;0,25;0,45;1.1.2025;31.12.2026;0,36;30.9.2025;1\n"


@pytest.fixture
def file(tmp_path):
    def written(text, name="goals.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


def statements(path):
    return [json.loads(item.body) for item in read("goals", path, KLV) if isinstance(item, Statement)]


def test_a_goal_is_set_and_reviewed_by_the_agency_itself(file):
    first, again, review = statements(file(GOALS + SET + REVIEWED))
    assert first == again
    assert first["actor"] == {"objectType": "Group", "account": {"homePage": "https://org.lc.example", "name": "klv"}}
    assert first["object"]["id"] == "https://lc.example/klv/goal/g1"
    assert first["object"]["definition"]["name"] == {"fi": "Oppiminen osaksi arkea", "sv": "Lärande i vardagen"}
    assert first["result"]["extensions"] == {
        "https://lc.example/xapi/ext/goal-value": {"indicator": "LC07", "baseline": 0.25, "target": 0.45}
    }
    assert review["result"]["score"] == {"scaled": 0.55}
    assert review["result"]["success"] is True
    assert review["timestamp"] == "2025-09-30T09:00:00Z"
    assert review["context"]["extensions"] == {"https://w3id.org/xapi/tla/extensions/due_date": "2026-12-31"}


@pytest.mark.parametrize(
    ("value", "day", "scaled", "success"),
    [("0,45", "1.2.2026", 1, True), ("0,2", "1.2.2025", 0, True), ("0,27", "1.3.2026", 0.1, False)],
)
def test_on_track_is_at_most_a_tenth_behind_the_time_that_has_gone(file, value, day, scaled, success):
    review = statements(file(GOALS + REVIEWED.replace("0,36", value).replace("30.9.2025", day)))[-1]
    assert review["result"]["score"]["scaled"] == scaled
    assert review["result"]["success"] is success


@pytest.mark.parametrize(("met", "scaled"), [("kyllä", 1), ("nej", 0)])
def test_a_milestone_is_met_or_not(file, met, scaled):
    row = f"g2;KLV;Mentorit;Mentorer;;Työpaja 3;;;1.1.2025;31.12.2026;{met};30.9.2025;\n"
    review = statements(file(GOALS + row))[-1]
    assert review["result"]["score"]["scaled"] == scaled
    assert review["result"]["success"] is bool(scaled)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (SET.replace("LC07;", ";"), "indicator"),
        (SET.replace("LC07;", "LC07;x"), "indicator"),
        (SET.replace("LC07", "LC99"), "indicator"),
        (SET.replace("0,45", "0,25"), "target"),
        (SET.replace("0,45", ""), "target"),
        (SET.replace("31.12.2026", "1.1.2025"), "due"),
        (SET.replace(";;;1", ";;;0"), "version"),
        (SET.replace(";;;1", ";0,3;;1"), "reviewed_at"),
        (REVIEWED.replace("30.9.2025", "1.9.2026"), "reviewed_at"),
        (SET.replace("KLV", "MH"), "agency_id"),
    ],
)
def test_a_goal_that_cannot_be_taken(file, row, field):
    made = [i for i in read("goals", file(GOALS + row), KLV) if isinstance(i, Statement | Quarantined)]
    assert [(i.row, i.field) for i in made if isinstance(i, Quarantined)] == [(2, field)]
    assert len(made) == 1


@pytest.mark.parametrize("indicator", ["LC01", "LC05", "LC06", "LC08", "LC13a"])
def test_what_rises_without_anybody_learning_is_no_target_alone(file, indicator):
    alone = SET.replace("g1", "g2").replace("LC07", indicator)
    milestone = "g3;KLV;Mentorit;Mentorer;;Työpaja 3;;;1.1.2025;31.12.2026;;;\n"
    [refused] = [i for i in read("goals", file(GOALS + alone + milestone), KLV) if isinstance(i, Quarantined)]
    assert (refused.row, refused.field) == (2, "indicator")
    assert "alone" in refused.rule
    assert len(statements(file(GOALS + alone + SET))) == 2


def test_the_journal_carries_a_goals_whole_history_and_nobody(ledger, file):
    for text in (SET, SET + REVIEWED, SET + REVIEWED):
        summary = collect("goals", file(GOALS + text), KLV, ledger.writer.do)
    assert (summary.added, summary.known) == (0, 4)
    records = Outbox(open_reader(ledger.folder)).records(0)
    histories = [r for r in records if isinstance(r, Goal)]
    assert [len(g.rows) for g in histories] == [1, 2]
    assert (histories[-1].goal, histories[-1].agency) == ("g1", "KLV")
    assert histories[-1].rows[1].value == 0.36
    assert {r.person for r in records if isinstance(r, Stated)} == {None}


def test_findings_are_kept_by_theme(ledger, file):
    head = "agency_id;date;theme;finding_fi;finding_sv;goal_id\n"
    text = head + 'KLV;1.2.2025;LC07;"Oppiminen on\nirti työstä <b>";;g1\nKLV;1.2.2025;own;Toinen;Annan;\n'
    assert collect("analysis", file(text), KLV, ledger.writer.do).added == 2
    assert collect("analysis", file(text), KLV, ledger.writer.do).known == 2
    found = [r for r in Outbox(open_reader(ledger.folder)).records(0) if isinstance(r, Analysis)]
    assert [(r.theme, r.agency, r.rows) for r in found] == [
        (
            "LC07",
            "KLV",
            [Finding(date="2025-02-01", finding_fi="Oppiminen on\nirti työstä <b>", finding_sv="", goal="g1")],
        ),
        ("own", "KLV", [Finding(date="2025-02-01", finding_fi="Toinen", finding_sv="Annan")]),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("KLV;1.2.2027;LC07;x;;", "date"),
        ("KLV;1.2.2025;two words;x;;", "theme"),
        ("KLV;1.2.2025;LC07;;x;", "finding_fi"),
        (f"KLV;1.2.2025;LC07;{'x' * 2001};;", "finding_fi"),
        ("KLV;1.2.2025;LC07;x\x1b[31m;;", "finding_fi"),
        ("MH;1.2.2025;LC07;x;;", "agency_id"),
    ],
)
def test_a_finding_that_cannot_be_taken(file, row, field):
    made = read("analysis", file(f"agency_id;date;theme;finding_fi;finding_sv;goal_id\n{row}\n"), KLV)
    assert [(i.row, i.field) for i in made if isinstance(i, Quarantined)] == [(2, field)]
