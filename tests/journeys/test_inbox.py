"""The watched folder of a real server: dropped, collected, reported on, and due again after a kill."""

import time

import pytest

MOMENTS = "moment_id;person_id;date;kind\n"


def settled(installation, seconds=40):
    """The inbox as `lahde status` shows it, once nothing waits."""
    deadline = time.monotonic() + seconds
    while True:
        rows = {row["kind"]: row for row in installation.status()["inbox"]}
        if rows and not any(row["waiting"] for row in rows.values()):
            return rows
        assert time.monotonic() < deadline, rows
        time.sleep(0.2)


def statements(installation):
    return next(s["statements"] for s in installation.status()["sources"] if s["source"] == "hr")


@pytest.mark.ci
def test_files_are_collected_also_when_the_server_was_killed_meanwhile(server, hr):
    inbox = server.folder / "inbox"
    hr.everything(3)
    for other in ("moodle", "mh-hr"):
        server.run("source", "revoke", other)
    before = statements(server)
    (inbox / "moments" / "wrong.csv").write_text("nonsense")
    rows = "".join(f"n{i};p{i % 90};1.3.2026;success\n" for i in range(20_000))
    (inbox / "moments" / "many.csv").write_text(MOMENTS + rows)
    deadline = time.monotonic() + 30
    while not (inbox / ".taken/moments/many.csv").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)
    server.kill("doors")
    server.start()
    counts = settled(server)["moments"]
    assert (counts["done"], counts["failed"]) == (1, 1)
    assert statements(server) == before + 20_000
    shown = server.run("status").stdout
    assert "inbox/failed" in shown
    assert "many.csv" not in shown
    assert (
        "2 files that lay in inbox/done and inbox/failed were deleted" in server.run("erase", "KLV/p1", "--yes").stdout
    )
    assert "moments" in (inbox / "done/moments/many.csv.report.txt").read_text()
