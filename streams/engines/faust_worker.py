"""The streams as a Faust worker: it reads partitions of the journal, keeps their tables, and sends their results.

Faust does no more than that. What is folded, and how, is in `partition` and `results`, as on every engine.
"""

import asyncio
import os
import threading
import weakref
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any

import faust
from faust.streams import _current_event

from schemas.journal import Record, decode
from schemas.topics import DERIVED, JOURNAL, TABLES, application
from streams.changes import changes
from streams.engines.partition import Partition
from streams.engines.progress import Progress
from streams.engines.results import results
from streams.port import Batch

MOST = 1_000
"""Entries in one batch."""
PATIENCE = 25.0
"""Seconds that an orderly end may take. After it the worker is ended as by kill -9, which loses nothing."""

RAW: dict[str, Any] = {"key_serializer": "raw", "value_serializer": "raw"}


class Worker:
    """`partitions` is what the topics were created with; `store` is memory:// or rocksdb://, the latter in `folder`."""

    def __init__(
        self, *, servers: str, prefix: str, partitions: int, store: str, folder: str, listen: tuple[str, int]
    ) -> None:
        self.app = faust.App(
            application(prefix),
            broker=[f"kafka://{server}" for server in servers.split(",")],
            autodiscover=False,
            store=store,
            datadir=folder,
            topic_partitions=partitions,
            topic_disable_leader=True,
            table_standby_replicas=0,
            broker_session_timeout=10.0,
            broker_heartbeat_interval=3.0,
            broker_rebalance_timeout=30.0,
            broker_commit_interval=1.0,
            web_bind=listen[0],
            web_host=listen[0],
            web_port=listen[1],
        )
        self._topics = {topic: self.app.topic(f"{prefix}.{topic}", **RAW) for topic in DERIVED}
        self._tables = [
            self.app.Table(name, partitions=partitions, key_type=bytes, value_type=bytes) for name in TABLES
        ]
        self._folding = asyncio.Lock()
        self.progress = Progress()
        self.app.agent(self.app.topic(f"{prefix}.{JOURNAL}", **RAW), name="fold")(self._fold)
        self.app.on_partitions_revoked.connect(self._revoked)
        self.app.on_partitions_assigned.connect(self._assigned)
        _pages(self.app, self.progress, self._ends)

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        _Process(self.app, loglevel="WARNING", quiet=True, redirect_stdouts=False).execute_from_commandline()

    async def _fold(self, stream: Any) -> None:
        async for events in _batches(stream):
            async with self._folding:
                try:
                    await self._batch(events)
                except Exception as fault:
                    # What Faust makes of it would go on behind the batch. Whoever is started next reads it again.
                    self.app.log.exception("the worker ends: %r", fault)
                    os._exit(1)

    async def _batch(self, events: list[Any]) -> None:
        """Told, kept, acknowledged, each only when the one before is done at the broker."""
        mine = [event for event in events if event.message.generation_id == self.app.consumer_generation_id]
        parts = [_Part(self._tables, part) for part in _by_partition(mine)]
        await _delivered([await self._send(message) for part in parts for message in part.results()])
        await _delivered([sent for part in parts for sent in part.keep()])
        for event in mine:
            event.ack()
        self.progress.passed(event.message for event in mine)

    def _send(self, message: Any) -> Awaitable[Any]:
        topic, partition, key, value = message
        sent: Awaitable[Any] = self._topics[topic].send(key=key, value=value, partition=partition)
        return sent

    async def _revoked(self, *_: Any, **__: Any) -> None:
        """What is being folded is finished first: the next worker must find it whole."""
        async with self._folding:
            self.progress.pause()

    async def _assigned(self, _: Any, /, *told: Any, **__: Any) -> None:
        consumer: Any = self.app.consumer
        mine = [tp for tp in told[0] if tp.topic.endswith(f".{JOURNAL}")]
        lost = self.progress.assigned({tp.partition: consumer._committed_offset.get(tp) or 0 for tp in mine})
        for table in self._tables if str(self.app.conf.store).startswith("memory") else ():
            _drop(table.data, tuple(f"{partition}/".encode() for partition in lost))

    def _ends(self) -> dict[int, int]:
        """Where the journal ends, of each partition that is ours."""
        mine = [tp for tp in self.app.consumer.assignment() if tp.topic.endswith(f".{JOURNAL}")]
        return {tp.partition: self.app.consumer.highwater(tp) or 0 for tp in mine}


class _Part:
    """One partition's share of a batch."""

    def __init__(self, tables: list[Any], events: list[Any]) -> None:
        number = events[0].message.partition
        self._event = events[0]
        self._records: list[Record] = [decode(event.value) for event in events]
        self._kept: list[Awaitable[Any]] = []
        self._partition = Partition(number, *(_Table(table, number, self._kept) for table in tables))
        self._batch: Batch | None = None

    def results(self) -> list[Any]:
        self._become_current()
        self._batch = changes(sorted(self._records, key=lambda record: record.position), self._partition)
        return list(results(self._partition, self._records, self._batch))

    def keep(self) -> list[Awaitable[Any]]:
        self._become_current()
        if self._batch:
            self._partition.keep(self._batch)
        return self._kept

    def _become_current(self) -> None:
        """RocksDB's store asks for the current event to know in which partition's file to look."""
        _current_event.set(weakref.ref(self._event))


class _Table:
    """A Faust table whose changes are sent to a partition that is named, and can be waited for."""

    def __init__(self, table: Any, partition: int, sent: list[Awaitable[Any]]) -> None:
        self._table = table
        self._partition = partition
        self._sent = sent

    def get(self, key: bytes) -> bytes | None:
        found: bytes | None = self._table.data.get(key)
        return found

    def put(self, key: bytes, value: bytes | None) -> None:
        self._sent.append(self._table.send_changelog(self._partition, key, value, **RAW))
        if value is None:
            self._table.data.pop(key, None)
        else:
            self._table.data[key] = value

    def items(self) -> Iterable[tuple[bytes, bytes]]:
        found: Iterable[tuple[bytes, bytes]] = self._table.data.items()
        return found


def _pages(app: Any, progress: Progress, ends: Callable[[], dict[int, int]]) -> None:
    """What an orchestrator asks, on the worker's own port. Faust's `/` says ok also where nothing moves."""

    async def healthz(view: Any, _: Any) -> Any:
        alive = progress.alive(ends())
        return view.text("ok\n" if alive else "stands still\n", status=200 if alive else 503)

    async def readyz(view: Any, _: Any) -> Any:
        return view.text("ready\n" if progress.ready else "no partitions yet\n", status=200 if progress.ready else 503)

    async def metrics(view: Any, _: Any) -> Any:
        return view.bytes(progress.metrics(ends()), content_type="text/plain; version=0.0.4")

    for page in (healthz, readyz, metrics):
        app.page(f"/{page.__name__}")(page)


class _Process(faust.Worker):
    async def stop(self) -> None:
        """An end during a group's join can hang (seen with 0.15.3)."""
        ending = threading.Timer(PATIENCE, os._exit, (0,))
        ending.daemon = True
        ending.start()
        await super().stop()


async def _batches(stream: Any) -> AsyncIterator[list[Any]]:
    """What waits, at most `MOST`. Not Faust's `take`, which acknowledges a batch also when folding it failed."""
    waiting: list[Any] = []
    own = stream.noack()
    async for event in own.events():
        waiting.append(event)
        if own.channel.queue.empty() or len(waiting) >= MOST:
            yield waiting
            waiting = []


def _drop(data: Any, prefixes: tuple[bytes, ...]) -> None:
    """What another worker goes on with: if it comes back, it is read anew."""
    for key in [key for key in data if key.startswith(prefixes)]:
        del data[key]


def _by_partition(events: list[Any]) -> Iterable[list[Any]]:
    parts: dict[int, list[Any]] = defaultdict(list)
    for event in events:
        parts[event.message.partition].append(event)
    return parts.values()


async def _delivered(sent: list[Awaitable[Any]]) -> None:
    await asyncio.gather(*sent)
