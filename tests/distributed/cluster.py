"""Relay, workers and loader as processes of their own, over one data folder and one broker."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from itertools import count
from pathlib import Path

from tests.broker import free_port

ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("LAHDE_")}


class Part:
    """One process, which may be ended and started again as it was."""

    def __init__(self, command: str, folder: Path, log: Path, environment: dict[str, str]) -> None:
        self.port = free_port()
        self._command = [sys.executable, "-m", "lahde", command, "--data", str(folder), "--port", str(self.port)]
        self._environment = environment
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self._command, stdout=log, stderr=log, env=self._environment)

    def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 30) -> int:
        """Its exit status."""
        assert self.process
        self.process.send_signal(how)
        return self.process.wait(seconds)

    def status(self, path: str) -> int:
        """0 while it does not answer."""
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5).status
        except urllib.error.HTTPError as fault:
            return fault.code
        except OSError:
            return 0

    def metrics(self) -> str:
        """Empty while it does not answer."""
        try:
            text: str = urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5).read().decode()
        except OSError:
            return ""
        return "\n".join(line for line in text.splitlines() if not line.startswith("#"))

    def figure(self, name: str) -> int | None:
        found = re.search(rf"^{name} (\S+)$", self.metrics(), re.MULTILINE)
        return int(float(found[1])) if found else None


class Cluster:
    """Over the ledger in `data`; what is loaded lies in `folder`."""

    def __init__(
        self, data: Path, folder: Path, servers: str, prefix: str, *, partitions: int = 6, **more: str
    ) -> None:
        kafka = {"SERVERS": servers, "PREFIX": prefix, "PARTITIONS": str(partitions)} | more
        self._environment = ENVIRONMENT | {f"LAHDE_KAFKA_{name}": value for name, value in kafka.items()}
        self.prefix = prefix
        self._folder = folder
        folder.mkdir()
        self.warehouse = folder / "loaded" / "warehouse.duckdb"
        self.relay = self._part("relay", data)
        self.loader = self._part("load", folder / "loaded")
        self.workers: list[Part] = []
        self._numbers = count()

    def _part(self, command: str, folder: Path, name: str = "") -> Part:
        return Part(command, folder, self._folder / f"{name or command}.log", self._environment)

    def start(self, workers: int) -> None:
        self.relay.start()
        self.loader.start()
        for _ in range(workers):
            self.add_worker()

    def add_worker(self) -> Part:
        name = f"stream-{next(self._numbers)}"
        worker = self._part("stream", self._folder / name, name)
        self.workers.append(worker)
        worker.start()
        return worker

    @property
    def parts(self) -> list[Part]:
        return [self.relay, self.loader, *self.workers]

    def wait_until_loaded(self, position: int, seconds: float = 300) -> None:
        wait_for(lambda: self._at(position), seconds, self.logs)

    def _at(self, position: int) -> bool:
        assert all(part.process and part.process.poll() is None for part in self.parts), self.logs()
        return self.loader.figure("lahde_warehouse_position") == position

    def logs(self) -> str:
        """The ends of their logs, and what each says of itself."""
        told = [f"== {path.name}\n{path.read_text()[-2_000:]}" for path in sorted(self._folder.glob("*.log"))]
        return "\n".join([*told, *(f"== {part.log.name}\n{part.metrics()}" for part in self.parts)])

    def close(self) -> list[int]:
        """Exit statuses, of all that still run."""
        running = [part for part in self.parts if part.process and part.process.poll() is None]
        for part in running:
            part.process.send_signal(signal.SIGTERM)
        return [part.process.wait(30) for part in running]


def wait_for(there: Callable[[], bool], seconds: float, otherwise: Callable[[], str] = str) -> None:
    deadline = time.monotonic() + seconds
    while not there():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s\n{otherwise()}")
        time.sleep(0.1)
