"""Reading statements back: by id, and by the filters of GET /statements."""

import sqlite3
import threading
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from collectors.ledger import attachments
from collectors.ledger.definitions import definitions
from collectors.ledger.query import Query, matching
from collectors.ledger.sqlite import open_reader
from collectors.ledger.stamps import iso
from collectors.ledger.work import (
    GIVEN_ALONE,
    GIVEN_AS_2_0,
    GIVEN_AUTHORITY,
    GIVEN_ID,
    GIVEN_STORED,
    GIVEN_TIMESTAMP,
    GIVEN_VERSION,
    Attachment,
)
from collectors.written import fields, in_lists

PAGE = 100
MOST = 500

COLUMNS = "s.seq, s.id, s.body, s.stored, s.given, c.name"
FROM = f"select {COLUMNS} from statement s join source c on c.id = s.source"


class Page(msgspec.Struct, kw_only=True):
    """Statements as bytes, their numbers in the ledger, and the query of the next page."""

    statements: list[bytes]
    seqs: list[int]
    more: Query | None = None


class Reader:
    """One read connection a thread."""

    def __init__(self, folder: Path, authority: str) -> None:
        self._folder = folder
        self._authority = authority
        """Home page of the accounts that stand for sources in `authority`."""
        self._local = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = open_reader(self._folder)
        found: sqlite3.Connection = self._local.connection
        return found

    def statement(self, statement_id: str, *, voided: bool, source: str | None = None) -> tuple[bytes, int] | None:
        """(statement, stored), if it is there and voided, or not, as asked; to nobody if its person withdrew it."""
        sql = f"""{FROM} where s.id = ? and (s.voided_at is not null) = ? and (? is null or c.name = ?)
                  and not exists (select 1 from withdrawn w where w.seq = s.seq)"""
        row = self.connection.execute(sql, (uuid.UUID(statement_id).bytes, voided, source, source)).fetchone()
        return (self._complete(row), row[3]) if row else None

    def page(self, query: Query, *, octets: int | None = None) -> Page:
        """The statements that match, newest first unless ascending; as many as came with so many octets at most."""
        limit = min(query.limit or PAGE, MOST)
        found, parameters = matching(query, limit + 1, self._authority)
        order = "asc" if query.ascending else "desc"
        sql = f"{FROM} where s.seq in ({found}) order by s.seq {order} limit :most"
        rows = self.connection.execute(sql, parameters).fetchall()
        seqs = [row[0] for row in rows[:limit]]
        if octets is not None:
            seqs = seqs[: attachments.fitting(self.connection, seqs, octets)]
        more = msgspec.structs.replace(query, after=seqs[-1]) if len(rows) > len(seqs) else None
        return Page(statements=[self._complete(row) for row in rows[: len(seqs)]], seqs=seqs, more=more)

    def seq(self, statement_id: str) -> int | None:
        """The statement's number in the ledger."""
        row = self.connection.execute("select seq from statement where id = ?", (uuid.UUID(statement_id).bytes,))
        found = row.fetchone()
        return found[0] if found else None

    def attachments(self, seqs: Iterable[int]) -> list[Attachment]:
        """What came with these statements, each content once."""
        return attachments.read(self.connection, seqs)

    def definitions(self, activity: str, source: str | None = None) -> list[dict[str, Any]]:
        """What the statements say of an Activity, the newest last; `source`: only by what this one sent."""
        return definitions(self.connection, activity, source)

    def _complete(self, row: tuple[int, bytes, bytes, int, int, str]) -> bytes:
        """The statement as sent, with what the store adds; untouched bytes unless it set what is ours to set."""
        _, identifier, body, stored, given, source = row
        added: dict[str, Any] = {"stored": iso(stored)}
        if not given & GIVEN_ID:
            added["id"] = str(uuid.UUID(bytes=identifier))
        if not given & GIVEN_TIMESTAMP:
            added["timestamp"] = iso(stored)
        if not given & GIVEN_VERSION:
            added["version"] = "2.0.0" if given & GIVEN_AS_2_0 else "1.0.0"
        added["authority"] = {"objectType": "Agent", "account": {"homePage": self._authority, "name": source}}
        if given & GIVEN_ALONE:
            body = in_lists(body)
        if given & (GIVEN_STORED | GIVEN_AUTHORITY):
            return msgspec.json.encode(fields(body) | added)
        return body.rstrip()[:-1] + b"," + msgspec.json.encode(added)[1:]
