"""For all rooms: a web server that answers as a test wants, a Kafka broker, and the last lines of a run are pytest's
summary."""

import asyncio
import atexit
import os
import signal
import tempfile
import threading
import uuid
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests import broker

Answer = tuple[int, dict[str, str], bytes | Iterable[bytes]]


class Site:
    """A web server on loopback; `answers` says what a path gives, from the request's headers and whole address."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[..., Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who is asked broke off
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str, headers: Message) -> Answer:
        self.asked.append((path, dict(headers.items())))
        return self.answers[path if path in self.answers else path.partition("?")[0]](headers)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path, self.headers)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for part in [body] if isinstance(body, bytes) else body:
                self.wfile.write(part)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def on_a_loop() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Runs a coroutine in a thread of its own: where a browser is open, this one's loop runs already."""

    def run(made: Coroutine[Any, Any, Any]) -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, made).result()

    return run


FOLDER, RUNNER = "LAHDE_TEST_BROKER_FOLDER", "LAHDE_TEST_RUNNER"
"""Who runs the tests tells the processes it starts by these where the run's broker is, and for whom."""


def pytest_configure(config: pytest.Config) -> None:
    # In the background a shell has Ctrl-C ignored, and so would all that tests start and stop with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        os.environ |= {FOLDER: tempfile.mkdtemp(prefix="lahde-broker-"), RUNNER: str(os.getpid())}
        config.add_cleanup(broker.ended(Path(os.environ[FOLDER])))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if line := broker.told(Path(os.environ[FOLDER])):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def kafka() -> str:
    """Address of the run's broker. Where there is none a test is skipped, in CI it fails."""
    try:
        return _broker()[0]
    except broker.NoBroker as missing:
        return pytest.fail(str(missing)) if os.environ.get("CI") else pytest.skip(str(missing))


@pytest.fixture
def apache(kafka: str) -> str:
    """For what noida-db cannot show: a killed broker that loses nothing, and a group that goes on without a member."""
    found = _broker()[1]
    if found == broker.NOIDA:
        missing = "needs Apache Kafka (Maven and Java 17, or LAHDE_TEST_KAFKA); this run has noida-db"
        return pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    return kafka


def _broker() -> tuple[str, str]:
    return broker.shared(Path(os.environ[FOLDER]), int(os.environ[RUNNER]))


@pytest.fixture
def prefix() -> str:
    """Of this test's topics alone."""
    return f"test-{uuid.uuid4().hex[:12]}"


@atexit.register
def _quiet_finalization() -> None:
    """DuckDB 2.0 lists what hypothesis still holds when the interpreter ends: nothing anybody can mend."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
