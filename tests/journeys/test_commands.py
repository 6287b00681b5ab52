"""The commands work while `lahde serve` runs and while it does not, with the same result."""

import json
import subprocess
import sys

import pytest

from tests.journeys.conftest import ENVIRONMENT
from tests.journeys.measured import measured


@pytest.fixture(params=["served", pytest.param("alone", marks=pytest.mark.ci)])
def either(request, installation):
    if request.param == "served":
        installation.start()
    return installation


def test_collect_release_sql_status_replay_erase(either, hr):
    hr.everything()
    status = either.caught_up() if either.process else either.status()
    assert status["server"] == ("running" if either.process else "not running")
    assert either.run("replay").returncode == 0
    status = either.status()
    assert status["warehouse"]["position"] == status["journal"]
    assert status["warehouse"]["rows"]["participation"] == 60 + 30 + 12
    summary = json.loads(either.run("release", "--as-of", "2026-11-16", "--json").stdout)
    assert summary["new"] > 0
    cells = either.run("sql", "select count(*) as n from release_cell", "--json").stdout
    assert json.loads(cells)["n"] > 0
    erased = either.run("erase", "KLV/p1", "--yes").stdout
    assert "Erased" in erased
    assert "equal to the old one, table by table" in either.run("replay").stdout
    rows = either.status()["warehouse"]["rows"]["participation"]
    assert rows < 102
    assert either.run("erase", "KLV/p1", "--yes", check=False).returncode == 1


@pytest.mark.ci
def test_a_file_delivered_twice_adds_nothing(either, hr):
    hr.everything(6)
    again = hr.hand_over(
        "units", "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\nKLV;;KLV;A;B;2020-01-01;\n"
    )
    assert "1 added" in again.stderr
    again = hr.hand_over("moments", "moment_id;person_id;date;kind\nm0;p0;1.1.2026;success\n")
    assert "0 added, 1 known already" in again.stderr


def test_a_server_knows_a_new_source_at_once(server):
    server.source("second")
    assert server.request("GET", "xapi/statements")[0] == 200
    server.run("source", "revoke", "second")
    assert server.request("GET", "xapi/statements")[0] == 401


def test_two_servers_do_not_share_a_folder(server):
    second = subprocess.run(
        [sys.executable, "-m", "lahde", "serve", "--data", str(server.folder), "--port", "0"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert "another lahde is using this data folder" in second.stderr
    assert "Traceback" not in second.stderr


def test_sigterm_leaves_nothing_running(server):
    pipeline, said = server.pipeline_pid(), server.process.stderr
    server.stop()
    assert said.read() == ""
    with pytest.raises(ProcessLookupError):
        __import__("os").kill(pipeline, 0)


def test_help_is_quick_and_loads_nothing_heavy():
    runs = [measured(ENVIRONMENT, "--help") for _ in range(5)]
    assert all("collect" in run.said for run in runs)
    assert min(run.seconds for run in runs) < 0.5
    libraries = {"great_expectations", "faust", "kafka", "rocksdict", "duckdb"}
    heavy = f"import sys, lahde.cli; print({libraries} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout == "set()\n"
