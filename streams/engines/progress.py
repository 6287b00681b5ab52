"""Does a worker get on? Looked at from outside Faust, whose worker answers also when it stands still."""

import time

from prometheus_client import CollectorRegistry, Gauge, generate_latest

STILL = 60.0
"""Seconds without progress, while there is something to do, after which a worker is taken for dead."""
SHARING = 90.0
"""Seconds after which partitions must have been shared out."""


class Progress:
    """Of one worker: its partitions of the journal, and up to where each is done."""

    def __init__(self) -> None:
        self.ready = False
        self._sharing = True
        self._entries = 0
        self._done: dict[int, int] = {}
        self._moved = time.monotonic()

    def pause(self) -> None:
        """Partitions are being shared out anew."""
        self.ready = False
        self._sharing = True
        self._moved = time.monotonic()

    def assigned(self, done: dict[int, int]) -> set[int]:
        """Partitions that are ours now, and up to where each was done by whoever had it; which are ours no more."""
        lost = self._done.keys() - done.keys()
        self._done = done
        self._moved = time.monotonic()
        self.ready = bool(done)
        self._sharing = False
        return set(lost)

    def passed(self, ends: dict[int, int], entries: int) -> None:
        """Up to where some partitions are done now."""
        self._done |= ends
        self._entries += entries
        if entries:
            self._moved = time.monotonic()

    def lags(self, ends: dict[int, int]) -> dict[int, int]:
        """Entries not yet folded in each of our partitions, given where it ends."""
        return {n: max(0, ends.get(n, 0) - done) for n, done in sorted(self._done.items())}

    def alive(self, ends: dict[int, int]) -> bool:
        still = time.monotonic() - self._moved
        if self._sharing:
            return still < SHARING
        return still < STILL or not any(self.lags(ends).values())

    def metrics(self, ends: dict[int, int]) -> bytes:
        """For Prometheus."""
        registry = CollectorRegistry()
        Gauge("lahde_stream_entries", "Journal records folded since the start", registry=registry).set(self._entries)
        lag = Gauge("lahde_stream_lag", "Journal records not yet folded", ["partition"], registry=registry)
        for partition, behind in self.lags(ends).items():
            lag.labels(partition).set(behind)
        return generate_latest(registry)
