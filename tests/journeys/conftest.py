"""A real `lahde serve` on a free port, its command line, and small files as HR would hand them over."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.journeys.town import Town

DECLARED = ("--purpose", "trial", "--dpia", "D-1", "--cooperation", "C-1")
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("LAHDE_")} | {"COLUMNS": "200"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make test` walks in one language; .ci/run and `make long` in all three."""
    for item in items:
        spec = getattr(item, "callspec", None)
        if Path(__file__).parent in item.path.parents and spec and spec.params.get("lang") in ("sv", "en"):
            item.add_marker("ci")


class Installation:
    """A data folder, and, while it runs, a server over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        self.address = ""
        self.credentials: dict[str, str] = {}
        self.environment = dict(ENVIRONMENT)

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A command, as typed."""
        command = [sys.executable, "-m", "lahde", *arguments, "--data", str(self.folder)]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=300, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done

    def start(self) -> None:
        command = [sys.executable, "-m", "lahde", "serve", "--data", str(self.folder), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=self.environment)
        line = self.process.stderr.readline() if self.process.stderr else ""
        found = re.search(r"http://\S+/", line)
        assert found, line + (self.process.stderr.read() if self.process.stderr else "")
        self.address = found[0]
        self.wait_for("readyz")

    def wait_for(self, path: str, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(self.address + path, timeout=5).read()
            except (OSError, urllib.error.URLError):
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"{path} did not answer")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        self.process = None

    def kill(self, which: str) -> None:
        """-9 to one of the two processes."""
        assert self.process
        pid = self.process.pid if which == "doors" else self.pipeline_pid()
        os.kill(pid, signal.SIGKILL)
        if which == "doors":
            self.process.wait(10)

    def pipeline_pid(self) -> int:
        """The server's one child."""
        assert self.process
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
            found = [int(pid) for file in children for pid in file.read_text().split()]
            if found:
                return found[0]
            time.sleep(0.02)
        raise AssertionError("no pipeline process")

    def source(self, name: str = "moodle", *options: str, agency: str = "KLV") -> dict[str, str]:
        """Adds a source; its credentials are used from then on."""
        done = self.run(
            "source", "add", name, "--agency", agency, "--json", *DECLARED, *(options or ("--scope", "all"))
        )
        self.credentials = json.loads(done.stdout)
        return self.credentials

    def headers(self) -> dict[str, str]:
        pair = f"{self.credentials['key']}:{self.credentials['secret']}".encode()
        return {
            "Authorization": "Basic " + b64encode(pair).decode(),
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        }

    def request(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        request = urllib.request.Request(
            self.address + path, data=body, method=method, headers=self.headers() | headers
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as fault:
            return fault.code, fault.read()

    def post(self, statements: Any) -> tuple[int, bytes]:
        return self.request("POST", "xapi/statements", json.dumps(statements).encode())

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("status", "--json").stdout)
        return found

    def caught_up(self, seconds: float = 30) -> dict[str, Any]:
        """The status once the warehouse is where the journal is."""
        deadline = time.monotonic() + seconds
        while (status := self.status())["warehouse"]["position"] < status["journal"]:
            assert time.monotonic() < deadline, "the warehouse does not catch up"
            time.sleep(0.1)
        return status


@contextmanager
def signed_in(installation: Installation, person: str, *roles: str) -> Iterator[tuple[httpx.Client, str]]:
    """A person of KLV: their browser, and the CSRF field's value."""
    asked = [word for role in roles for word in ("--role", role)]
    with httpx.Client(base_url=installation.address, follow_redirects=True) as browser:
        page = browser.post(installation.run("link", f"KLV/{person}", *asked).stdout.strip()).text
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        assert found
        yield browser, found[1]


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path / "data")
    yield made
    made.stop()


@pytest.fixture
def server(installation: Installation) -> Installation:
    installation.start()
    installation.source()
    return installation


UNITS = """unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to
KLV;;KLV;Korpilupavirasto;Ödemarkstillståndsverket;2020-01-01;
KLV-A;KLV;KLV;Luvat;Tillstånd;2020-01-01;
KLV-B;KLV;KLV;Valvonta;Tillsyn;2020-01-01;
"""
MH_UNITS = """unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to
MH;;MH;Majakkahallinto;Fyrförvaltningen;2020-01-01;
MH-A;MH;MH;Väylät;Farleder;2020-01-01;
"""


class Hr:
    """Writes HR's files and hands them over."""

    def __init__(self, installation: Installation, folder: Path) -> None:
        self._installation = installation
        self._folder = folder
        folder.mkdir()

    def hand_over(
        self, kind: str, text: str, source: str = "hr", check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        path = self._folder / f"{kind}.csv"
        path.write_text(text, "utf-8")
        return self._installation.run("collect", kind, str(path), "--source", source, check=check)

    def everything(self, people: int = 30) -> None:
        """Two agencies' units, people, sessions with reflections, and moments."""
        rng = range(people)
        self.hand_over("units", UNITS)
        self.hand_over("units", MH_UNITS, "mh-hr")
        persons = "".join(f"p{i};KLV-{'AB'[i % 2]};2020-01-01;\n" for i in rng)
        self.hand_over("persons", "person_id;unit_id;valid_from;valid_to\n" + persons)
        identities = "".join(f"KLV;p{i};account;{i};https://lms.example.org\n" for i in rng if i % 3)
        self.hand_over("identities", "agency_id;person_id;kind;value;home_page\n" + identities)
        sessions = "".join(
            f"s{i};r{i // 3};p{p};{role};{i % 27 + 1}.{i % 9 + 1}.2026 9.00;60;held\n"
            for i in rng
            for p, role in ((i, "mentee"), ((i + 1) % people, "mentor"))
        )
        self.hand_over("sessions", "session_id;series_id;person_id;role;start;duration_min;status\n" + sessions)
        reflections = "".join(
            f"f{i};p{i};{i % 27 + 3}.{i % 9 + 1}.2026;s{i};short\n" for i in rng if i % 2 and i % 27 < 20
        )
        self.hand_over("reflections", "reflection_id;person_id;date;about_id;text_shape\n" + reflections)
        moments = "".join(f"m{i};p{i};{i % 27 + 1}.{i % 9 + 1}.2026;success\n" for i in rng)
        self.hand_over("moments", "moment_id;person_id;date;kind\n" + moments)


def employer(installation: Installation, folder: Path) -> Hr:
    """With a source `hr` of KLV and one of MH; uses the server if one runs."""
    for name, agency in (("hr", "KLV"), ("mh-hr", "MH")):
        installation.run("source", "add", name, "--agency", agency, "--since", "2020-01-01", *DECLARED)
    return Hr(installation, folder)


@pytest.fixture
def hr(installation: Installation, tmp_path: Path) -> Hr:
    return employer(installation, tmp_path / "files")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One server for all walks through pages: KLV with p0 to p29 and what they did, and its pages open to them."""
    folder = tmp_path_factory.mktemp("house")
    made = Installation(folder / "data")
    try:
        made.start()
        for name, agency, *more in (("hr", "KLV"), ("mh-hr", "MH"), ("klv-pages", "KLV", "--scope", "pages")):
            made.run("source", "add", name, "--agency", agency, "--since", "2020-01-01", *more, *DECLARED)
        Hr(made, folder / "files").everything()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The invented agencies, small, as far as a release; nothing changes them."""
    made = Town(tmp_path_factory.mktemp("town"))
    yield made
    made.ledger.close()


@pytest.fixture(scope="session", params=["town", pytest.param("demo", marks=pytest.mark.long)])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the town released, and in the long form what the whole demo did."""
    if request.param == "town":
        folder: Path = request.getfixturevalue("town").published
        return folder
    demo = Installation(tmp_path_factory.mktemp("demo"))
    demo.run("demo", "--once")
    return demo.folder / "published"
