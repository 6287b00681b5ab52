"""`lahde demo` as a newcomer runs it, smaller."""

import json
import subprocess
import sys

import pytest


def demo(*arguments, **options):
    command = [sys.executable, "-m", "lahde", "demo", "--once", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=150, check=False, **options)


def test_a_small_demo_comes_through_and_shows_figures(tmp_path):
    done = demo("--people", "500", "--months", "14", "--seed", "1", "--data", str(tmp_path / "d"), "--port", "18080")
    assert done.returncode == 0, done.stderr
    assert "LC11a" in done.stdout
    assert "MH looks best on LC01 and worst on LC11a" in done.stdout
    query = """select indicator, count(distinct node) as agencies from release_cell
               where state = 'value' and breakdown = '' group by 1"""
    rows = subprocess.run(
        [sys.executable, "-m", "lahde", "sql", query, "--json", "--data", str(tmp_path / "d")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    shown = {row["indicator"]: row["agencies"] for row in map(json.loads, rows)}
    assert all(shown.get(i, 0) >= 3 for i in ("LC01", "LC02a", "LC04")), shown


@pytest.mark.long
def test_the_whole_demo(tmp_path):
    done = demo("--data", str(tmp_path / "d"))
    assert done.returncode == 0, done.stderr
    assert "MH looks best on LC01 and worst on LC11a" in done.stdout
