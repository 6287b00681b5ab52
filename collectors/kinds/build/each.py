"""Row by row: what is wrong with one stops at that one."""

from collections.abc import Callable, Iterable, Iterator

from collectors.kinds.build.items import Item
from collectors.quarantine import Quarantined, Unstated
from collectors.sources.record import Faulty, Record

Records = Iterable[Record | Quarantined | Unstated]


def each(records: Records, take: Callable[[Record], Item]) -> Iterator[Item]:
    """What `take` makes of each record; Faulty becomes a quarantined row."""
    return many(records, lambda record: (take(record),))


def many(records: Records, take: Callable[[Record], Iterable[Item]]) -> Iterator[Item]:
    """As each, where a record makes several items: all of them, or none."""
    for record in records:
        if not isinstance(record, Record):
            yield record
            continue
        try:
            made = take(record)
        except Faulty as fault:
            yield Quarantined(record.row, fault.field, fault.rule)
            continue
        yield from record.flags
        yield from made
