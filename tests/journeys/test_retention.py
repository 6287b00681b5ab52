"""What was kept long enough goes, from the ledger and from all that was made of it, and a replay agrees."""

from datetime import UTC, datetime, timedelta

import pytest

TODAY = datetime.now(UTC).date()
HEAD = "moment_id;person_id;date;kind\n"


def moments(*days):
    return HEAD + "".join(f"x{n};p{n % 30};{day.isoformat()};success\n" for n, day in enumerate(days))


@pytest.mark.ci
def test_old_events_go_and_what_is_young_stays(server, hr):
    hr.everything()
    old, young = TODAY - timedelta(days=37 * 31), TODAY - timedelta(days=35 * 30)
    hr.hand_over("moments", moments(*[old] * 5, *[young] * 7))
    before = server.caught_up()["warehouse"]["rows"]
    said = server.run("retention").stdout
    assert said.startswith("Deleted: 5 statements")
    after = server.caught_up()["warehouse"]["rows"]
    assert before["participation"] - after["participation"] == 5
    assert "equal to the old one, table by table" in server.run("replay").stdout
    assert server.run("retention").stdout.startswith("Deleted: 0 statements")
    assert "holds" in server.run("audit").stdout


@pytest.mark.ci
def test_pulse_answers_are_kept_for_twelve_months_only(server, hr):
    hr.everything()
    rows = [
        f"w{age};KLV-A;r{n};load-time;4;5;{(TODAY - timedelta(days=age)).isoformat()};30"
        for age in (200, 400)
        for n in range(12)
    ]
    head = "wave;batch_unit;respondent;item;value;scale_max;answered_date;invited\n"
    hr.hand_over("pulse", head + "\n".join(rows))
    assert server.caught_up()["warehouse"]["rows"]["pulse_answer"] == 24
    assert "Deleted: 12 statements" in server.run("retention").stdout
    assert server.caught_up()["warehouse"]["rows"]["pulse_answer"] == 12
    assert "equal to the old one, table by table" in server.run("replay").stdout


@pytest.mark.ci
def test_statements_without_a_time_are_as_old_as_they_are_stored(server, hr):
    hr.everything()
    body = {
        "actor": {"account": {"homePage": "https://lms.example.org", "name": "1"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "https://lms.example.org/course/1"},
    }
    server.source("lms")
    assert server.post(body)[0] == 200
    server.caught_up()
    assert server.run("retention").stdout.startswith("Deleted: 0 statements")
