"""What a Moodle plugin really sends is taken, given back equal, and counted for what it is."""

import json
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2].parent / "shared" / "samples" / "moodle.ndjson"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the recorded Moodle statements are not beside this checkout")
def test_recorded_moodle_statements(server):
    sent = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    assert len(sent) == 190
    ids = []
    for statement in sent:
        status, answer = server.post(statement)
        assert status == 200, answer
        ids += json.loads(answer)
    for statement, statement_id in zip(sent, ids, strict=True):
        status, answer = server.request("GET", f"xapi/statements?statementId={statement_id}")
        got = json.loads(answer)
        assert {k: got[k] for k in statement} == statement
        assert set(got) - set(statement) == {"id", "stored", "timestamp", "authority", "version"}
    state = server.caught_up()
    assert state["warehouse"]["rows"]["participation"] == 1  # a course completed: T16
    assert sum(row["count"] for row in state["set_aside"]) == 189
    answered = [r for r in state["set_aside"] if r["verb"].endswith("/answered")]
    assert [(r["type"], r["count"]) for r in answered] == [("http://adlnet.gov/expapi/activities/cmi.interaction", 26)]
    (moodle,) = state["sources"]
    assert moodle["statements"] == 190
    assert moodle["without_person"] == len({json.dumps(s["actor"]["account"], sort_keys=True) for s in sent})
