"""One partition's share of a batch: what it makes known, and what changes in the tables."""

from typing import Any

from schemas.journal import Record, decode
from schemas.topics import Message
from streams.changes import changes
from streams.engines.faust_consumer import following_from
from streams.engines.faust_tables import Entry, Here, Table
from streams.engines.partition import Partition
from streams.engines.results import results
from streams.port import Batch


class Part:
    """One partition's share of a batch."""

    def __init__(self, tables: list[Any], events: list[Any]) -> None:
        self.number: int = events[0].message.partition
        self._changed: list[Entry] = []
        self._here = Here(self.number)
        self._partition = Partition(self.number, *(Table(table, self.number, self._changed) for table in tables))
        self._batch: Batch | None = None
        with self._here:
            self.end, following = following_from(self._partition.done, events)
        self._records: list[Record] = [decode(event.value) for event in following]
        self.entries = len(following)

    def results(self) -> list[Message]:
        with self._here:
            if not self._records:
                return []
            self._batch = changes(sorted(self._records, key=lambda record: record.position), self._partition)
            return list(results(self._partition, self._records, self._batch))

    def keep(self) -> list[Entry]:
        with self._here:
            if self._batch:
                self._partition.keep(self._batch)
        return self._taken()

    def reach(self) -> list[Entry]:
        with self._here:
            if self._batch:
                self._partition.reach(self.end)
        return self._taken()

    def _taken(self) -> list[Entry]:
        taken = list(self._changed)
        self._changed.clear()
        return taken
