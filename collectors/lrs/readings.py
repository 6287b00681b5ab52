"""Notes who read what from the store, for the access log: gathered for a moment, then written in one go."""

import threading
import time
from collections import Counter
from collections.abc import Iterable

from collectors.ledger.work import HandedOut
from collectors.ledger.writer import Writer

PAUSE = 1.0
"""Seconds of reading that a killed process can leave unlogged."""
HOUR = 3600


class Readings:
    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, int, int]] = Counter()
        self._documents: Counter[tuple[str, str, int]] = Counter()
        self._timer: threading.Timer | None = None

    def note(self, source: str, seqs: Iterable[int]) -> None:
        """`source` read the statements with these numbers."""
        hour = int(time.time()) // HOUR
        with self._lock:
            self._counts.update((source, seq, hour) for seq in seqs)
            self._soon()

    def note_document(self, source: str, agent: str) -> None:
        """`source` read a document kept under this identifier."""
        with self._lock:
            self._documents[source, agent, int(time.time()) // HOUR] += 1
            self._soon()

    def _soon(self) -> None:
        if (self._counts or self._documents) and self._timer is None:
            self._timer = threading.Timer(PAUSE, self.flush)
            self._timer.daemon = True
            self._timer.start()

    def flush(self) -> None:
        """Hands what was noted to the writer; before the writer is closed, too."""
        with self._lock:
            noted, self._counts = self._counts, Counter()
            documents, self._documents = self._documents, Counter()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
        if noted or documents:
            self._writer.submit(
                HandedOut(
                    readings=[(*key, count) for key, count in noted.items()],
                    documents=[(*key, count) for key, count in documents.items()],
                )
            )
