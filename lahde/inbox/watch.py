"""Looking at the watched folder every few seconds, in a thread of the process that holds the ledger's writer.

Looking needs nothing of the operating system that network drives and containers lack.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import structlog

from collectors.closing import Closing, until
from collectors.collect import Do
from collectors.kinds import KINDS
from collectors.ledger.sqlite import LedgerUnusable
from lahde.inbox.folders import ORDER, Folders
from lahde.inbox.one import take_in, unexpected
from lahde.settings import Settings, SettingsFault
from schemas.statement.refusal import Refused

EVERY = 2.0
"""Seconds between two looks."""
STILL = 4.0
"""Seconds in which a file must not have changed."""
PAUSE = 60.0
"""Seconds after a fault of the ledger's or the disk's."""
SWEEP = 3600.0
DAY = 86_400

log = structlog.get_logger()

OURS = (OSError, sqlite3.Error, LedgerUnusable, Refused)
"""Faults of the disk or the ledger, which are no fault of a file's."""

P = TypeVar("P")
Seen = tuple[int, int, int]
"""What changes while a file is written: inode, size, time of change."""


class Growing(OSError):
    """Somebody still writes to a file that lay still for a while."""


class Inbox:
    """Watches until closed."""

    def __init__(self, settings: Settings, do: Do, *, every: float = EVERY, still: float = STILL) -> None:
        if unknown := {*settings.inbox.sources, *settings.inbox.mappings} - set(KINDS):
            raise SettingsFault(f"inbox: {sorted(unknown)[0]} is no kind; known are {', '.join(KINDS)}")
        self._settings = settings
        self._every, self._still = every, still
        self._folders = Folders(settings.folder)
        self._folders.make()
        self._seen: dict[str, dict[str, tuple[Seen, float]]] = {}
        self._later: dict[str, float] = {}
        self._closing = threading.Event()
        self._do = until(self._closing, do)
        self._swept = 0.0
        self._thread = threading.Thread(target=self._watch, name="inbox", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends between two pieces of work for the ledger."""
        self._closing.set()
        self._thread.join(10)

    def _watch(self) -> None:
        while not self._closing.wait(self._every):
            try:
                self._look()
            except Closing:
                return

    def _look(self) -> None:
        for kind in ORDER:
            for path in self._settled(kind):
                self._each(path, self._folders.take, kind, path)
        for kind in ORDER:
            for taken in self._folders.taken(kind):
                self._each(str(taken), self._take_in, kind, taken)
        if time.time() - self._swept > SWEEP:
            self._swept = time.time()
            self._folders.sweep(self._swept - self._settings.inbox.keep_days * DAY)

    def _settled(self, kind: str) -> list[str]:
        """Dropped files that nobody has written to for a while."""
        now, found = time.monotonic(), []
        seen: dict[str, tuple[Seen, float]] = {}
        for entry in self._folders.waiting(kind):
            stat = entry.stat(follow_symlinks=False)
            looks = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            before, since = self._seen.get(kind, {}).get(entry.path, (None, now))
            seen[entry.path] = (looks, since if looks == before else now)
            if looks == before and now - since >= self._still:
                found.append(entry.path)
        self._seen[kind] = seen
        return found

    def _each(self, path: str, step: Callable[[str, P], None], kind: str, given: P) -> None:
        """What stops at one file stops at that one; it is tried again after a pause."""
        if self._later.get(path, 0.0) > time.monotonic():
            return
        try:
            step(kind, given)
        except OURS as fault:
            log.warning("inbox: a file waits", kind=kind, fault=type(fault).__name__, seconds=PAUSE)
            self._later[path] = time.monotonic() + PAUSE
        else:
            self._later.pop(path, None)

    def _take_in(self, kind: str, path: Path) -> None:
        before = path.stat()
        try:
            outcome = take_in(self._settings, kind, path, self._do)
        except (Closing, *OURS):
            raise
        except Exception as fault:  # a fault in reading this one file
            outcome = unexpected(self._settings, kind, path, fault)
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise Growing  # taken in again, whole, after the pause
        self._folders.settle(kind, path, outcome.part, outcome.report)
