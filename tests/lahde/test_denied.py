"""Denied attempts are counted by day and door, and outlive the server."""

from datetime import date

from lahde.denied import FILE, Denied


def test_counts_by_day_and_door_the_newest_first(tmp_path):
    day = date(2026, 11, 1)
    denied = Denied(tmp_path, lambda: day)
    denied.add("health")
    denied.add("node")
    day = date(2026, 11, 2)
    denied.add("health")
    assert list(denied.days().items()) == [("2026-11-02", {"health": 1}), ("2026-11-01", {"health": 1, "node": 1})]
    assert denied.total() == {"health": 2, "node": 1}


def test_a_restart_forgets_nothing_but_what_is_over_a_year_old(tmp_path):
    old = Denied(tmp_path, lambda: date(2025, 1, 1))
    old.add("node")
    old.close()
    denied = Denied(tmp_path, lambda: date(2025, 11, 1))
    denied.add("node")
    denied.add("node")
    denied.close()
    assert Denied(tmp_path).days() == {"2025-11-01": {"node": 2}, "2025-01-01": {"node": 1}}
    Denied(tmp_path, lambda: date(2026, 2, 1)).close()
    assert Denied(tmp_path).days() == {"2025-11-01": {"node": 2}}


def test_a_file_that_is_none_does_not_stop_the_server(tmp_path):
    (tmp_path / FILE).write_text("{")
    assert Denied(tmp_path).days() == {}
