"""What a part without pages says of itself, on a port of its own: /healthz, /readyz and /metrics."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from lahde.faults import Unusable

Figures = dict[str, tuple[str, int]]
"""Name of a gauge to what it says and its value."""


class Standing:
    """Changed by the part as it goes, read by whoever asks."""

    def __init__(self) -> None:
        self.ready = False
        self.figures: Figures = {}


@contextmanager
def answering(host: str, port: int, standing: Standing) -> Iterator[None]:
    """For as long as it lasts."""
    try:
        server = ThreadingHTTPServer((host, port), _handler(standing))
    except OSError as fault:
        raise Unusable(f"{host}:{port}: {fault.strerror}; name another with --host and --port") from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _handler(standing: Standing) -> type[BaseHTTPRequestHandler]:
    answers: dict[str, Callable[[], tuple[int, bytes]]] = {
        "/healthz": lambda: (200, b"ok\n"),
        "/readyz": lambda: (200, b"ready\n") if standing.ready else (503, b"Kafka does not answer\n"),
        "/metrics": lambda: (200, _metrics(standing.figures)),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.get(self.path, lambda: (404, b"no such page\n"))()
            self.send_response(status)
            self.send_header("Content-Type", CONTENT_TYPE_LATEST)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _metrics(figures: Figures) -> bytes:
    registry = CollectorRegistry()
    for name, (what, value) in figures.items():
        Gauge(name, what, registry=registry).set(value)
    return generate_latest(registry)
