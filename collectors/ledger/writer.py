"""The ledger's one writer: a thread that commits what gathered while the last commit went to disk (group commit)."""

import queue
import sqlite3
import threading
import time
from concurrent.futures import Future
from pathlib import Path

from collectors.ledger import erasures
from collectors.ledger.accept import accept
from collectors.ledger.erase import erase
from collectors.ledger.quarantine import quarantine
from collectors.ledger.reference import put_identities, put_persons, put_units, put_waves
from collectors.ledger.sources import add_source, revoke_source
from collectors.ledger.sqlite import hash_key, open_writer
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import (
    Accept,
    AddSource,
    Done,
    Erase,
    PutIdentities,
    PutPersons,
    PutUnits,
    PutWaves,
    Quarantine,
    RevokeSource,
    Work,
)
from schemas.statement.refusal import Refused

GROUP = 512
"""Operations in one commit at most: a client waits for its group."""

Item = tuple[Work, "Future[Done]"]


class Writer:
    """Answers each piece of work after the commit that holds it is on disk (law 1)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = open_writer(folder)
        key = hash_key(self._connection)
        self._tx = Transaction(self._connection, key, erasures.read(folder))
        self._queue: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._last: int = self._tx.one("select coalesce(max(stored), 0) from statement")
        self.in_flight = False
        self.committed: int = self._last
        """`stored` of the last committed group, microseconds."""
        self._thread = threading.Thread(target=self._run, name="ledger-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> "Future[Done]":
        """A future that holds what came of it, or Refused."""
        future: Future[Done] = Future()
        self._queue.put((work, future))
        return future

    def do(self, work: Work) -> Done:
        """Waits for it."""
        return self.submit(work).result()

    def close(self) -> None:
        """Finishes what was submitted, then closes the file."""
        self._queue.put(None)
        self._thread.join()
        self._connection.execute("pragma wal_checkpoint(truncate)")
        self._connection.close()

    def consistent_through(self) -> int:
        """Microseconds: everything stored until then can be read. Ask before reading."""
        now = _now()  # before the look at in_flight: what is stamped after that look is later than this
        return self.committed if self.in_flight else max(self.committed, now)

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group = [first]
            stop = False
            while len(group) < GROUP and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    stop = True
                    break
                group.append(item)
            self._commit(group)
            if stop:
                return

    def _commit(self, group: list[Item]) -> None:
        self.in_flight = True
        answers: list[Done | Exception] = []
        try:
            self._connection.execute("begin immediate")
            answers = [self._apply(work) for work, _ in group]
            hashes = [h for answer in answers if isinstance(answer, Done) for h in answer.erasures]
            if hashes:  # before the commit: a crash between may refuse too much, never let somebody back in
                erasures.append(self._folder, hashes)
            self._connection.execute("commit")
            if hashes:
                self._after_erasure(hashes)
        except sqlite3.Error as fault:
            self._roll_back()
            answers = [fault] * len(group)
        self.committed = self._last
        self.in_flight = False
        for (_, future), answer in zip(group, answers, strict=True):
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    def _apply(self, work: Work) -> Done | Exception:
        """One operation within the group: refused, it leaves nothing behind and the others stand."""
        self._last = max(self._last + 1, _now())
        self._tx.stored = self._last
        self._connection.execute("savepoint operation")
        try:
            done = perform(self._tx, work)
        except Refused as refusal:
            self._connection.execute("rollback to operation")
            self._tx.forget_caches()
            return refusal
        finally:
            self._connection.execute("release operation")
        return done

    def _roll_back(self) -> None:
        self._tx.forget_caches()
        if self._connection.in_transaction:
            self._connection.execute("rollback")

    def _after_erasure(self, hashes: list[str]) -> None:
        """What an erasure leaves in the write-ahead log goes too (law 9)."""
        self._tx.erased.update(hashes)
        self._tx.forget_caches()
        self._connection.execute("pragma wal_checkpoint(truncate)")


def perform(tx: Transaction, work: Work) -> Done:
    """One piece of work inside the transaction."""
    match work:
        case Accept():
            return accept(tx, work)
        case PutUnits():
            return put_units(tx, work)
        case PutPersons():
            return put_persons(tx, work)
        case PutIdentities():
            return put_identities(tx, work)
        case PutWaves():
            return put_waves(tx, work)
        case AddSource():
            return add_source(tx, work)
        case RevokeSource():
            return revoke_source(tx, work)
        case Quarantine():
            return quarantine(tx, work)
        case Erase():
            return erase(tx, work)


def _now() -> int:
    return time.time_ns() // 1000
