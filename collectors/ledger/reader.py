"""Reading statements back: by id, and by the filters of GET /statements."""

import sqlite3
import threading
import uuid
from pathlib import Path
from typing import Annotated, Any

import msgspec

from collectors.ledger.sqlite import open_reader
from collectors.ledger.stamps import iso
from collectors.ledger.work import (
    GIVEN_AUTHORITY,
    GIVEN_ID,
    GIVEN_STORED,
    GIVEN_TIMESTAMP,
    GIVEN_VERSION,
)

PAGE = 100
MOST = 500

Number = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
"""Well within what SQLite can hold."""

COLUMNS = "s.seq, s.id, s.body, s.stored, s.given, c.name"
FROM = f"select {COLUMNS} from statement s join source c on c.id = s.source"


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The filters of GET /statements (Communication 2.1.3), and where the page begins."""

    agent: str | None = None
    """Identifier key."""
    verb: str | None = None
    activity: str | None = None
    registration: str | None = None
    since: Number | None = None
    """Microseconds, exclusive."""
    until: Number | None = None
    """Microseconds, inclusive."""
    limit: Annotated[int, msgspec.Meta(ge=0)] = 0
    """0: as many as we give at once."""
    ascending: bool = False
    related_agents: bool = False
    source: str | None = None
    """Only what this source sent."""
    after: Number | None = None
    """`seq` of the last statement of the page before."""


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

    def page(self, query: Query) -> Page:
        """The statements that match, newest first unless ascending."""
        limit = min(query.limit or PAGE, MOST)
        conditions, parameters = _conditions(query)
        order = "asc" if query.ascending else "desc"
        sql = f"{FROM} where {' and '.join(conditions)} order by s.seq {order} limit ?"
        rows = self.connection.execute(sql, (*parameters, limit + 1)).fetchall()
        more = msgspec.structs.replace(query, after=rows[limit - 1][0]) if len(rows) > limit else None
        shown = rows[:limit]
        return Page(statements=[self._complete(row) for row in shown], seqs=[row[0] for row in shown], more=more)

    def seq(self, statement_id: str) -> int | None:
        """The statement's number in the ledger."""
        row = self.connection.execute("select seq from statement where id = ?", (uuid.UUID(statement_id).bytes,))
        found = row.fetchone()
        return found[0] if found else None

    def _complete(self, row: tuple[int, bytes, bytes, int, int, str]) -> bytes:
        """The statement as sent, with what the store adds; untouched bytes unless it set what is ours to set."""
        _, identifier, body, stored, given, source = row
        added: dict[str, Any] = {"stored": iso(stored)}
        if not given & GIVEN_ID:
            added["id"] = str(uuid.UUID(bytes=identifier))
        if not given & GIVEN_TIMESTAMP:
            added["timestamp"] = iso(stored)
        if not given & GIVEN_VERSION:
            added["version"] = "1.0.0"
        added["authority"] = {"objectType": "Agent", "account": {"homePage": self._authority, "name": source}}
        if given & (GIVEN_STORED | GIVEN_AUTHORITY):
            return msgspec.json.encode(msgspec.json.decode(body, type=dict[str, msgspec.Raw]) | added)
        return body.rstrip()[:-1] + b"," + msgspec.json.encode(added)[1:]


def _conditions(query: Query) -> tuple[list[str], list[Any]]:
    """SQL conditions and their parameters."""
    found: list[tuple[str, Any]] = [("s.voided_at is ?", None)]
    if query.agent is not None:
        parts = "('a', 'o', 'm', 'g', 't', 'i')" if query.related_agents else "('a', 'o', 'm', 'g')"
        agent = "(select id from agent where key = ?)"
        found.append((f"s.seq in (select seq from mention where part in {parts} and agent = {agent})", query.agent))
    for column, text in (("verb", query.verb), ("activity", query.activity), ("registration", query.registration)):
        if text is not None:
            found.append((f"s.{column} = (select id from term where text = ?)", text))
    if query.since is not None:
        found.append(("s.stored > ?", query.since))
    if query.until is not None:
        found.append(("s.stored <= ?", query.until))
    if query.source is not None:
        found.append(("c.name = ?", query.source))
    if query.after is not None:
        found.append(("s.seq > ?" if query.ascending else "s.seq < ?", query.after))
    return [condition for condition, _ in found], [value for _, value in found]
