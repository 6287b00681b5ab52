"""Row by row: what is wrong with one stops at that one."""

from collections.abc import Callable, Iterable, Iterator

from collectors.kinds.build.items import Item
from collectors.quarantine import Quarantined
from collectors.sources.record import Faulty, Record

Take = Callable[[Record], Item]


def each(records: Iterable[Record | Quarantined], take: Take) -> Iterator[Item]:
    """What `take` makes of each record; Faulty becomes a quarantined row."""
    for record in records:
        if isinstance(record, Quarantined):
            yield record
            continue
        try:
            made = take(record)
        except Faulty as fault:
            yield Quarantined(record.row, fault.field, fault.rule)
            continue
        yield from record.flags
        yield made
