"""The journal on its way to Kafka: read after a cursor, through the boundary, out, and only then the cursor moves.

At least once: what was sent and not yet noted is sent again, in the same order. Never on a request's path.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from collectors.outbox import Outbox
from schemas.journal import Mark
from schemas.topics import Message, messages

BATCH = 1_000
"""Journal entries."""
BETWEEN_MARKS = 1.0
"""Seconds."""


class Unreachable(Exception):
    """The broker has not taken everything; what was sent may be there or not."""


class Sender(Protocol):
    def send(self, messages: Iterable[Message]) -> None:
        """Returns when the broker has all of them durably. Raises `Unreachable`."""


class Cursor:
    """A journal position in a file, replaced in one step."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.position = int(path.read_text()) if path.exists() else 0

    def advance(self, position: int) -> None:
        unfinished = self._path.with_name(f".{self._path.name}.part")
        with unfinished.open("w") as file:
            file.write(str(position))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path)
        self.position = position


def cursor_file(folder: Path, prefix: str) -> Path:
    """Where a data folder notes how far its journal was sent under a prefix."""
    return folder / f"relay-{prefix}"


def sent(folder: Path) -> dict[str, int]:
    """Prefix to the journal position up to which all was sent; empty where there is no relay."""
    files = (path for path in folder.glob("relay-*") if not path.suffix)
    return {path.name.removeprefix("relay-"): Cursor(path).position for path in sorted(files)}


class Relay:
    """Moves what is new, a batch at a time."""

    def __init__(self, outbox: Outbox, cursor: Cursor, partitions: int) -> None:
        self._outbox = outbox
        self._cursor = cursor
        self._partitions = partitions
        self._marked: int | None = None
        self._marked_at = 0.0

    def step(self, sender: Sender) -> bool:
        """False when there was nothing to move. Raises `Unreachable`; then the same is moved the next time."""
        records = self._outbox.records(self._cursor.position, BATCH)
        if records:
            *moving, reached = records
            sender.send(message for record in moving for message in messages(record, self._partitions))
            self._cursor.advance(reached.position)
        self._mark(sender)
        return bool(records)

    def _mark(self, sender: Sender) -> None:
        """Where the journal rests, the last mark holds."""
        now = time.monotonic()
        if self._cursor.position != self._marked and now - self._marked_at >= BETWEEN_MARKS:
            sender.send(messages(Mark(position=self._cursor.position), self._partitions))
            self._marked, self._marked_at = self._cursor.position, now
