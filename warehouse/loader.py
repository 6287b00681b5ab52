"""From Kafka into the warehouse, exactly once: rows and how far was read are one transaction, and no group keeps it."""

from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError, OffsetOutOfRangeError

from schemas.topics import LOADED, PARTICIPATIONS, Message
from warehouse.loading import Loading
from warehouse.store import Place, Store

ROWS, WAIT = 1_000, 250
"""In one transaction, and for how many milliseconds more are waited for."""


class Unreachable(Exception):
    """The broker does not answer."""


class Expired(Exception):
    """The broker no longer has what comes next, or this file was filled in another way."""


class Loader:
    """One loader a file: DuckDB lets one process write."""

    def __init__(self, store: Store, servers: str, prefix: str, partitions: int) -> None:
        self._store = store
        self._prefix = f"{prefix}."
        self._partitions = partitions
        self._places = store.places()
        self._check()
        try:
            self._consumer = KafkaConsumer(
                bootstrap_servers=servers.split(","),
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="none",
                max_poll_records=ROWS,
                fetch_max_wait_ms=WAIT,
                allow_auto_create_topics=False,
                bootstrap_timeout_ms=2_000,
                request_timeout_ms=10_000,
            )
            self._seek()
        except (KafkaError, OSError) as fault:
            raise Unreachable from fault

    def step(self) -> bool:
        """Loads what has come; False when nothing had within `WAIT`."""
        try:
            polled = self._consumer.poll(timeout_ms=WAIT, max_records=ROWS)
        except OffsetOutOfRangeError as fault:
            raise Expired("Kafka no longer has the records that come next") from fault
        except KafkaError as fault:
            raise Unreachable from fault
        if polled:
            self._load([record for records in polled.values() for record in records])
        return bool(polled)

    def lag(self) -> int:
        """Records that the broker has and we have not, as of its last answer."""
        ends = {tp: self._consumer.highwater(tp) or 0 for tp in self._consumer.assignment()}
        return sum(max(0, end - self._places.get(tp, Place(0, 0)).next) for tp, end in ends.items())

    def _load(self, records: list[Any]) -> None:
        marks = {(topic.removeprefix(self._prefix), n): at.mark for (topic, n), at in self._places.items()}
        loading = Loading(marks, self._partitions)
        for record in records:
            topic = record.topic.removeprefix(self._prefix)
            loading.take(Message(topic, record.partition, record.key, record.value))
        standing = self._store.positions(row.id for row in loading.rows)
        loading.without({row.id for row in loading.rows if standing.get(row.id, 0) > row.position})
        reached = {(record.topic, record.partition): record.offset + 1 for record in records}
        places = {
            (topic, n): Place(after, loading.marks[topic.removeprefix(self._prefix), n])
            for (topic, n), after in reached.items()
        }
        self._store.commit(loading, places)
        self._places |= places

    def _check(self) -> None:
        others = {topic for topic, _ in self._places if not topic.startswith(self._prefix)}
        if others or (not self._places and self._store.position()):
            raise Expired("this warehouse was filled in another way, or under another kafka.prefix")

    def _seek(self) -> None:
        """To where the file stands; in a new one to the beginning, which must still be there."""
        wanted = [TopicPartition(self._prefix + topic, n) for topic in LOADED for n in range(self._partitions)]
        self._consumer.assign(wanted)
        begin = self._consumer.beginning_offsets(wanted)
        for tp in wanted:
            at = self._places[tp].next if tp in self._places else 0
            if at < begin[tp] and tp.topic == self._prefix + PARTICIPATIONS:
                raise Expired("Kafka no longer has the records that come next")
            self._consumer.seek(tp, max(at, begin[tp]))

    def close(self) -> None:
        self._consumer.close()
