"""What records from Kafka change in the warehouse, taken in the order in which each partition holds them."""

from collections.abc import Mapping

from schemas import journal, topics
from schemas.fact import Fact
from schemas.journal import Erased, Expired, Mark
from schemas.participation import Participation, PulseAnswer, Retraction, SetAside
from schemas.topics import LOADED, Message, decode_fact, decode_row, fact_of
from warehouse.reference import Reference

Row = Participation | PulseAnswer | SetAside | Retraction
Place = tuple[str, int]
"""(topic, partition)"""


class Loading:
    """One micro-batch; a `warehouse.store.Change` once it has taken its records."""

    def __init__(self, marks: Mapping[Place, int], partitions: int) -> None:
        self.marks = {(topic, n): marks.get((topic, n), 0) for topic in LOADED for n in range(partitions)}
        self.facts: dict[tuple[str, str], Fact | None] = {}
        self.erased: list[str] = []
        self.forgotten: list[str] = []
        self._rows: dict[str, Row] = {}
        self._reference: dict[tuple[str, bytes], Reference] = {}

    @property
    def rows(self) -> list[Row]:
        return list(self._rows.values())

    @property
    def reference(self) -> list[Reference]:
        return list(self._reference.values())

    @property
    def position(self) -> int:
        """Everything up to here has come, whichever partition it was in."""
        return min(self.marks.values())

    def without(self, stale: set[str]) -> None:
        """Leaves out rows in whose place a later one stands."""
        for id_ in stale:
            del self._rows[id_]

    def take(self, message: Message) -> None:
        match message:
            case Message(topic=topics.FACTS, value=None):
                self.facts[fact_of(message.key)] = None
            case Message(topic=topics.FACTS, value=bytes() as value):
                self._fact(message, decode_fact(value))
            case Message(topic=topics.PARTICIPATIONS, value=bytes() as value):
                self._row(message, decode_row(value))
            case Message(value=bytes() as value):
                self._record(message, journal.decode(value))

    def _fact(self, message: Message, value: Fact | Erased | Mark) -> None:
        match value:
            case Mark() | Erased():
                self._record(message, value)
            case _:
                self.facts[value.person, value.key] = value

    def _row(self, message: Message, value: Row | Erased | Expired | Mark) -> None:
        match value:
            case Mark() | Erased() | Expired():
                self._record(message, value)
            case _ if value.id not in self._rows or value.position >= self._rows[value.id].position:
                self._rows[value.id] = value

    def _record(self, message: Message, value: journal.Record) -> None:
        match value:
            case Mark():
                place = (message.topic, message.partition)
                self.marks[place] = max(self.marks[place], value.position)
            case Erased():
                self._erase(value.person)
            case Expired():
                self._forget(value.ids)
            case journal.Stated() | journal.Retracted():
                raise TypeError("a journal's record in a topic that is loaded")
            case _:
                self._reference[message.topic, message.key] = value

    def _erase(self, person: str) -> None:
        self.erased.append(person)
        self._rows = {i: row for i, row in self._rows.items() if getattr(row, "person", "") != person}
        self.facts = {key: fact for key, fact in self.facts.items() if key[0] != person}
        of = {name: r for name, r in self._reference.items() if getattr(r, "person", "") != person}
        self._reference = of

    def _forget(self, ids: list[str]) -> None:
        self.forgotten.extend(ids)
        for id_ in ids:
            self._rows.pop(id_, None)
