"""`python -m benchmarks`: everything in one run, since a number from another run says little on a shared machine."""

import argparse
import os
import platform
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from benchmarks import sqlite_floor
from benchmarks.load import http, load
from benchmarks.server import Lahde, echo, serve
from benchmarks.statements import statements
from collectors.ledger.sqlite import open_reader
from lahde.control import Client
from lahde.lock import PIPELINE_SOCKET

POST = ("POST", "/xapi/statements")
Row = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--singles", type=int, default=20_000)
    parser.add_argument("--batches", type=int, default=1_000)
    arguments = parser.parse_args()
    print("| what | measured | beside it, same run |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "data") as (lahde, ready):
        _print("`lahde serve` ready", f"{ready:.1f} s", f"{lahde.resident_mb():.0f} MB resident, both processes")
        for row in _http(lahde, arguments.singles, arguments.batches):
            _print(*row)
        for row in _pipeline(lahde):
            _print(*row)
    print(f"\nPython {platform.python_version()}, {platform.machine()}, {_cores()} cores.")


def _http(lahde: Lahde, singles: int, batches: int) -> Iterator[Row]:
    bodies = statements(singles, 1)
    with echo() as port:
        bare = load([http(*POST, lahde.headers, b) for b in bodies], 32, port)
    single = load([http(*POST, lahde.headers, b) for b in bodies], 32, lahde.port)
    assert not single.failed
    yield (
        "single POSTs, durable, auth on, 32 connections",
        f"{single.rate:,.0f}/s, p50 {single.percentile(0.5):.0f} ms, p99 {single.percentile(0.99):.0f} ms",
        f"bare ASGI echo {bare.rate:,.0f}/s: ratio {single.rate / bare.rate:.2f}",
    )
    many = statements(batches * 50, 2)
    groups = [b"[" + b",".join(many[i : i + 50]) + b"]" for i in range(0, len(many), 50)]
    floor = sqlite_floor.rate(many[0])
    batch = load([http(*POST, lahde.headers, g) for g in groups], 8, lahde.port)
    assert not batch.failed
    yield (
        "batches of 50, 8 connections",
        f"{batch.rate * 50:,.0f} statements/s, p99 {batch.percentile(0.99):.0f} ms",
        f"bare SQLite group commit {floor:,.0f}/s: ratio {batch.rate * 50 / floor:.2f}",
    )


def _pipeline(lahde: Lahde) -> Iterator[Row]:
    started = time.perf_counter()
    journal = lahde.status()["journal"]
    while lahde.status()["warehouse"]["position"] < journal:
        time.sleep(0.2)
    yield (
        "catching up after that load",
        f"{time.perf_counter() - started:.1f} s",
        f"{journal:,} journal entries in all",
    )
    delays = sorted(_delays(lahde))
    p50, p99 = delays[len(delays) // 2], delays[int(len(delays) * 0.99)]
    yield ("accepted → row in the warehouse, at 500/s", f"p50 {p50:.2f} s, p99 {p99:.2f} s", f"{len(delays)} looks")
    started = time.perf_counter()
    lahde.command("replay")
    seconds = time.perf_counter() - started
    entries = lahde.status()["journal"]
    yield (
        "replay, ledger → warehouse",
        f"{entries / seconds:,.0f} entries/s",
        f"{entries:,} entries in {seconds:.1f} s",
    )
    started = time.perf_counter()
    lahde.command("release", "--as-of", "2026-11-16")
    yield ("release of those (one agency, no units)", f"{time.perf_counter() - started:.1f} s", "")


def _delays(lahde: Lahde) -> Iterator[float]:
    """How long the warehouse takes to reach the journal, while 500 statements a second are posted, ten at a time."""
    stop = threading.Event()
    thread = threading.Thread(target=_post, args=(lahde, stop), daemon=True)
    thread.start()
    reader, client = open_reader(lahde.folder), Client(lahde.folder / PIPELINE_SOCKET)
    until = time.perf_counter() + 15
    while time.perf_counter() < until:
        position = reader.execute("select max(position) from journal").fetchone()[0]
        began = time.perf_counter()
        while client.ask({"command": "position"}) < position:
            time.sleep(0.01)
        yield time.perf_counter() - began
        time.sleep(0.05)
    stop.set()
    thread.join()


def _post(lahde: Lahde, stop: threading.Event) -> None:
    connection = HTTPConnection("127.0.0.1", lahde.port)
    bodies = statements(10_000, 3)
    started = time.perf_counter()
    for turn, first in enumerate(range(0, len(bodies), 10)):
        if stop.is_set():
            break
        connection.request(*POST, b"[" + b",".join(bodies[first : first + 10]) + b"]", lahde.headers)
        connection.getresponse().read()
        time.sleep(max(0.0, started + (turn + 1) * 0.02 - time.perf_counter()))
    connection.close()


def _print(what: str, measured: str, beside: str) -> None:
    print(f"| {what} | {measured} | {beside} |", flush=True)


def _cores() -> int:
    return os.cpu_count() or 0


if __name__ == "__main__":
    main()
