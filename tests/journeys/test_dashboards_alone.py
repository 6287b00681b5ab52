"""`lahde dashboards`: every public page from the published folder alone, in a process that can read nothing else."""

import contextlib
import ctypes
import re
import shutil
import signal
import subprocess
import sys

import httpx2 as httpx
import pytest

from tests.journeys.conftest import ENVIRONMENT

LIBC = ctypes.CDLL(None, use_errno=True)
PR_CAPBSET_DROP = 24
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
PAGES = (
    "", ".json", ".csv", "/org/KLV", "/org/KLV.json", "/org/KLV/LC05", "/org/KLV/LC05.svg",
    "/org/KLV/journey", "/org/KLV/report.pdf", "/trust", "/trust/KLV", "/network", "/audit", "/dictionary", "/connect",
    "/examples", "/accessibility",
)  # fmt: skip


def bound_by_permissions():
    """Also root, who else reads whatever there is. Nobody else has these powers to give up."""
    for power in (DAC_OVERRIDE, DAC_READ_SEARCH):
        LIBC.prctl(PR_CAPBSET_DROP, power, 0, 0, 0)


@pytest.fixture(scope="module")
def data(town, tmp_path_factory):
    """The town's data folder, of which only what is published may be read, and nothing written."""
    folder = tmp_path_factory.mktemp("alone") / "data"
    folder.mkdir()
    shutil.copytree(town.published, folder / "published", symlinks=True)
    for name in ("ledger.sqlite", "warehouse.duckdb"):
        shutil.copy(town.folder / name, folder / name)
        (folder / name).chmod(0)
    folder.chmod(0o111)
    yield folder
    folder.chmod(0o755)


@contextlib.contextmanager
def shown(data, **settings):
    """The address of a running `lahde dashboards`."""
    command = [sys.executable, "-m", "lahde", "dashboards", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT | settings,
        cwd=data.parent,
        preexec_fn=bound_by_permissions,  # nothing else runs in this process but the test
    )
    try:
        line = process.stderr.readline()
        address = re.search(r"http://\S+/", line)
        assert address, line + process.stderr.read()
        yield address[0].rstrip("/")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.stderr.close()


@pytest.fixture(scope="module")
def address(data):
    with shown(data) as found:
        yield found


@pytest.mark.parametrize("name", ["ledger.sqlite", "warehouse.duckdb"])
def test_nothing_else_can_be_read(data, name):
    """So that the pages below mean something."""
    read = subprocess.run(
        ["cat", str(data / name)],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT | {"LC_ALL": "C"},
        preexec_fn=bound_by_permissions,  # as above
    )
    assert "Permission denied" in read.stderr


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_public_page_works(address, lang):
    for page in PAGES:
        assert httpx.get(f"{address}/{lang}{page}").status_code == 200, page
    assert httpx.get(f"{address}/download/KLV/LC05.csv").status_code == 200
    assert httpx.get(f"{address}/readyz").text == "ready\n"


@pytest.mark.parametrize("path", ["/me", "/about-data?lang=en", "/sign-in", "/hand-in/x"])
def test_what_stands_elsewhere_is_said_to(address, path):
    answer = httpx.get(address + path, headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "This page is on another server" in answer.text


def test_health_is_nobodys(address):
    assert httpx.get(f"{address}/fi/health").status_code == 404
    assert 'lahde_denied{door="health"}' in httpx.get(f"{address}/metrics").text


PROXY = {
    "LAHDE_DASHBOARDS_ACCESS": "signed_in", "LAHDE_SIGNIN_WAY": "proxy", "LAHDE_SIGNIN_HEADER": "X-Remote-User",
    "LAHDE_SIGNIN_IDENTIFIER": "person",
}  # fmt: skip


def test_behind_a_proxy_each_sees_their_own(data):
    settings = data.parent / "lahde.toml"
    settings.write_text('[signin]\nroles = ["operator=KLV/op"]\n', "utf-8")
    with shown(data, **PROXY, LAHDE_SETTINGS=str(settings)) as address:
        seen = {
            (who, path): httpx.get(address + path, headers={"X-Remote-User": who} if who else {}).status_code
            for who in ("", "KLV/klv-1", "KLV/op")
            for path in ("/fi/org/KLV", "/fi/org/MH", "/fi/health")
        }
        health = httpx.get(f"{address}/en/health", headers={"X-Remote-User": "KLV/op"}).text
    assert [path for path, status in seen.items() if status == 200] == [
        ("KLV/klv-1", "/fi/org/KLV"), ("KLV/op", "/fi/org/KLV"), ("KLV/op", "/fi/health")
    ]  # fmt: skip
    assert "knows only what is published" in health


def test_without_a_ledger_only_a_proxy_can_say_who_it_is(data):
    """Refused with a line, not left open."""
    command = [sys.executable, "-m", "lahde", "dashboards", "--data", str(data), "--port", "0"]
    settings = {"LAHDE_DASHBOARDS_ACCESS": "signed_in"}
    refused = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT | settings, check=False)
    assert refused.returncode != 0
    assert 'needs signin.way = "proxy"' in refused.stderr
    assert "Traceback" not in refused.stderr
