"""A worked statement of each template goes through HTTP and becomes what it should: a part, an answer, or nothing."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.journeys.conftest import Installation, employer

WORKED = json.loads((Path(__file__).parents[1] / "worked.json").read_text("utf-8"))
WAVE = """wave;batch_unit;respondent;item;value;scale_max;answered_date;invited
mh-2026-05;MH-A;w1;load-time;2;5;11.5.2026;40
"""
MH_UNITS = """unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to
MH;;MH;Majakkahallinto;Fyrförvaltningen;2020-01-01;
MH-A;MH;MH;Väylät;Farleder;2020-01-01;
"""


def rows(folder, table):
    """Of a warehouse nobody holds open."""
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        found = con.execute(f"select * from {table}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Every worked statement, one after the other; then the server is stopped."""
    folder = tmp_path_factory.mktemp("worked")
    installation = Installation(folder / "data")
    installation.start()
    try:
        hr = employer(installation, folder / "files")
        hr.hand_over("units", MH_UNITS, "mh-hr")
        hr.hand_over("pulse", WAVE, "mh-hr")
        installation.source("majakka", agency="MH")
        for worked in WORKED:
            assert installation.post(worked["statement"])[0] == 200
        installation.caught_up()
    finally:
        installation.stop()
    return installation


def becoming(sort):
    return [w for w in WORKED if sort in w["becomes"]]


def test_each_becomes_what_it_should(told):
    parts = rows(told.folder, "participation")
    for worked in becoming("participation"):
        expected = worked["becomes"]["participation"] | {"template": worked["template"], "source": "majakka"}
        found = [p for p in parts if {k: p[k] for k in expected} == expected]
        assert len(found) == 1, worked["what"]
    assert len(parts) == len(becoming("participation"))
    answers = [a for a in rows(told.folder, "pulse_answer") if a["value"] == 4]
    assert [{k: a[k] for k in w["becomes"]["answer"]} for a, w in zip(answers, becoming("answer"), strict=True)] == [
        w["becomes"]["answer"] for w in becoming("answer")
    ]
    assert sorted(a["reason"] for a in rows(told.folder, "set_aside")) == [
        w["becomes"]["set_aside"] for w in becoming("set_aside")
    ]
    assert len(rows(told.folder, "retraction")) == len(becoming("retraction"))


def test_requests_bookings_and_cancellations_are_no_learning_events(told):
    classes = {p["class"]: p["keys"] for p in rows(told.folder, "participation")}
    assert [classes[c] for c in ("RQ", "BK", "CX")] == [[], [], []]
    months = {(m["month"].month, m["sessions"], m["moments"]) for m in rows(told.folder, "fact_month")}
    assert months == {(3, 1, 0), (4, 0, 7), (4, 0, 1), (5, 0, 0)}


def test_a_cancellation_points_at_its_booking(told):
    parts = {p["class"]: p for p in rows(told.folder, "participation")}
    assert parts["CX"]["about_activity_id"] == parts["BK"]["statement_id"]
    assert {parts[c]["series_id"] for c in ("RQ", "BK", "CX", "MS")} == {parts["MS"]["series_id"]}


def test_a_replay_gives_the_same(told):
    assert "equal to the old one, table by table" in told.run("replay").stdout


def test_they_all_fit(told):
    """The pulse's own file came from another source."""
    found = json.loads(told.run("fit", "majakka", "--json").stdout)
    assert found["read"] == found["of"] == len(WORKED)
    assert {t["template"] for t in found["templates"]} == {w["template"] for w in WORKED}
    assert [t["faults"] for t in found["templates"] if t["faults"]] == []
    assert {row["reason"] for row in found["set_aside"]} == {"agency's own"}
    assert json.loads(told.run("fit", "majakka", "--last", "1", "--json").stdout)["templates"][0]["template"] == "T17"
    refused = told.run("fit", "nobody", check=False)
    assert (refused.returncode, "there is no source of this name" in refused.stderr) == (1, True)
