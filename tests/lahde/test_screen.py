"""What people see of `lahde status`, of the demo's table, and of progress."""

import io

from rich.console import Console

from lahde import demo_report, status
from lahde.demo_report import _word as word
from lahde.screen import table
from schemas.cell import Cell

STATE = {
    "server": "running",
    "sources": [{"source": "mh-lms", "agency": None, "statements": 1234567, "without_person": 3, "quarantined": 0}],
    "journal": 12,
    "warehouse": {"position": 10, "rows": {}},
    "set_aside": [
        {"source": s, "verb": "http://id.tincanapi.com/verb/viewed", "type": t, "reason": "no template", "count": 5}
        for s in ("a", "b")
        for t in ("https://w3id.org/xapi/cmi5/activitytype/course", "http://adlnet.gov/expapi/activities/course")
    ],
    "quarantine": [
        {"source": s, "kind": "pulse", "field": "value", "rule": "a [whole] number is expected", "count": 7}
        for s in ("a", "b")
    ],
    "relay": {"lahde": 9},
    "release": None,
    "schedule": {"release": "daily 03:00"},
    "inbox": [],
    "watched": [
        {"kind": "calendar", "name": "m", "ran": "2026-10-01T05:00:00.1Z", "fault": "", "added": 4, "set_aside": 1},
        {"kind": "pull", "name": "[hr]", "ran": None, "fault": "", "added": 0, "set_aside": 0},
        {"kind": "pull", "name": "b", "ran": "2026-10-01T05:00:00.1Z", "fault": "no [TLS]", "added": 0, "set_aside": 0},
    ],
    "audit": None,
}


def drawn(width: int) -> str:
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    status._draw(screen, STATE)
    return screen.file.getvalue()  # type: ignore[attr-defined]


def test_counts_are_summed_over_the_sources_and_iris_cut_to_their_last_part() -> None:
    text = " ".join(drawn(80).split())
    assert "viewed course (w3id.org) no template 10" in text
    assert "course (adlnet.gov)" in text
    assert "pulse value a [whole] number is expected 14" in text
    assert "2 entries behind" in text
    assert "Kafka 3 entries to send (lahde)" in text
    assert "1 234 567" in text
    assert "calendar m 2026-10-01 05:00 4 1 ok" in text
    assert "pull [hr] not yet 0 0" in text
    assert "pull b 2026-10-01 05:00 0 0 no [TLS]" in text


def test_nothing_is_cut_short_in_a_narrow_terminal() -> None:
    text = drawn(60)
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= 60


def test_a_long_word_is_folded() -> None:
    shown = table("a")
    shown.add_row("x" * 30)
    screen = Console(file=io.StringIO(), width=20)
    screen.print(shown)
    assert screen.file.getvalue().count("x") == 30  # type: ignore[attr-defined]


def cell(**fields: object) -> Cell:
    whole = {
        "indicator": "LC04", "formula_version": 1, "node": "KLV", "period": "2026-10", "window": "R3M",
        "period_start": "2026-08-01", "period_end": "2026-10-31", "state": "value", "value": 0.4, "release": "r",
    }  # fmt: skip
    return Cell(**(whole | fields))  # type: ignore[arg-type]


def test_a_figure_of_an_earlier_period_is_marked() -> None:
    newest = ("2026-08-01", "2026-10-31")
    assert word(cell(), newest) == "40%"
    assert word(cell(period_start="2026-07-01", period_end="2026-09-30"), newest) == "40%*"
    assert word(cell(state="suppressed", value=None), newest) == "hidden"
    assert word(None, newest) == "–"


def test_the_command_to_copy_is_this_very_one(monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert demo_report.command().endswith("lahde")
    assert demo_report.command() != "lahde"
