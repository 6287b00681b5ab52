"""A large file: stopped and begun again nothing is doubled; in full size it is fast enough, in little memory."""

import re
import signal
import subprocess
import sys
import time

import pytest

from collectors.ledger.sqlite import open_reader
from tests.journeys.conftest import ENVIRONMENT
from tests.journeys.measured import measured

HEAD = "session_id;series_id;person_id;role;start;duration_min;status"
LIMIT_KB = 300 * 1024
SLOWEST = 1_500


def write(path, rows):
    lines = (
        f"s{i // 2};r{i // 12};p{i * 7919 % 5000};peer;{i % 28 + 1}.3.2025 9.{i % 60:02};60;held" for i in range(rows)
    )
    path.write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")


def statements(installation):
    sql = "select count(*), count(distinct id) from statement"
    return open_reader(installation.folder).execute(sql).fetchone()


def stopped(installation, path, at):
    """Ctrl-C once so many statements are there."""
    command = [sys.executable, "-m", "lahde", "collect", "sessions", str(path), "--data", str(installation.folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        reader, deadline = open_reader(installation.folder), time.monotonic() + 120
        while reader.execute("select coalesce(max(seq), 0) from statement").fetchone()[0] < at:
            assert process.poll() is None, "it was done before it could be stopped"
            assert time.monotonic() < deadline
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said


def declared(installation):
    installation.source("hr", "--purpose", "t", "--dpia", "d", "--cooperation", "c")


@pytest.mark.ci
def test_stopped_by_ctrl_c_and_begun_again_doubles_nothing(installation, tmp_path):
    write(tmp_path / "sessions.csv", 12_000)
    declared(installation)
    for at in (1, 4_000):
        stopped(installation, tmp_path / "sessions.csv", at)
    said = installation.run("collect", "sessions", str(tmp_path / "sessions.csv")).stderr
    added, known = map(int, re.search(r"(\d+) added, (\d+) known already", said).groups())
    assert added + known == 12_000
    assert 4_000 <= known < 12_000
    assert statements(installation) == (12_000, 12_000)


@pytest.mark.long
def test_a_hundred_thousand_rows(installation, tmp_path):
    write(tmp_path / "sessions.csv", 100_000)
    declared(installation)
    stopped(installation, tmp_path / "sessions.csv", 20_000)
    done = measured(
        ENVIRONMENT, "collect", "sessions", str(tmp_path / "sessions.csv"), "--data", str(installation.folder)
    )
    print(done)
    assert done.status == 0
    assert done.kilobytes < LIMIT_KB
    assert 100_000 / done.seconds > SLOWEST
    assert statements(installation) == (100_000, 100_000)
