"""Does a worker get on? Looked at from outside Faust, whose worker answers also when it stands still."""

import time
from collections.abc import Iterable
from typing import Any

from prometheus_client import CollectorRegistry, Gauge, generate_latest

STILL = 60.0
"""Seconds without progress, while there is something to do, after which a worker is taken for dead."""


class Progress:
    """Of one worker: its partitions of the journal, and up to where each is done."""

    def __init__(self) -> None:
        self.ready = False
        self._entries = 0
        self._done: dict[int, int] = {}
        self._moved = time.monotonic()

    def pause(self) -> None:
        """Partitions are being shared out anew."""
        self.ready = False

    def assigned(self, done: dict[int, int]) -> set[int]:
        """Partitions that are ours now, and up to where each was done by whoever had it; which are ours no more."""
        lost = self._done.keys() - done.keys()
        self._done = done
        self._moved = time.monotonic()
        self.ready = bool(done)
        return set(lost)

    def passed(self, messages: Iterable[Any]) -> None:
        for message in messages:
            self._done[message.partition] = message.offset + 1
            self._entries += 1
        self._moved = time.monotonic()

    def lags(self, ends: dict[int, int]) -> dict[int, int]:
        """Entries not yet folded in each of our partitions, given where it ends."""
        return {n: max(0, ends.get(n, 0) - done) for n, done in sorted(self._done.items())}

    def alive(self, ends: dict[int, int]) -> bool:
        return not any(self.lags(ends).values()) or time.monotonic() - self._moved < STILL

    def metrics(self, ends: dict[int, int]) -> bytes:
        """For Prometheus."""
        registry = CollectorRegistry()
        Gauge("lahde_stream_entries", "Journal records folded since the start", registry=registry).set(self._entries)
        lag = Gauge("lahde_stream_lag", "Journal records not yet folded", ["partition"], registry=registry)
        for partition, behind in self.lags(ends).items():
            lag.labels(partition).set(behind)
        return generate_latest(registry)
