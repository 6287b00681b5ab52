"""The topics on Kafka: their names, how long they keep, which record lies where under which key, and its bytes.

Everything lies in a partition that its key decides; a person's records all lie in partitions of one number, so that
whoever reads that number knows all of the person. What is of nobody goes by its own id.

| topic          | who writes | value                                   | key              | keeps     |
|----------------|------------|-----------------------------------------|------------------|-----------|
| journal        | relay      | Stated, Retracted, Erased, Expired      | person, else id  | a while   |
| people         | relay      | Person, Restricted, Erased              | kind and person  | the last  |
| reference      | relay      | Unit, Coverage, Goal, Analysis          | kind and names   | the last  |
| pulse          | relay      | Pulse: waves, and how many were invited | wave and agency  | the last  |
| participations | streams    | rows, Erased, Expired                   | person, else id  | a while   |
| facts          | streams    | Fact (none: it is gone), Erased         | person and key   | the last  |

Beside these every partition gets a Mark of the position up to which all has been sent.
"""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from schemas import journal
from schemas.fact import Completion, Month, Session
from schemas.journal import Analysis, Coverage, Erased, Expired, Goal, Mark, Person, Pulse, Restricted, Stated, Unit
from schemas.participation import Participation, PulseAnswer, Retraction, SetAside

JOURNAL, PEOPLE, REFERENCE, PULSE = "journal", "people", "reference", "pulse"
PARTICIPATIONS, FACTS = "participations", "facts"
RELAYED = (JOURNAL, PEOPLE, REFERENCE, PULSE)
DERIVED = (PARTICIPATIONS, FACTS)
LOADED = (*DERIVED, PEOPLE, REFERENCE, PULSE)
TABLES = ("standing", "contributions")
"""The stream workers' own; each has a changelog."""
MARK = b"mark"
MOST_IDS = 10_000
"""In one record: it must stay below the megabyte that a broker takes."""

DAY = 86_400_000
"""Milliseconds."""

Row = Participation | PulseAnswer | SetAside | Retraction

encode = msgspec.json.Encoder().encode
decode_row = msgspec.json.Decoder(Row | Erased | Expired | Mark).decode
decode_fact = msgspec.json.Decoder(Month | Session | Completion | Erased | Mark).decode


class Message(NamedTuple):
    """A record on its way to a topic; without a value it takes back what its key said."""

    topic: str
    partition: int
    key: bytes
    value: bytes | None


def application(prefix: str) -> str:
    """The stream workers' group, and what the names of their changelogs begin with."""
    return f"{prefix}.streams"


def configurations(prefix: str, day: int = DAY) -> dict[str, dict[str, str]]:
    """Name of each topic to how it keeps. A person who was erased is gone from all within seven days.

    `day` is for tests that cannot wait.
    """
    while_ = {"cleanup.policy": "delete", "retention.ms": str(3 * day), "segment.ms": str(day)}
    last = {"cleanup.policy": "compact", "segment.ms": str(day)}
    last |= {"max.compaction.lag.ms": str(2 * day), "delete.retention.ms": str(3 * day)}
    changelogs = [f"{application(prefix)}-{table}-changelog" for table in TABLES]
    kept = {f"{prefix}.{topic}": while_ for topic in (JOURNAL, PARTICIPATIONS)}
    return kept | dict.fromkeys([*(f"{prefix}.{t}" for t in (FACTS, PEOPLE, REFERENCE, PULSE)), *changelogs], last)


def partition(key: str, partitions: int) -> int:
    """The same everywhere and for ever: no library's own way of hashing decides it."""
    return zlib.crc32(key.encode()) % partitions


def messages(record: journal.Record, partitions: int) -> Iterator[Message]:
    """What the relay sends of a record."""
    match record:
        case Mark():
            value = encode(record)
            yield from (Message(topic, n, MARK, value) for topic in RELAYED for n in range(partitions))
        case Expired():
            yield from _forgotten(record.position, record.ids, partitions)
        case Erased():
            yield from _forgotten(record.position, record.ids, partitions)
            yield from _erased(Erased(position=record.position, person=record.person), partitions)
        case _:
            topic, whose, key = _place(record)
            yield Message(topic, partition(whose, partitions), key.encode(), encode(record))


def fact_key(person: str, key: str) -> bytes:
    return f"{person} {key}".encode()


def fact_of(key: bytes) -> tuple[str, str]:
    """(person, key) of a fold."""
    person, _, name = key.decode().partition(" ")
    return person, name


def _forgotten(position: int, ids: list[str], partitions: int) -> Iterator[Message]:
    """To every partition: an id does not tell whose it was."""
    for start in range(0, len(ids), MOST_IDS):
        value = encode(Expired(position=position, ids=ids[start : start + MOST_IDS]))
        yield from (Message(JOURNAL, n, str(position).encode(), value) for n in range(partitions))


def _erased(record: Erased, partitions: int) -> Iterator[Message]:
    """In the place of all that is kept of the person."""
    here, value = partition(record.person, partitions), encode(record)
    yield Message(JOURNAL, here, record.person.encode(), value)
    yield from (Message(PEOPLE, here, f"{kind}/{record.person}".encode(), value) for kind in ("person", "restricted"))


def _place(record: journal.Record) -> tuple[str, str, str]:
    """(topic, what decides the partition, key)."""
    match record:
        case Stated():
            whose = record.person or record.statement["id"]
            return JOURNAL, whose, whose
        case journal.Retracted():
            whose = record.person or record.id
            return JOURNAL, whose, whose
        case Person():
            return PEOPLE, record.person, f"person/{record.person}"
        case Restricted():
            return PEOPLE, record.person, f"restricted/{record.person}"
        case Pulse():
            return PULSE, record.wave, f"{record.wave}/{record.agency}"
    key = _reference_key(record)
    return REFERENCE, key, key


def _reference_key(record: journal.Record) -> str:
    match record:
        case Unit():
            return f"unit/{record.unit}"
        case Coverage():
            return f"coverage/{record.source}/{record.agency}"
        case Goal():
            return f"goal/{record.goal}/{record.agency}"
        case Analysis():
            return f"analysis/{record.theme}/{record.agency}"
    raise TypeError(type(record).__name__)
