"""What a batch makes known, as messages in an order in which they can be taken up."""

from collections.abc import Iterator, Sequence

from schemas.fact import Fact
from schemas.journal import Erased, Expired, Mark, Record, Retracted, Stated
from schemas.topics import DERIVED, FACTS, MARK, PARTICIPATIONS, Message, encode, fact_key
from streams.engines.partition import Partition
from streams.port import Batch, Key


def results(partition: Partition, records: Sequence[Record], batch: Batch) -> Iterator[Message]:
    """Of records and what they change, before the partition keeps it. A mark comes last: it says all before is out."""
    told = [*_gone(partition, records, batch), *_rows(batch), *_facts(partition, batch), *_mark(records)]
    yield from (Message(topic, partition.number, key, value) for topic, key, value in told)


Told = Iterator[tuple[str, bytes, bytes | None]]


def _gone(partition: Partition, records: Sequence[Record], batch: Batch) -> Told:
    """Every partition hears which ids go. One of them has told of each, and takes it back; or it is about to tell."""
    here = partition.rows(batch.forgotten).keys() | {_id(r) for r in records if isinstance(r, Stated | Retracted)}
    if ids := [i for i in batch.forgotten if i in here]:
        yield PARTICIPATIONS, str(batch.position).encode(), encode(Expired(position=batch.position, ids=ids))
    for person in batch.erased:
        for topic in DERIVED:
            yield topic, person.encode(), encode(Erased(position=batch.position, person=person))


def _rows(batch: Batch) -> Told:
    for row in batch.rows:
        yield PARTICIPATIONS, (getattr(row, "person", "") or row.id).encode(), encode(row)


def _facts(partition: Partition, batch: Batch) -> Told:
    erased: dict[Key, Fact | None] = {key: None for person in batch.erased for key in partition.folds(person)}
    for key, fact in (erased | batch.facts).items():
        yield FACTS, fact_key(*key), None if fact is None else encode(fact)


def _mark(records: Sequence[Record]) -> Told:
    marks = [record for record in records if isinstance(record, Mark)]
    for topic in DERIVED if marks else ():
        yield topic, MARK, encode(marks[-1])


def _id(record: Stated | Retracted) -> str:
    id_: str = record.statement["id"] if isinstance(record, Stated) else record.id
    return id_
