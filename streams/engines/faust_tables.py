"""Faust's tables, with changes that go to a partition that is named and can be waited for."""

import asyncio
import weakref
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any, NamedTuple

from faust.streams import _current_event

RAW: dict[str, Any] = {"key_serializer": "raw", "value_serializer": "raw"}


class Entry(NamedTuple):
    """Of a changelog."""

    table: Any
    partition: int
    key: bytes
    value: bytes | None


class Table:
    """A Faust table whose changes go to a partition that is named, and can be waited for."""

    def __init__(self, table: Any, partition: int, changed: list[Entry]) -> None:
        self._table = table
        self._partition = partition
        self._changed = changed

    def get(self, key: bytes) -> bytes | None:
        found: bytes | None = self._table.data.get(key)
        return found

    def put(self, key: bytes, value: bytes | None) -> None:
        self._changed.append(Entry(self._table, self._partition, key, value))
        if value is None:
            self._table.data.pop(key, None)
        else:
            self._table.data[key] = value

    def items(self) -> Iterable[tuple[bytes, bytes]]:
        found: Iterable[tuple[bytes, bytes]] = self._table.data.items()
        return found


class Here:
    """RocksDB's store asks what it takes for the current event in which partition's file to look."""

    def __init__(self, partition: int) -> None:
        self.message = SimpleNamespace(partition=partition)

    def __enter__(self) -> None:
        _current_event.set(weakref.ref(self))  # type: ignore[arg-type]  # it is asked for nothing else

    def __exit__(self, *_: object) -> None:
        _current_event.set(None)


def drop(data: Any, prefixes: tuple[bytes, ...]) -> None:
    """What another worker goes on with: if it comes back, it is read anew."""
    for key in [key for key in data if key.startswith(prefixes)]:
        del data[key]


async def logged(entries: list[Entry]) -> None:
    """Delivered to the changelogs, and noted on disk up to where each of them is in the table's own file."""
    send = [
        entry.table.changelog_topic.send(key=entry.key, value=entry.value, partition=entry.partition, **RAW)
        for entry in entries
    ]
    sent = await asyncio.gather(*[await each for each in send])
    latest = {
        (entry.table.name, done.topic_partition): (entry.table, done) for entry, done in zip(entries, sent, strict=True)
    }
    for table, done in latest.values():
        table.data.set_persisted_offset(done.topic_partition, done.offset)
