"""The streams as a Faust worker: it reads partitions of the journal, keeps their tables, and sends their results.

Faust does no more than that. What is folded, and how, is in `partition` and `results`, as on every engine.
"""

import asyncio
import os
import threading
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, NoReturn

import faust

from schemas.topics import DERIVED, JOURNAL, TABLES, Message, application
from streams.engines.faust_consumer import Assignor, Consumer, batches, by_partition, is_journal
from streams.engines.faust_part import Part
from streams.engines.faust_tables import RAW, Here, Table, drop, logged
from streams.engines.partition import Partition
from streams.engines.progress import Progress

LOOK = 5.0
"""Seconds between looks at whether it gets on."""
PATIENCE = 25.0
"""Seconds that an orderly end may take. After it the worker is ended as by kill -9, which loses nothing."""


class Worker:
    """`partitions` is what the topics were created with; `store` is memory:// or rocksdb://, the latter in `folder`.

    `again` is called after a failure, and does not return.
    """

    def __init__(
        self,
        *,
        servers: str,
        prefix: str,
        partitions: int,
        store: str,
        folder: str,
        listen: tuple[str, int],
        again: Callable[[], NoReturn],
    ) -> None:
        self.app = faust.App(
            application(prefix),
            broker=[f"kafka://{server}" for server in servers.split(",")],
            autodiscover=False,
            store=store,
            datadir=folder,
            topic_partitions=partitions,
            PartitionAssignor=type("Assignor", (Assignor,), {"again": staticmethod(again)}),
            topic_allow_declare=False,
            topic_disable_leader=True,
            table_standby_replicas=0,
            broker_session_timeout=20.0,
            broker_heartbeat_interval=5.0,
            broker_rebalance_timeout=60.0,
            broker_commit_interval=1.0,
            web_bind=listen[0],
            web_host=listen[0],
            web_port=listen[1],
        )
        self._topics = {topic: self.app.topic(f"{prefix}.{topic}", **RAW) for topic in DERIVED}
        self._tables = [
            self.app.Table(name, partitions=partitions, key_type=bytes, value_type=bytes) for name in TABLES
        ]
        transport: Any = self.app.transport
        transport.Consumer = partial(Consumer, stands=self._stands)
        self._again = again
        self._folding = asyncio.Lock()
        self.progress = Progress()
        self.app.agent(self.app.topic(f"{prefix}.{JOURNAL}", **RAW), name="fold")(self._fold)
        self.app.on_partitions_revoked.connect(self._revoked)
        self.app.on_partitions_assigned.connect(self._assigned)
        _pages(self.app, self.progress, self._ends)

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        threading.Thread(target=self._watch, daemon=True).start()
        _Process(self.app, loglevel="WARNING", quiet=True, redirect_stdouts=False).execute_from_commandline()

    def _watch(self) -> None:
        """Outside Faust's loop, which may be what stands still."""
        while True:
            time.sleep(LOOK)
            if not self.app.should_stop and not self.progress.alive(self._asked()):
                self.app.log.error("the worker stands still")
                self._again()

    def _asked(self) -> dict[int, int]:
        """Empty while the broker is away: then there is nothing to do."""
        try:
            return asyncio.run_coroutine_threadsafe(self._ends(), self.app.loop).result(LOOK)
        except Exception:  # whatever it is, it is looked at again
            return {}

    async def _fold(self, stream: Any) -> None:
        async for events in batches(stream):
            async with self._folding:
                try:
                    await self._batch(events)
                except (Exception, asyncio.CancelledError) as fault:
                    if self.app.should_stop:
                        raise
                    # What Faust makes of it would go on behind the batch. Whoever is started next reads it again.
                    self.app.log.exception("a batch failed: %r", fault)
                    self._again()

    async def _batch(self, events: list[Any]) -> None:
        """Told, kept, and said to be kept, each only when the one before is done at the broker."""
        mine = [event for event in events if event.message.generation_id == self.app.consumer_generation_id]
        parts = [Part(self._tables, part) for part in by_partition(mine)]
        await asyncio.gather(*[await self._send(message) for part in parts for message in part.results()])
        for change in (Part.keep, Part.reach):
            await logged([entry for part in parts for entry in change(part)])
        self.progress.passed({part.number: part.end for part in parts}, sum(part.entries for part in parts))

    def _send(self, message: Message) -> Awaitable[Any]:
        topic, partition, key, value = message
        sent: Awaitable[Any] = self._topics[topic].send(key=key, value=value, partition=partition)
        return sent

    def _stands(self, number: int) -> int:
        """Where to begin. The tables are as they were left, for they have just been recovered."""
        with Here(number):
            done = Partition(number, *(Table(table, number, []) for table in self._tables)).done
        self.progress.passed({number: done}, 0)
        return done

    async def _revoked(self, *_: Any, **__: Any) -> None:
        """What is being folded is finished first: the next worker must find it whole."""
        async with self._folding:
            self.progress.pause()

    async def _assigned(self, _: Any, /, *told: Any, **__: Any) -> None:
        mine = [tp for tp in told[0] if is_journal(tp)]
        lost = self.progress.assigned({tp.partition: 0 for tp in mine})
        for table in self._tables if str(self.app.conf.store).startswith("memory") else ():
            drop(table.data, tuple(f"{partition}/".encode() for partition in lost))

    async def _ends(self) -> dict[int, int]:
        """Where the journal ends, of each partition that is ours. Asked of the broker: what was fetched last tells
        nothing of a partition that is no longer fetched."""
        if not self.progress.ready:
            return {}
        mine = [tp for tp in self.app.consumer.assignment() if is_journal(tp)]
        return {tp.partition: end or 0 for tp, end in (await self.app.consumer.highwaters(*mine)).items()}


def _pages(app: Any, progress: Progress, ends: Callable[[], Awaitable[dict[int, int]]]) -> None:
    """What an orchestrator asks, on the worker's own port. Faust's `/` says ok also where nothing moves."""

    async def healthz(view: Any, _: Any) -> Any:
        alive = progress.alive(await ends())
        return view.text("ok\n" if alive else "stands still\n", status=200 if alive else 503)

    async def readyz(view: Any, _: Any) -> Any:
        return view.text("ready\n" if progress.ready else "no partitions yet\n", status=200 if progress.ready else 503)

    async def metrics(view: Any, _: Any) -> Any:
        return view.bytes(progress.metrics(await ends()), content_type="text/plain; version=0.0.4")

    for page in (healthz, readyz, metrics):
        app.page(f"/{page.__name__}")(page)


class _Process(faust.Worker):
    async def stop(self) -> None:
        """An end during a group's join can hang (seen with 0.15.3)."""
        ending = threading.Timer(PATIENCE, os._exit, (0,))
        ending.daemon = True
        ending.start()
        await super().stop()
