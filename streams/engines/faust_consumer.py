"""What Faust hands on of the journal: everything, from where the tables stand."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any, NoReturn

from faust.assignor import PartitionAssignor
from faust.transport.drivers.aiokafka import Consumer as KafkaConsumer

from schemas.topics import JOURNAL

MOST = 1_000
"""Records in one batch."""


class Expired(Exception):
    """The broker no longer has what must be folded next."""


class Consumer(KafkaConsumer):
    """Begins where the tables stand, and hands on all that comes.

    Faust would begin at committed offsets, but it commits also what it has skipped while partitions were shared out;
    and it would drop what comes again after the last of a former fetch.
    """

    def __init__(self, *given: Any, stands: Callable[[int], int], **named: Any) -> None:
        super().__init__(*given, **named)
        self._stands = stands
        self._read_offset = _Read()

    async def perform_seek(self) -> None:
        await super().perform_seek()
        journal = [tp for tp in self.assignment() if is_journal(tp)]
        begins = await self.earliest_offsets(*journal)
        stands = {tp: self._stands(tp.partition) for tp in journal}
        for tp, offset in stands.items():
            if (begins[tp] or 0) > offset:
                raise Expired(f"partition {tp.partition} of the journal begins at {begins[tp]}, not at {offset}")
        await self.seek_wait(stands)


class Assignor(PartitionAssignor):
    """Shares partitions out only when it sees them: Faust would leave out a topic that a broker which has just begun
    does not name yet, and nobody would read it from then on."""

    again: Callable[[], NoReturn]

    def assign(self, cluster: Any, member_metadata: Any) -> Any:
        wanted = {topic for member in member_metadata.values() for topic in member.subscription}
        if not all(cluster.partitions_for_topic(topic) for topic in wanted):
            self.again()
        return super().assign(cluster, member_metadata)


class _Read(defaultdict[Any, Any]):
    """Faust's memory of what it read last: of the journal it has none."""

    def __init__(self) -> None:
        super().__init__(lambda: None)

    def __getitem__(self, tp: Any) -> Any:
        return None if is_journal(tp) else super().__getitem__(tp)


async def batches(stream: Any) -> AsyncIterator[list[Any]]:
    """What waits, at most `MOST`. Faust takes each for done as soon as it is here, which nobody relies on."""
    waiting: list[Any] = []
    async for event in stream.events():
        waiting.append(event)
        if stream.channel.queue.empty() or len(waiting) >= MOST:
            yield waiting
            waiting = []


def by_partition(events: list[Any]) -> Iterable[list[Any]]:
    parts: dict[int, list[Any]] = defaultdict(list)
    for event in events:
        parts[event.message.partition].append(event)
    return parts.values()


def following_from(done: int, events: list[Any]) -> tuple[int, list[Any]]:
    """Those that go on from where a partition is done, or come again; and where it is done with them.

    What is ahead was fetched before partitions were shared out anew: it comes once more, in its turn.
    """
    following = []
    for event in events:
        if event.message.offset <= done:
            following.append(event)
            done = max(done, event.message.offset + 1)
    return done, following


def is_journal(tp: Any) -> bool:
    topic: str = tp.topic
    return topic.endswith(f".{JOURNAL}")
