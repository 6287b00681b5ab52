"""Servers under measurement: started on free ports, ended when the measurement is over."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def echo() -> Iterator[int]:
    """The bare ASGI application's port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.echo", str(port)])
    try:
        _wait(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


class Lahde:
    """A running `lahde serve`."""

    def __init__(self, folder: Path, process: subprocess.Popen[str], port: int, headers: dict[str, str]) -> None:
        self.folder, self.process, self.port, self.headers = folder, process, port, headers

    def command(self, *arguments: str) -> str:
        return _command(self.folder, *arguments)

    def status(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.command("status", "--json"))
        return found

    def resident_mb(self) -> float:
        """Of both processes."""
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [self.process.pid] + [int(pid) for file in children for pid in file.read_text().split()]
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
        return pages * os.sysconf("SC_PAGESIZE") / 1e6


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[tuple[Lahde, float]]:
    """The server and the seconds until it was ready."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "lahde", "serve", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        found = re.search(r"127\.0\.0\.1:(\d+)", process.stderr.readline())
        assert found
        port = int(found[1])
        _ready(port)
        seconds = time.perf_counter() - started
        options = ("--agency", "KLV", "--scope", "all", "--purpose", "load", "--dpia", "-", "--cooperation", "-")
        made = json.loads(_command(folder, "source", "add", "bench", *options, "--json"))
        pair = b64encode(f"{made['key']}:{made['secret']}".encode()).decode()
        headers = {
            "Authorization": f"Basic {pair}",
            "X-Experience-API-Version": "1.0.3",
            "Content-Type": "application/json",
        }
        yield Lahde(folder, process, port, headers), seconds
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextlib.contextmanager
def dashboards(published: Path) -> Iterator[int]:
    """The port of `lahde dashboards` over a published folder."""
    command = [sys.executable, "-m", "lahde", "dashboards", "--published", str(published), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr
        found = re.search(r"127\.0\.0\.1:(\d+)", process.stderr.readline())
        assert found
        _wait(int(found[1]))
        yield int(found[1])
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _command(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "lahde", *arguments, "--data", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _wait(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError("the server did not start")


def _ready(port: int) -> None:
    import http.client

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not get ready")
