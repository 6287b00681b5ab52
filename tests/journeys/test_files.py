"""Other systems' files as they come, on the command line: dry run, collect, correct, collect again."""

import json

import pytest

from tests.journeys.conftest import UNITS

IDENTITIES = "agency_id;person_id;kind;value\nKLV;p1;mbox;aino.aalto@klv.example\nKLV;p2;mbox;eino.elo@klv.example\n"
PERSONS = "person_id;unit_id;valid_from;valid_to\np1;KLV-A;2020-01-01;\np2;KLV-B;2020-01-01;\n"
PLATFORM = """Relation ID,Meeting ID,Meeting date,Duration (min),Status,Mentor email,Mentee email,Rating,Notes
R1,M1,2026-03-02 09:00,60,Completed,aino.aalto@klv.example,eino.elo@klv.example,4,CANARY
R1,M2,2026-03-09 09:00,60,Completed,aino.aalto@klv.example,nobody@klv.example,1,CANARY
"""
GOALS = """goal_id;agency_id;name_fi;name_sv;indicator;milestone;baseline;target;start;due;value;reviewed_at;version
g1;KLV;Oppiminen osaksi arkea;Lärande i vardagen;LC07;;0,25;0,45;1.1.2025;31.12.2026;0,36;30.9.2025;1
"""
ANALYSIS = "agency_id;date;theme;finding_fi;finding_sv;goal_id\nKLV;1.2.2025;LC05;Irti työstä.;Skilt från arbetet.;g1\n"


@pytest.mark.ci
def test_a_platforms_export_is_looked_at_taken_corrected_and_taken_again(installation, hr, tmp_path):
    hr.hand_over("units", UNITS)
    hr.hand_over("persons", PERSONS)
    hr.hand_over("identities", IDENTITIES)
    path = tmp_path / "export.csv"
    path.write_text(PLATFORM)
    command = ("collect", "sessions", str(path), "--source", "hr", "--mapping", "mentoring-platform")

    looked = installation.run(*command, "--dry-run", check=False)
    assert looked.returncode == 3
    assert "3 added, 1 rows set aside" in looked.stderr
    assert "row 3, mbox: an address by which nobody of the agency is known" in looked.stderr
    assert "columns not stored: Rating, Notes" in looked.stderr
    assert [json.loads(line)["actor"]["account"]["name"] for line in looked.stdout.splitlines()] == ["p1", "p2", "p1"]

    assert "3 added" in installation.run(*command, check=False).stderr
    path.write_text(PLATFORM.replace("M1,2026-03-02 09:00,60", "M1,2026-03-02 09:00,90"))
    assert "0 added, 1 known already, 2 changed" in installation.run(*command, "--dry-run", check=False).stderr
    for said in ("0 added, 1 known already, 2 changed", "0 added, 3 known already, 1 rows set aside"):
        assert said in installation.run(*command, check=False).stderr
    seen = looked.stdout + looked.stderr
    assert "@" not in seen
    assert "CANARY" not in seen


@pytest.mark.ci
def test_goals_and_findings_reach_the_warehouse_and_a_replay_says_the_same(installation, hr):
    hr.hand_over("units", UNITS)
    hr.hand_over("goals", GOALS)
    hr.hand_over("analysis", ANALYSIS)
    said = installation.run("replay").stdout
    assert "equal to the old one" in said or "not compared" in said
    assert "equal to the old one" in installation.run("replay").stdout
    rows = installation.status()["warehouse"]["rows"]
    assert (rows["dim_goal"], rows["dim_analysis"]) == (1, 1)


def test_what_is_typed_wrong_about_a_mapping_is_said_in_a_line(installation, hr, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a\n")
    for options, said in (
        (("--mapping", "nothing"), "there is no such mapping; name a file, or one of"),
        (("--set", "wave=x"), "--set: belongs to a mapping"),
        (("--mapping", "limesurvey-pulse", "--set", "wave"), "--set: is written FIELD=VALUE"),
        (("--mapping", "sap-people"), "this mapping is for persons; hand the file over as persons"),
    ):
        done = installation.run("collect", "pulse", str(path), "--source", "hr", *options, check=False)
        assert done.returncode == 1
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
