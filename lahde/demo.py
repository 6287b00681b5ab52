"""`lahde demo`: starts a server, sends it a synthetic population through its real doors, and shows what came of it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from collectors.collect import collect
from collectors.kinds import Context
from collectors.ledger.sqlite import LedgerUnusable, hash_key, open_reader
from collectors.ledger.work import AddSource
from collectors.lrs.auth import new_credentials
from lahde import demo_report
from lahde.connection import Connection, connect
from lahde.control import Tell
from lahde.population import Population, generate
from lahde.progress import bar
from lahde.serve import bind
from lahde.settings import Settings, load
from schemas.statement.refusal import Refused

AS_OF = "2026-11-16"
"""The demo's day: October 2026 has just closed."""
NOW = "2026-11-16T09:00:00+02:00"
FEEDS = ("courses", "mentoring", "moments", "pulse", "reflections")
KINDS = ("units", "persons", "identities", "sessions", "moments", "reflections", "courses", "pulse")


def run(*, people: int, months: int, seed: int, port: int, data: str | None, once: bool, files: str | None) -> int:
    """Exit status 0 when everything came through."""
    signal.signal(signal.SIGTERM, _interrupt)
    with contextlib.ExitStack() as stack:
        folder = data or stack.enter_context(tempfile.TemporaryDirectory(prefix="lahde-demo-"))
        if data and Path(data).exists() and any(Path(data).iterdir()):
            raise LedgerUnusable(f"{Path(data).name}: the folder is not empty; the demo wants one of its own")
        server, settings = stack.enter_context(_server(folder, port))
        try:
            _fill(settings, people, months, seed, files)
            demo_report.show(settings)
            if once:
                return 0
            _say(f"Serving on at {_address(settings)} until Ctrl-C.")
            return server.wait()
        except KeyboardInterrupt:
            _say("\nEnding.")
            return 0 if once is False else 130


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _server(folder: str, port: int) -> Iterator[tuple[subprocess.Popen[bytes], Settings]]:
    """`lahde serve` as a process of its own; ended, with what it started, when the demo ends."""
    listening = bind("127.0.0.1", port, next_free=True)
    free = listening.getsockname()[1]
    listening.close()
    if free != port:
        _say(f"Port {port} is taken; using {free}.")
    settings = load(data=folder, port=free, host="127.0.0.1")
    command = [sys.executable, "-m", "lahde", "serve", "--data", folder, "--host", "127.0.0.1", "--port", str(free)]
    process = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, start_new_session=True, env=os.environ | {"LAHDE_DEMO": "1"}
    )
    try:
        _wait(process, free)
        _say(f"Lähde is at {_address(settings)} and fills while you look.")
        yield process, settings
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(25)
        except subprocess.TimeoutExpired:
            process.kill()


def _address(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}/"


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise LedgerUnusable("the demo's server did not start; run `lahde serve --data lahde-data` to see why")


def _fill(settings: Settings, people: int, months: int, seed: int, files: str | None) -> None:
    """Generates, then sends: files through the collectors, LMS statements over HTTP, and a release at the end."""
    started = time.monotonic()
    with connect(settings) as connection, bar("demo") as tell, tempfile.TemporaryDirectory() as scratch:
        tell({"progress": 0, "of": 1, "what": "inventing the population"})
        population = generate(people, months, seed)
        folder = Path(files or scratch)
        population.write(folder)
        tell({"progress": 1, "of": 1, "what": "inventing the population"})
        codes = list(population.staff)
        for done, code in enumerate(codes):
            tell({"progress": done, "of": len(codes), "what": "agencies"})
            _send(settings, connection, population, folder / code, code, tell)
        tell({"progress": 1, "of": 1, "what": "agencies"})
        _release(connection, tell)
    _say(f"Done in {time.monotonic() - started:.0f} s.")


def _send(
    settings: Settings, connection: Connection, population: Population, folder: Path, code: str, tell: Tell
) -> None:
    """One agency: its files first, so that its people are known, then its learning platform's statements."""
    since = population.since.isoformat()
    hr = _source(connection, f"{code.lower()}-hr", code, list(FEEDS), since)
    context = Context(
        source=hr[0],
        agency=code,
        home_page=settings.home_page(code),
        key=hash_key(open_reader(settings.folder)),
        now=datetime.fromisoformat(NOW),
    )
    for kind in KINDS:
        path = folder / f"{kind}.csv"
        if path.exists():
            what = f"{code} {path.name}"
            collect(
                kind,
                path,
                context,
                connection.do,
                lambda done, total, what=what: tell({"progress": done, "of": total, "what": what}),  # type: ignore[misc]
            )
    if (folder / "lms.ndjson").exists():
        _, key, secret = _source(connection, f"{code.lower()}-lms", code, ["courses"], since)
        _post(settings, population, code, key, secret)


def _source(connection: Connection, name: str, code: str, feeds: list[str], since: str) -> tuple[str, str, str]:
    """Declares a source; (name, key, secret)."""
    key, secret, secret_hash = new_credentials()
    connection.do(
        AddSource(
            name=name,
            agency=code,
            key=key,
            secret_hash=secret_hash,
            scopes=["statements/write", "statements/read/mine"],
            feeds=feeds,
            units=[],
            since=since,
            purpose="demonstration with invented data",
            dpia="demo",
            cooperation="demo",
        )
    )
    return name, key, secret


def _post(settings: Settings, population: Population, code: str, key: str, secret: str) -> None:
    """Over HTTP, as a learning platform would: batches; where one is refused, each statement alone."""
    headers = {
        "Authorization": "Basic " + b64encode(f"{key}:{secret}".encode()).decode(),
        "X-Experience-API-Version": "1.0.3",
        "Content-Type": "application/json",
    }
    connection = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=60)
    for batch in population.posts(code):
        if not _posted(connection, headers, batch):
            for statement in batch:
                _posted(connection, headers, statement)
    connection.close()


def _posted(connection: http.client.HTTPConnection, headers: dict[str, str], body: object) -> bool:
    connection.request("POST", "/xapi/statements", msgspec.json.encode(body), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status == 200


def _release(connection: Connection, tell: Tell) -> None:
    """The release is marked as a demo's, so that every page says its data are invented."""
    deadline = time.monotonic() + 60
    while True:
        try:
            connection.ask("release", tell, as_of=AS_OF, demo=True)
        except Refused as refusal:
            if refusal.status != 503 or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
