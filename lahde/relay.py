"""`lahde relay`: the journal of a data folder to Kafka."""

import signal
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from collectors.ledger.sqlite import FILE, open_reader
from collectors.outbox import Outbox
from collectors.producer import Producer
from collectors.relay import Cursor, Relay, Unreachable, cursor_file
from lahde.faults import Unusable
from lahde.lock import held
from lahde.own_port import Figures, Standing, answering
from lahde.settings import Settings
from lahde.topics import ensure

IDLE = 0.05
"""Seconds between looks at the journal when there is nothing to do."""
PAUSE = 1.0
"""Seconds before a broker that is away is asked again."""

Say = Callable[[str], None]


def run(settings: Settings, say: Say) -> None:
    """Until SIGTERM or SIGINT."""
    standing = Standing()
    with answering(settings.host, settings.port, standing):
        ensure(settings.kafka, say)
        _wait_for_ledger(settings.folder, say)
        stop = threading.Event()
        for sent in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sent, lambda *_: stop.set())
        with held(cursor_file(settings.folder, settings.kafka.prefix).with_suffix(".lock")):
            _Moving(settings, standing, say).until(stop)


class _Moving:
    def __init__(self, settings: Settings, standing: Standing, say: Say) -> None:
        self._outbox = Outbox(open_reader(settings.folder))
        self._cursor = Cursor(cursor_file(settings.folder, settings.kafka.prefix))
        _check(self._outbox, self._cursor)
        self._relay = Relay(self._outbox, self._cursor, settings.kafka.partitions)
        self._producer = Producer(settings.kafka.servers, settings.kafka.prefix)
        self._standing = standing
        self._say = say
        say(f"Lähde sends the journal of {settings.folder} to Kafka at {settings.kafka.servers}.")

    def until(self, stop: threading.Event) -> None:
        while not stop.is_set():
            pause = self._step()
            self._standing.figures = figures(self._cursor.position, self._outbox.position())
            stop.wait(pause)
        self._producer.close()

    def _step(self) -> float:
        """Seconds after which to go on."""
        try:
            moved = self._relay.step(self._producer)
        except Unreachable:
            if self._standing.ready or not self._standing.figures:
                self._say("Kafka does not answer; trying again until it does. Nothing is lost meanwhile.")
            self._standing.ready = False
            return PAUSE
        if not self._standing.ready and self._standing.figures:
            self._say("Kafka answers.")
        self._standing.ready = True
        return 0 if moved else IDLE


def figures(sent: int, journal: int) -> Figures:
    return {
        "lahde_relay_position": ("Journal position up to which all was sent to Kafka", sent),
        "lahde_relay_lag": ("Journal entries not yet sent to Kafka", journal - sent),
    }


def _wait_for_ledger(folder: Path, say: Say) -> None:
    if not _there(folder):
        say(f"{folder}: no ledger here yet; waiting for the record store to make it …")
    while not _there(folder):
        threading.Event().wait(1)


def _there(folder: Path) -> bool:
    """The file is there a moment before what is in it."""
    try:
        return (folder / FILE).exists() and bool(Outbox(open_reader(folder)))
    except sqlite3.OperationalError:
        return False


def _check(outbox: Outbox, cursor: Cursor) -> None:
    """A ledger that was put back to an earlier day gives its positions out again."""
    if cursor.position > outbox.position():
        raise Unusable(
            "more of the journal has been sent to Kafka than is in this ledger: it was restored from a backup. "
            "Take a new kafka.prefix and a new warehouse file; all is sent again"
        )
