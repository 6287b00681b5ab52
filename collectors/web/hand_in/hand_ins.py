"""Files people handed in, from the upload to what came of them. Kept in memory: a restart forgets them and their files.

Each is checked and taken in by a thread of its own pool; pages only look how far it is.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec
import structlog

from collectors.closing import Closing, until
from collectors.collect import Do, Summary
from collectors.ledger.sources import Source
from collectors.ledger.work import NoteHandIn
from collectors.quarantine import FileRefused
from collectors.sources.mapping import Recipe
from collectors.web.hand_in.task import Outcome, Perform, Task, here
from collectors.web.hand_in.upload import Upload
from collectors.whose import MakeContext
from schemas.statement.refusal import Refused
from schemas.viewer import Viewer

FOLDER = "hand-in"
WAITS = 3600.0
"""Seconds an unconfirmed file is kept."""
REMEMBERED = 12 * 3600.0
"""Seconds its counts are: longer than any session."""
MOST = 20
"""Hand-ins of one session; with another one the oldest is forgotten."""
LARGEST = 50_000_000

State = Literal["checking", "shown", "taking", "done", "refused", "failed", "cancelled", "expired"]
WORKING: tuple[State, ...] = ("checking", "taking")

log = structlog.get_logger()


class HandIn(msgspec.Struct, kw_only=True):
    id: str
    owner: str
    """The session's own secret: nobody else's session finds it."""
    viewer: Viewer
    kind: str
    source: Source
    mapping: Recipe | None
    upload: Upload
    at: datetime
    begun: float
    state: State = "checking"
    summary: Summary | None = None
    first: list[bytes] = []
    """The first statements or rows, as JSON."""
    refusals: int = 0
    """Rows refused; the summary names some thousands of them."""
    rule: str = ""
    way_out: str = ""
    progress: tuple[int, int] = (0, 0)
    settled: threading.Event = msgspec.field(default_factory=threading.Event)
    """No work is going on."""


class HandIns:
    """One for a server. `close` before the ledger closes."""

    def __init__(
        self,
        data: Path,
        do: Do,
        reading: MakeContext,
        largest: int = LARGEST,
        now: Callable[[], float] = time.monotonic,
        perform: Perform | None = None,
    ) -> None:
        """`perform` does what takes long; without it that is done here."""
        self.folder = data / FOLDER
        self.largest = largest
        self._now = now
        self._closing = threading.Event()
        self._do = until(self._closing, do)
        self._perform = perform or here(data, self._do, reading)
        self._lock = threading.Lock()
        self._all: dict[str, HandIn] = {}
        self._threads = ThreadPoolExecutor(2, "hand-in")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        clear(data)
        threading.Thread(target=self._mind, name="hand-in-mind", daemon=True).start()

    def begin(
        self, owner: str, viewer: Viewer, upload: Upload, kind: str, source: Source, mapping: Recipe | None = None
    ) -> HandIn:
        """Keeps the file and begins to check it; nothing is taken in."""
        made = HandIn(
            id=secrets.token_urlsafe(16),
            owner=owner,
            viewer=viewer,
            kind=kind,
            source=source,
            mapping=mapping,
            upload=upload,
            at=datetime.now(UTC),
            begun=self._now(),
        )
        with self._lock:
            for old in self._of(owner)[MOST - 1 :]:
                if old.state not in WORKING:
                    self._forget(old)
            self._all[made.id] = made
        self._threads.submit(self._guarded, made, self._check)
        return made

    def of(self, owner: str) -> list[HandIn]:
        """A session's own, the latest first."""
        self.sweep()
        with self._lock:
            return self._of(owner)

    def find(self, owner: str, identifier: str) -> HandIn | None:
        return next((one for one in self.of(owner) if one.id == identifier), None)

    def confirm(self, one: HandIn) -> None:
        """Takes in what was shown; a second press changes nothing."""
        if self._move(one, "shown", "taking"):
            one.settled.clear()
            self._threads.submit(self._guarded, one, self._take)

    def cancel(self, one: HandIn) -> None:
        """The file goes; what is being taken in already is not stopped."""
        if self._move(one, "shown", "cancelled"):
            one.upload.discard()
            one.first = []

    def sweep(self) -> None:
        """What nobody confirmed within its hour goes, and the counts of long ago."""
        now = self._now()
        with self._lock:
            for one in list(self._all.values()):
                if one.state not in WORKING and now - one.begun > REMEMBERED:
                    self._forget(one)
                elif one.state == "shown" and now - one.begun > WAITS:
                    self._expire(one)

    def forget(self) -> None:
        """What waits goes, since it may hold somebody who is erased; what is still being checked, once that ends."""
        with self._lock:
            for one in self._all.values():
                if one.state == "shown":
                    self._expire(one)
                elif one.state == "checking":
                    one.state = "expired"

    def close(self) -> None:
        """Files that were not confirmed go with the server."""
        self._closing.set()
        self._threads.shutdown(cancel_futures=True)
        for one in self._all.values():
            one.upload.discard()

    def _of(self, owner: str) -> list[HandIn]:
        return [one for one in reversed(self._all.values()) if one.owner == owner]

    def _expire(self, one: HandIn) -> None:
        one.state, one.first = "expired", []
        one.upload.discard()

    def _forget(self, one: HandIn) -> None:
        del self._all[one.id]
        one.upload.discard()

    def _move(self, one: HandIn, before: State, after: State) -> bool:
        with self._lock:
            if one.state != before:
                return False
            one.state = after
            return True

    def _mind(self) -> None:
        while not self._closing.wait(30):
            self.sweep()

    def _guarded(self, one: HandIn, work: Callable[[HandIn, Path], None]) -> None:
        """Whatever happens, somebody waits to hear of it; words of a fault could hold values."""
        try:
            work(one, one.upload.path or self.folder)
        except FileRefused as refusal:
            one.state, one.rule, one.way_out = "refused", refusal.rule, refusal.way_out
        except Refused as refusal:
            one.state, one.rule = "refused" if refusal.status < 500 else "failed", refusal.rule
        except Closing:
            one.state = "failed"
        except Exception as fault:
            log.error("hand-in", kind=one.kind, fault=type(fault).__name__)
            one.state = "failed"
        if one.state != "shown":
            one.upload.discard()
        one.settled.set()

    def _check(self, one: HandIn, path: Path) -> None:
        outcome = self._done(one, path, "check")
        with self._lock:
            if one.state == "checking":
                one.first, one.state = outcome.first, "shown"

    def _take(self, one: HandIn, path: Path) -> None:
        if _sha256(path) != one.upload.sha256:
            raise FileRefused(one.kind, "the file is not the one that was shown", "hand it in again")
        outcome = self._done(one, path, "take")
        self._do(
            NoteHandIn(
                agency=one.viewer.agency,
                person_id=one.viewer.person_id,
                source=one.source.name,
                kind=one.kind,
                file=one.upload.sha256,
                rows=rows(outcome.summary) + outcome.refusals,
            )
        )
        one.first, one.state = [], "done"

    def _done(self, one: HandIn, path: Path, job: Literal["check", "take"]) -> Outcome:
        def progress(done: int, of: int) -> None:
            if self._closing.is_set():
                raise Closing
            one.progress = (done, of)

        task = Task(job=job, kind=one.kind, path=str(path), source=one.source.name, mapping=one.mapping)
        outcome = self._perform(task, progress)
        one.summary, one.refusals = outcome.summary, outcome.refusals
        return outcome


def clear(data: Path) -> None:
    """Deletes the files of a server that ended without doing so."""
    for left in (data / FOLDER).glob("*"):
        left.unlink()


def rows(summary: Summary) -> int:
    """Rows of which something came, or nothing needed to."""
    return summary.added + summary.known + summary.changed + sum(summary.unstated.values())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
