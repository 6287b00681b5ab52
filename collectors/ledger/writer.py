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

from collectors.ledger import erasures
from collectors.ledger.perform import perform
from collectors.ledger.sqlite import hash_key, open_writer, wipe
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, Trial, Work

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


def _now() -> int:
    return time.time_ns() // 1000
