"""The pipeline over one data folder: journal → boundary → streams → warehouse, and releases from it."""

import contextlib
import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from collectors.ledger.sqlite import open_reader
from collectors.outbox import Outbox
from lahde.correction import PREFIX, rebuilt
from lahde.declared import declared
from lahde.faults import Unusable
from schemas.statement.refusal import Refused
from streams.engines.embedded import apply
from warehouse.store import Store
from warehouse.tables import OtherFormat

WAREHOUSE = "warehouse.duckdb"
PUBLISHED = "published"
COPY, FRESH = "release.duckdb", "replay.duckdb"
BATCH = 5_000
ANEW = "delete it and run `lahde replay`: it is built anew from the ledger"

Tell = Callable[[dict[str, Any]], None]


class Pipeline:
    """Owns the warehouse file. `step` and the commands may be called from different threads."""

    def __init__(self, data: Path, memory: str = "1GB") -> None:
        self._data = data
        self._memory = memory
        self._lock = threading.Lock()
        self._releasing = threading.Lock()
        _tidy(data)
        self._store = opened(data / WAREHOUSE, memory)
        self._outbox = Outbox(open_reader(data))

    def close(self) -> None:
        with self._lock:
            self._store.close()

    def step(self) -> bool:
        """Moves one micro-batch; False when there was nothing to move."""
        with self._lock:
            records = self._outbox.records(self._store.position(), BATCH)
            if records:
                apply(records, self._store)
            return bool(records)

    def catch_up(self, tell: Tell) -> None:
        """Until the warehouse stands where the journal stood when this was asked."""
        goal = self._outbox_position()
        while (position := self.position()) < goal:
            tell({"progress": position, "of": goal, "what": "warehouse"})
            self.step()

    def position(self) -> int:
        with self._lock:
            return self._store.position()

    def status(self) -> dict[str, Any]:
        """Where it stands, and what was set aside."""
        with self._lock:
            return {
                "position": self._store.position(),
                "journal": self._outbox.position(),
                "rows": self._store.counts(),
                "set_aside": [
                    {"source": source, "verb": verb, "type": kind, "reason": reason, "count": count}
                    for source, verb, kind, reason, count in self._store.set_aside_counts()
                ],
            }

    def fingerprint(self) -> dict[str, Any]:
        """Table to (rows, hash), to compare two warehouses."""
        with self._lock:
            return self._store.fingerprint()

    def compact(self) -> None:
        """Rewrites the file, so that what was erased is gone from its bytes too."""
        with self._lock:
            self._store.compact()

    def release(self, as_of: date, demo: bool, tell: Tell) -> dict[str, Any]:
        """Publishes what is due, in a short-lived child that works on a copy."""
        return self._in_child("release", as_of, tell, demo=demo, sources=msgspec.to_builtins(declared(self._data)))

    def correct(self, request: dict[str, Any], tell: Tell) -> dict[str, Any]:
        """Puts a closed period right, in a release of its own."""
        published = self._data / PUBLISHED
        with rebuilt(self._data, published, request, self._memory, tell) as states:
            asked = {name: request[name] for name in ("period", "reason", "agency")}
            told = [[*base, str(old), str(new)] for base, (old, new) in states.items()]
            return self._in_child("correct", date.fromisoformat(request["made"]), tell, states=told, **asked)

    def audit(self, as_of: date, tell: Tell) -> dict[str, Any]:
        """Looks at the warehouse as a release would, and publishes nothing."""
        return self._in_child("audit", as_of, tell)

    def snapshot(self, as_of: date, folder: str, agency: str | None, tell: Tell) -> dict[str, Any]:
        """A person-level snapshot, made as a release is."""
        return self._in_child("snapshot", as_of, tell, folder=folder, agency=agency)

    def _in_child(self, job: str, as_of: date, tell: Tell, **more: Any) -> dict[str, Any]:
        if not self._releasing.acquire(blocking=False):
            raise Refused(job, "a release, audit or snapshot is under way; wait for it", status=409)
        copy = self._data / COPY
        try:
            self.catch_up(tell)
            with self._lock:
                self._store.copy_to(copy)
                live = self._outbox.live(self._store.position())
            published = str(self._data / PUBLISHED)
            request = {"copy": str(copy), "published": published, "as_of": as_of.isoformat(), "live": live}
            return _in_child({"job": job, "memory": self._memory, **request, **more}, tell)
        finally:
            copy.unlink(missing_ok=True)
            self._releasing.release()

    def replay(self, tell: Tell) -> dict[str, Any]:
        """Builds the warehouse anew from the ledger beside the old one, then takes its place."""
        path = self._data / WAREHOUSE
        fresh_path = self._data / FRESH
        fresh_path.unlink(missing_ok=True)
        fresh, outbox = opened(fresh_path, self._memory), Outbox(open_reader(self._data))
        try:
            entries = _feed(outbox, fresh, self._outbox_position(), tell)
            with self._lock:
                _feed(outbox, fresh, self._outbox.position(), tell)
                comparable = self._store.position() == fresh.position()
                same = fresh.fingerprint() == self._store.fingerprint() if comparable else None
                fresh.close()
                self._store.close()
                fresh_path.replace(path)
                self._store = opened(path, self._memory)
                self._outbox = Outbox(open_reader(self._data))
        finally:
            fresh_path.unlink(missing_ok=True)  # interrupted: the old one stays
        return {"entries": entries, "position": self.position(), "equal": same}

    def _outbox_position(self) -> int:
        with self._lock:
            return self._outbox.position()


def _tidy(data: Path) -> None:
    """Copies that a killed process left: they would hold who has been erased since."""
    for name in (COPY, FRESH):
        for path in data.glob(f"*{name}*"):
            path.unlink()
    for folder in data.glob(f"{PREFIX}*"):
        shutil.rmtree(folder)


def _feed(outbox: Outbox, store: Store, goal: int, tell: Tell) -> int:
    """Moves everything up to a position; returns how far that was."""
    start = position = store.position()
    while position < goal:
        apply(outbox.records(position, BATCH), store)
        position = store.position()
        tell({"progress": position, "of": goal, "what": "replay"})
    return position - start


def opened(path: Path, memory: str) -> Store:
    """Waits a moment for a former owner to let go: it ends when its server has."""
    deadline = time.monotonic() + 15
    while True:
        try:
            return Store(path, memory_limit=memory)
        except OtherFormat:
            raise Unusable(f"{path.name}: was made by another version of Lähde; {ANEW}") from None
        except OSError as fault:
            if "lock" not in str(fault.__cause__).lower():
                raise Unusable(f"{path.name}: cannot be opened, or is no warehouse; {ANEW}") from None
            if time.monotonic() > deadline:
                raise Unusable(f"{path.name}: another program holds it; end that one first") from None
            time.sleep(0.2)


def _in_child(request: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Runs `python -m lahde.child`; its lines are progress, the last its result."""
    command = [sys.executable, "-m", "lahde.child"]
    # Its own session: Ctrl-C reaches us alone, and we end it.
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    result: dict[str, Any] = {}
    try:
        _ask(process, request)
        for line in process.stdout or ():
            told = json.loads(line)
            if "progress" in told:
                tell(told)
            else:
                result = told
    except BaseException:
        process.kill()
        raise
    if process.wait() != 0 or "refused" in result:
        raise Refused(
            request["job"], result.get("refused", "the child ended without a result; see the log"), status=500
        )
    return result


def _ask(process: subprocess.Popen[str], request: dict[str, Any]) -> None:
    """Where the child has ended already, that it has no result tells enough."""
    if process.stdin:
        with contextlib.suppress(BrokenPipeError), process.stdin as asked:
            asked.write(json.dumps(request))
