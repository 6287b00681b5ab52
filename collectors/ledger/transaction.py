"""One write group in hand: its time, its journal, and the interning of terms and agents."""

import sqlite3
from typing import Any

from collectors.identity import Holder, decode, encode
from collectors.ledger.erasures import Erasures


class Transaction:
    """What an operation may touch. Caches live as long as the writer; an erasure or a rollback clears them."""

    def __init__(self, connection: sqlite3.Connection, key: bytes, erased: Erasures) -> None:
        self.connection = connection
        self.key = key
        self.erased = erased
        """Identifiers that may not come back (erasures.log)."""
        self.stored = 0
        """Microseconds since 1970 of the operation in hand."""
        self._terms: dict[str, int] = {}
        self._agents: dict[str, tuple[int, list[Holder]]] = {}
        self._sources: dict[str, tuple[int, str]] = {}
        self._seq: int | None = None

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> sqlite3.Cursor:
        return self.connection.execute(sql, parameters)

    def one(self, sql: str, parameters: tuple[Any, ...] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.connection.execute(sql, parameters).fetchone()
        return row[0] if row else None

    def forget_caches(self) -> None:
        self._terms.clear()
        self._agents.clear()
        self._sources.clear()
        self._seq = None

    def next_seq(self) -> int:
        """The number of the next statement."""
        if self._seq is None:
            self._seq = self.one("select coalesce(max(seq), 0) from statement") or 0
        self._seq += 1
        return self._seq

    def append(self, kind: str, seq: int | None = None, subject: object = None, data: bytes | None = None) -> int:
        """Writes a journal entry; returns its position."""
        cursor = self.connection.execute(
            "insert into journal (kind, seq, subject, data) values (?, ?, ?, ?)",
            (kind, seq, None if subject is None else str(subject), data and data.decode()),
        )
        return int(cursor.lastrowid or 0)

    def term(self, text: str) -> int:
        found = self._terms.get(text)
        if found is None:
            self._bounded(self._terms)
            self.execute("insert or ignore into term (text) values (?)", (text,))
            found = self._terms[text] = self.one("select id from term where text = ?", (text,))
        return found

    def agent(self, key: str) -> tuple[int, list[Holder]]:
        """The agent's row id and its holders as they now are."""
        found = self._agents.get(key)
        if found is None:
            self._bounded(self._agents)
            self.execute("insert or ignore into agent (key) values (?)", (key,))
            row = self.execute("select id, holders from agent where key = ?", (key,)).fetchone()
            found = self._agents[key] = (row[0], decode(row[1]))
        return found

    def hold(self, key: str, holders: list[Holder]) -> None:
        """Sets who the identifier stands for, and says so in the journal."""
        agent = self.agent(key)[0]
        data = encode(holders)
        self.execute("update agent set holders = ? where id = ?", (data.decode(), agent))
        self.append("linked", subject=agent, data=data)
        self._agents[key] = (agent, holders)

    def source(self, name: str) -> tuple[int, str]:
        """Row id and agency of a source that is known to exist."""
        found = self._sources.get(name)
        if found is None:
            row = self.execute("select id, agency from source where name = ?", (name,)).fetchone()
            found = self._sources[name] = (row[0], row[1])
        return found

    @staticmethod
    def _bounded(cache: dict[str, Any]) -> None:
        if len(cache) >= 100_000:
            cache.clear()
