"""What a distributed engine keeps of one partition: `streams.port.Standing` in two tables of bytes.

Under the partition's number, one holds every row that stands, the other for every fold the ids that contribute to it.
The first also holds how far the journal has been folded: offsets that are committed elsewhere need not fit the tables.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from schemas.participation import Participation
from schemas.topics import Row, encode, fact_key, fact_of
from streams.port import Batch, Key

decode_row = msgspec.json.Decoder(Row).decode
decode_ids = msgspec.json.Decoder(list[str]).decode


class Table(Protocol):
    """Bytes under bytes."""

    def get(self, key: bytes) -> bytes | None:
        """None: nothing is there."""

    def put(self, key: bytes, value: bytes | None) -> None:
        """None takes it away."""

    def items(self) -> Iterable[tuple[bytes, bytes]]:
        """Everything in it."""


class Partition:
    """The rows and folds of the persons in one partition."""

    def __init__(self, number: int, standing: Table, contributing: Table) -> None:
        self.number = number
        self._prefix = f"{number}/".encode()
        self._standing = standing
        self._contributing = contributing

    def rows(self, ids: Iterable[str]) -> dict[str, Row]:
        found = ((i, self._standing.get(self._name(i))) for i in ids)
        return {i: decode_row(row) for i, row in found if row is not None}

    def contributions(self, keys: Iterable[Key], at_most: int) -> dict[Key, list[Participation]]:
        return {key: self._live(key)[:at_most] for key in keys}

    def folds(self, person: str) -> list[Key]:
        """All to which the person contributes."""
        begin = self._prefix + fact_key(person, "")
        return [
            fact_of(key.removeprefix(self._prefix)) for key, _ in self._contributing.items() if key.startswith(begin)
        ]

    @property
    def done(self) -> int:
        """Offset of the first record in the journal that is not kept yet."""
        return int(self._standing.get(self._prefix) or 0)

    def reach(self, offset: int) -> None:
        """Only after everything that was kept is safe."""
        self._standing.put(self._prefix, str(offset).encode())

    def keep(self, batch: Batch) -> None:
        """Only after everybody has been told: who is stopped half way sees the same records again."""
        for name in [*self._of(batch.erased), *map(self._name, batch.forgotten)]:
            self._standing.put(name, None)
        for row in batch.rows:
            self._standing.put(self._name(row.id), encode(row))
        for key, ids in self._contributing_after(batch).items():
            self._contributing.put(self._fold(key), encode(sorted(ids)) if ids else None)

    def _contributing_after(self, batch: Batch) -> dict[Key, set[str]]:
        """Of each fold that the batch touches."""
        changed = {*batch.forgotten, *(row.id for row in batch.rows)}
        after = {key: set(self._ids(key)) - changed for key in batch.facts}
        for p in (row for row in batch.rows if isinstance(row, Participation)):
            for key in p.keys:
                after[p.person, key].add(p.id)
        return after | {key: set() for person in batch.erased for key in self.folds(person)}

    def _live(self, key: Key) -> list[Participation]:
        """In the order of their ids. An id whose row says otherwise is what a stop half way left behind."""
        rows = self.rows(self._ids(key)).values()
        return [p for p in rows if isinstance(p, Participation) and p.person == key[0] and key[1] in p.keys]

    def _ids(self, key: Key) -> list[str]:
        return decode_ids(self._contributing.get(self._fold(key)) or b"[]")

    def _of(self, persons: list[str]) -> list[bytes]:
        """Names of all rows of some persons. Erasures are few: it is no matter that everything is looked through."""
        return [name for name, row in self._all() if getattr(row, "person", None) in persons] if persons else []

    def _all(self) -> Iterator[tuple[bytes, Row]]:
        for name, row in self._standing.items():
            if name.startswith(self._prefix) and name != self._prefix:
                yield name, decode_row(row)

    def _name(self, id_: str) -> bytes:
        return self._prefix + id_.encode()

    def _fold(self, key: Key) -> bytes:
        return self._prefix + fact_key(*key)
