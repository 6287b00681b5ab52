"""`lahde demo`: starts a server, sends it a synthetic population through its real doors, and shows what came of it."""

import contextlib
import signal
import sys
import tempfile
import time
from pathlib import Path

from lahde import demo_report
from lahde.connection import Connection, connect
from lahde.control import NoServer, Tell
from lahde.demo_feed import ALL_SENT, Feed, Taken
from lahde.demo_server import DemoServer, demo_server
from lahde.faults import Unusable
from lahde.population import Population, generate
from lahde.progress import bar
from schemas.statement.refusal import Refused

AS_OF = "2026-11-16"
"""The demo's day: October 2026 has just closed."""


def run(*, people: int, months: int, seed: int, port: int, data: str | None, once: bool, files: str | None) -> int:
    """Exit status 0 when everything came through; Ctrl-C is how it ends when it serves on."""
    signal.signal(signal.SIGTERM, _interrupt)
    complete = False
    with contextlib.ExitStack() as stack:
        try:
            _folder_or_new(files, "--files")
            folder = _empty(data) or stack.enter_context(tempfile.TemporaryDirectory(prefix="lahde-demo-"))
            server = stack.enter_context(demo_server(folder, port))
            _say(f"Lähde is at {server.address} and fills while you look.")
            population = generate(people, months, seed)
            taken = _fill(server, population, files)
            complete = True
            demo_report.show(server.settings, taken, population, kept=bool(data), serving=not once)
            if once:
                return 0
            _say(f"Still serving at {server.address} until Ctrl-C.")
            server.serve_on()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second one must not leave a server behind
            _say("\nEnding.")
    return 0 if complete else 130


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _empty(data: str | None) -> str | None:
    """The folder that was asked for, if it can be the demo's own."""
    if data and Path(data).is_dir() and any(Path(data).iterdir()):
        raise Unusable(f"{data}: the folder is not empty; the demo wants one of its own, so name another with --data")
    return _folder_or_new(data, "--data")


def _folder_or_new(name: str | None, option: str) -> str | None:
    if name and Path(name).exists() and not Path(name).is_dir():
        raise Unusable(f"{name}: is a file; {option} names a folder")
    return name


def _fill(server: DemoServer, population: Population, files: str | None) -> dict[str, Taken]:
    """Sends, and releases; what came of it by collector."""
    started = time.monotonic()
    try:
        with connect(server.settings, begin=True) as connection, bar("demo") as tell:
            with tempfile.TemporaryDirectory() as scratch:
                tell({"progress": 0, "of": 1, "what": "demo"})
                tell({"progress": 0, "of": 1, "what": "inventing people"})
                taken = Feed(server.settings, connection, population).send(Path(files or scratch), tell)
            _release(connection, tell)
    except (NoServer, ConnectionError):
        server.check()
        raise
    _say(f"Done in {time.monotonic() - started:.0f} s.")
    return taken


def _release(connection: Connection, tell: Tell) -> None:
    """The release is marked as a demo's, so that every page says its data are invented."""
    deadline = time.monotonic() + 60
    while True:
        try:
            connection.ask("release", _with_the_whole(tell), as_of=AS_OF, demo=True)
        except Refused as refusal:
            if refusal.status != 503 or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _with_the_whole(tell: Tell) -> Tell:
    """What is told of the release also moves the whole on."""

    def told(step: dict[str, object]) -> None:
        tell(step)
        if step["what"] == "release":
            done = float(str(step["progress"])) / float(str(step["of"]))
            tell({"progress": ALL_SENT + (1 - ALL_SENT) * done, "of": 1, "what": "demo"})

    return told


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
