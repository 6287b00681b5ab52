"""A ledger in which everything happens that a journal can tell of, first before and then while Kafka carries it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Erase, Expire
from lahde.connection import Connection, connect
from lahde.demo_feed import Feed
from lahde.pipeline import WAREHOUSE
from lahde.population import generate
from lahde.population.population import Written
from lahde.settings import load
from warehouse.store import Store

LATE = "identities.csv"
"""Comes after what these identities did: until then it is of people nobody knows."""
ERASED, EXPIRED = 5, 40


class Eventful:
    """A data folder, kept up by the engine in process."""

    def __init__(self, folder: Path, people: int, months: int) -> None:
        self.folder = folder / "data"
        self.folder.mkdir(parents=True)
        self._settings = load(data=str(self.folder))
        self._population = generate(people, months, 1)
        self._files = self._population.write(folder / "files")

    def begin(self) -> None:
        """Five agencies, with their dirt: duplicates, late and disordered deliveries, rows that say another thing."""
        for _ in self.beginning():
            pass

    def beginning(self) -> Iterator[None]:
        """The same, a file at a time."""
        with connect(self._settings, begin=True) as connection:
            feed = self._feed(connection)
            feed.declare()
            for file in self._files:
                for _ in range(0 if file.path.name == LATE else file.delivery.times):
                    feed.hand_over(file)
                    yield
            connection.ask("catch_up")

    def go_on(self) -> None:
        """Links, corrections, moves between units, erasures, expiries, and everything once more."""
        with connect(self._settings) as connection:
            feed = self._feed(connection)
            for file in self._files:
                if file.path.name == LATE:
                    feed.hand_over(file)
            for file in self._files:
                if file.agency == "KLV" and file.path.name in ("sessions.csv", "persons.csv", "units.csv"):
                    feed.hand_over(_changed(file))
            self._lose(connection)
            for file in self._files:
                if file.path.name in ("moments.csv", "reflections.csv"):
                    feed.hand_over(file)
            connection.ask("catch_up")

    def _lose(self, connection: Connection) -> None:
        for agency, person in self._asked(BUSIEST, ERASED):
            connection.do(Erase(person=f"{agency}/{person}"))
        some = [seq for (seq,) in self._asked("select seq from statement order by id limit ?", EXPIRED)]
        connection.do(Expire(seqs=some, quarantine_before=0))

    def _asked(self, sql: str, limit: int) -> list[tuple[Any, ...]]:
        ledger = open_reader(self.folder)
        found = ledger.execute(sql, (limit,)).fetchall()
        ledger.close()
        return found

    def _feed(self, connection: Connection) -> Feed:
        return Feed(self._settings, connection, self._population, instead_of_http="statements")

    @property
    def kinds(self) -> dict[str, int]:
        """How often each kind of entry is in the journal."""
        with sqlite3.connect(self.folder / "ledger.sqlite") as ledger:
            return dict(ledger.execute("select kind, count(*) from journal group by kind"))

    @property
    def position(self) -> int:
        with sqlite3.connect(self.folder / "ledger.sqlite") as ledger:
            found: int = ledger.execute("select max(position) from journal").fetchone()[0]
            return found

    def tables(self) -> dict[str, tuple[int, int]]:
        return tables(self.folder / WAREHOUSE)


BUSIEST = """
select p.agency, p.person_id
from agent a, json_each(a.holders) h
join person p on p.id = json_extract(h.value, '$[0]')
join mention m on m.agent = a.id and m.part = 'a'
where p.person_id is not null group by 1, 2 order by count(*) desc, 1, 2 limit ?
"""


def tables(warehouse: Path) -> dict[str, tuple[int, int]]:
    """Table to (rows, a hash of them), but for how far Kafka was read."""
    store = Store(warehouse)
    found = store.fingerprint()
    store.close()
    del found["read_place"]
    return found


def _changed(file: Written) -> Written:
    """Sessions that took a quarter of an hour less, people who moved, and a unit with another name."""
    text = file.path.read_text("utf-8-sig")
    for old, new in ((";60;", ";45;"), ("KLV-TIE;", "KLV-LUV;"), (";Luvat;", ";Lupapalvelut;")):
        text = text.replace(old, new) if file.path.name != "units.csv" or new.endswith("palvelut;") else text
    file.path.write_text(text, "utf-8-sig")
    return file
