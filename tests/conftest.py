"""For all rooms: a web server that answers as a test wants, and the last lines of a run are pytest's summary."""

import asyncio
import atexit
import os
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

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


@atexit.register
def _quiet_finalization() -> None:
    """DuckDB 2.0 lists what hypothesis still holds when the interpreter ends: nothing anybody can mend."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
