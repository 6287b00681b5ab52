"""`lahde demo` as a newcomer runs it, smaller."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest

from lahde.population import generate
from lahde.population.dirt import CHANGED
from lahde.population.faults import FUTURE, MALFORMED
from lahde.population.population import LMS


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
    rows = told("sql", query, "--json", "--data", str(tmp_path / "d")).splitlines()
    shown = {row["indicator"]: row["agencies"] for row in map(json.loads, rows)}
    assert all(shown.get(i, 0) >= 3 for i in ("LC01", "LC02a", "LC04")), shown
    assert set_aside(tmp_path / "d") == tallied(generate(500, 14, 1))
    link = re.search(r"link (KLV/\S+)", done.stdout)
    assert told("link", link[1], "--data", str(tmp_path / "d")).startswith("http")


def told(*arguments):
    command = [sys.executable, "-m", "lahde", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def set_aside(folder):
    """File rows by agency, as the server says. MH's form does not know strangers, so its moments are left out."""
    status = json.loads(told("status", "--json", "--data", str(folder)))
    rows = Counter()
    for row in status["quarantine"]:
        if (row["source"], row["kind"]) != ("mh-hr", "moments"):
            rows[row["source"].partition("-")[0].upper()] += row["count"]
    return rows


def tallied(population):
    """The same, as the population did it."""
    rows = Counter()
    for agency in population.staff:
        for name, tally in population.tallies(agency).items():
            if name != LMS and (agency, name) != ("MH", "moments.csv"):
                rows[agency] += sum(tally[fault] for fault in (MALFORMED, FUTURE, CHANGED))
    return rows


@pytest.mark.long
def test_the_whole_demo(tmp_path):
    done = demo("--data", str(tmp_path / "d"))
    assert done.returncode == 0, done.stderr
    assert "MH looks best on LC01 and worst on LC11a" in done.stdout
