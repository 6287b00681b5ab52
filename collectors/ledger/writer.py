"""The ledger's one writer: a thread that commits what gathered while the last commit went to disk (group commit)."""

import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import structlog

from collectors.ledger import erasures, hand_ins, snapshots
from collectors.ledger.accept import accept, retract
from collectors.ledger.erase import erase
from collectors.ledger.expire import expire
from collectors.ledger.goals import put_analysis, put_goals
from collectors.ledger.handed_out import handed_out
from collectors.ledger.own import ask_erasure, correct, set_capacity, withdraw
from collectors.ledger.quarantine import quarantine
from collectors.ledger.reference import put_identities, put_persons, put_units, put_waves
from collectors.ledger.restore import erase_again
from collectors.ledger.sources import add_source, declare_source, revoke_source
from collectors.ledger.sqlite import hash_key, open_writer, wipe
from collectors.ledger.transaction import Transaction
from collectors.ledger.watched import put_watched
from collectors.ledger.work import (
    Accept,
    AddSource,
    AskErasure,
    Correct,
    DeclareSource,
    Done,
    Erase,
    EraseAgain,
    Expire,
    HandedOut,
    NoteHandIn,
    NoteSnapshot,
    PutAnalysis,
    PutGoals,
    PutIdentities,
    PutPersons,
    PutUnits,
    PutWatched,
    PutWaves,
    Quarantine,
    Retract,
    RevokeSource,
    SetCapacity,
    SnapshotGone,
    Trial,
    Withdraw,
    Work,
)

log = structlog.get_logger()

GROUP = 512
"""Operations in one commit at most: a client waits for its group."""

Answer = Done | Exception
Item = tuple[list[Work], Callable[[list[Answer]], None]]
"""Pieces of work that came together, and who is told what came of each."""


class Writer:
    """Answers each piece of work after the commit that holds it is on disk (law 1)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = open_writer(folder)
        key = hash_key(self._connection)
        self._tx = Transaction(self._connection, key, erasures.read(folder))
        self._queue: queue.SimpleQueue[Item | None] = queue.SimpleQueue()
        self._last: int = self._tx.one("select coalesce(max(stored), 0) from statement")
        self._clock = threading.Lock()
        self._in_flight = False
        self._through: int = self._last
        """Microseconds: everything stored until then can be read; stands still while a group is in flight."""
        self._wipe()
        self._thread = threading.Thread(target=self._run, name="ledger-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work) -> "Future[Done]":
        """A future that holds what came of it, or Refused."""
        future: Future[Done] = Future()
        future.set_running_or_notify_cancel()  # what was submitted is done, also when nobody waits for it any more

        def told(answers: list[Answer]) -> None:
            if isinstance(answers[0], Exception):
                future.set_exception(answers[0])
            else:
                future.set_result(answers[0])

        self.submit_all([work], told)
        return future

    def submit_all(self, work: list[Work], told: Callable[[list[Answer]], None]) -> None:
        """`told` is called in the writer's thread with an answer for each."""
        self._queue.put((work, told))

    def do(self, work: Work) -> Done:
        """Waits for it."""
        return self.submit(work).result()

    def close(self) -> None:
        """Finishes what was submitted, then closes the file."""
        self._queue.put(None)
        self._thread.join()
        self._wipe()
        self._connection.execute("pragma wal_checkpoint(truncate)")
        self._connection.close()

    def consistent_through(self) -> int:
        """Microseconds: everything stored until then can be read. Ask before reading."""
        with self._clock:
            if not self._in_flight:
                self._through = max(self._through, _now())
            return self._through

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            group = [first]
            stop = False
            while sum(len(work) for work, _ in group) < GROUP and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    stop = True
                    break
                group.append(item)
            self._commit(group)
            if stop:
                return

    def _commit(self, group: list[Item]) -> None:
        with self._clock:
            self._in_flight = True
        pieces = [piece for work, _ in group for piece in work]
        try:
            answers = self._durably(pieces)
        except Exception as fault:  # whatever it is, each gets an answer and the thread lives on
            self._roll_back()
            answers = [fault] * len(pieces)
        with self._clock:
            self._through = max(self._through, self._last)
            self._in_flight = False
        if any(isinstance(answer, Done) and answer.erasures for answer in answers):
            self._wipe()
        left = iter(answers)
        for work, told in group:
            told(list(islice(left, len(work))))

    def _durably(self, group: list[Work]) -> list[Answer]:
        """The answers, once the commit is on disk."""
        self._connection.execute("begin immediate")
        answers = [self._apply(work) for work in group]
        lines = [line for answer in answers if isinstance(answer, Done) for line in answer.erasures]
        if lines:  # before the commit: a crash between may refuse too much, never let somebody back in
            erasures.append(self._folder, lines)
        self._connection.execute("commit")
        return answers

    def _apply(self, work: Work) -> Answer:
        """One operation within the group: when it fails it leaves nothing behind and the others stand."""
        # Later than what was said to be consistent, were the clock set back meanwhile.
        self._last = max(self._last, self._through, _now()) + 1
        self._tx.stored = self._last
        self._connection.execute("savepoint operation")
        try:
            done = perform(self._tx, work)
        except Exception as fault:
            self._tx.forget_caches()
            if not self._connection.in_transaction:  # SQLite gave up the whole group
                raise
            self._connection.execute("rollback to operation")
            self._connection.execute("release operation")
            return fault
        if isinstance(work, Trial):
            self._tx.forget_caches()
            self._connection.execute("rollback to operation")
        self._connection.execute("release operation")
        return done

    def _roll_back(self) -> None:
        self._tx.forget_caches()
        try:
            self._tx.erased = erasures.read(self._folder)
            if self._connection.in_transaction:
                self._connection.execute("rollback")
        except (sqlite3.Error, OSError) as fault:
            log.error("rollback", fault=type(fault).__name__)

    def _wipe(self) -> None:
        """Not done, it is due again at the next erasure, on closing and on opening."""
        try:
            wipe(self._connection)
        except sqlite3.Error as fault:
            log.error("wipe", fault=type(fault).__name__)


def perform(tx: Transaction, work: Work) -> Done:
    """One piece of work inside the transaction."""
    match work:
        case Accept():
            return accept(tx, work)
        case Retract():
            return retract(tx, work)
        case PutUnits():
            return put_units(tx, work)
        case PutPersons():
            return put_persons(tx, work)
        case PutIdentities():
            return put_identities(tx, work)
        case PutWaves():
            return put_waves(tx, work)
        case PutGoals():
            return put_goals(tx, work)
        case PutAnalysis():
            return put_analysis(tx, work)
        case Trial():
            return perform(tx, work.work)
        case AddSource():
            return add_source(tx, work)
        case DeclareSource():
            return declare_source(tx, work)
        case RevokeSource():
            return revoke_source(tx, work)
        case Quarantine():
            return quarantine(tx, work)
        case NoteHandIn():
            return hand_ins.note(tx, work)
        case PutWatched():
            return put_watched(tx, work)
        case Erase():
            return erase(tx, work)
        case EraseAgain():
            return erase_again(tx)
        case Withdraw():
            return withdraw(tx, work)
        case Correct():
            return correct(tx, work)
        case AskErasure():
            return ask_erasure(tx, work)
        case SetCapacity():
            return set_capacity(tx, work)
        case HandedOut():
            return handed_out(tx, work)
        case Expire():
            return expire(tx, work)
        case NoteSnapshot():
            return snapshots.note(tx, work)
        case SnapshotGone():
            return snapshots.gone(tx, work)


def _now() -> int:
    return time.time_ns() // 1000
