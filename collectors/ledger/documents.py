"""Documents of sources: states and profiles. A precondition is looked at and the document written in one step."""

import sqlite3
from hashlib import sha1

import msgspec

from collectors.identity import local_day, resolve
from collectors.ledger.accept import provisional
from collectors.ledger.erasures import hashed
from collectors.ledger.stamps import iso
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import DeleteDocuments, Done, Only, Place, StoreDocument
from schemas.statement.refusal import Refused

AT = "resource = ? and activity = ? and agent = ? and registration = ?"
NOBODY = 0
"""Agent of an activity's profile."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    body: bytes
    content_type: str
    updated: int
    """Microseconds since 1970."""

    @property
    def etag(self) -> str:
        """As 1.0.3 wants it (Communication 3.1)."""
        return etag(self.body)


def etag(body: bytes) -> str:
    return sha1(body, usedforsecurity=False).hexdigest()


def is_json(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() == "application/json"


def find(connection: sqlite3.Connection, place: Place, name: str) -> Document | None:
    """The document of this name; without a registration the one that was stored without."""
    agent = _agent(connection, place)
    return None if agent is None else _found(connection, _key(place, agent), name)


def ids(connection: sqlite3.Connection, place: Place, since: int | None = None) -> tuple[list[str], int]:
    """Names of the documents there that changed after `since`, oldest change first, and when the last did.

    Without a registration those of every registration, each name once (Communication 2.3).
    """
    agent = _agent(connection, place)
    where, key = _within(place, agent)
    sql = f"select id, max(updated) from document where {where} and updated > ? group by id order by 2"
    rows = connection.execute(sql, (*key, -1 if since is None else since)).fetchall()
    return [row[0] for row in rows], rows[-1][1] if rows else 0


def store(tx: Transaction, work: StoreDocument) -> Done:
    """A document in the place of the one before, or merged into it."""
    source, scope = tx.source(work.source)
    agent = _concerned(tx, work, source, scope) if work.place.agent else NOBODY
    key = _key(work.place, agent)
    before = _found(tx.connection, key, work.id)
    _refuse_unless(work.only, before)
    body = _merged(before, work) if before and work.merge else work.body
    tx.execute(
        "insert or replace into document values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, work.id, work.content_type, body, tx.stored, source),
    )
    return Done(added=int(before is None), changed=int(before is not None), stored=tx.stored)


def delete(tx: Transaction, work: DeleteDocuments) -> Done:
    """One document, or all that `ids` would name."""
    agent = _agent(tx.connection, work.place)
    if work.id is None:
        where, key = _within(work.place, agent)
        return Done(changed=tx.execute(f"delete from document where {where}", key).rowcount, stored=tx.stored)
    key = _key(work.place, -1 if agent is None else agent)
    _refuse_unless(work.only, _found(tx.connection, key, work.id))
    gone = tx.execute(f"delete from document where {AT} and id = ?", (*key, work.id)).rowcount
    return Done(changed=gone, stored=tx.stored)


Key = tuple[str, str, int, str]


def _key(place: Place, agent: int) -> Key:
    return place.resource, place.activity, agent, place.registration


def _within(place: Place, agent: int | None) -> tuple[str, tuple[str | int, ...]]:
    """Condition and parameters of all documents of a place."""
    key = (place.resource, place.activity, -1 if agent is None else agent)
    where = "resource = ? and activity = ? and agent = ?"
    return (f"{where} and registration = ?", (*key, place.registration)) if place.registration else (where, key)


def _found(connection: sqlite3.Connection, key: Key, name: str) -> Document | None:
    sql = f"select body, content_type, updated from document where {AT} and id = ?"
    row = connection.execute(sql, (*key, name)).fetchone()
    return Document(body=row[0], content_type=row[1], updated=row[2]) if row else None


def _agent(connection: sqlite3.Connection, place: Place) -> int | None:
    if not place.agent:
        return NOBODY
    row = connection.execute("select id from agent where key = ?", (place.agent,)).fetchone()
    return row[0] if row else None


def _concerned(tx: Transaction, work: StoreDocument, source: int, scope: str) -> int:
    """The agent's row. Who is met here first becomes a provisional person, as in a statement."""
    key = work.place.agent
    agent, holders = tx.agent(key)
    day = local_day(iso(tx.stored)).isoformat()
    holder = resolve(holders, scope, day)
    erased = any(first <= day <= last for first, last in tx.erased.get(hashed(tx.key, key), ()))
    if erased and (holder is None or holder.provisional):  # else it is somebody else's by now
        raise Refused("agent", "this person's data were erased and may not come back; send nothing of theirs", 403)
    if holder is None and not work.nobody:
        tx.hold(key, [*holders, provisional(tx, source, scope)])
    return agent


def _merged(before: Document, work: StoreDocument) -> bytes:
    """Top level only; what both have is the new one's (Communication 2.2)."""
    rule = "the document that is there and the one to merge into it must both be JSON objects; PUT replaces it"
    if not (is_json(before.content_type) and is_json(work.content_type)):
        raise Refused("Content-Type", rule)
    try:
        old = msgspec.json.decode(before.body, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        raise Refused("body", rule) from None
    return msgspec.json.encode(old | msgspec.json.decode(work.body, type=dict[str, msgspec.Raw]))


def _refuse_unless(only: Only, found: Document | None) -> None:
    tags = {"*", found.etag} if found else set()
    if only.match is not None and tags.isdisjoint(only.match):
        raise Refused("If-Match", "the document is another by now; GET it, and send your change of it", status=412)
    if only.none_match is not None and not tags.isdisjoint(only.none_match):
        raise Refused("If-None-Match", "the document is there already; GET it, and send your change of it", status=412)
    if only.match is not None or only.none_match is not None:
        return
    if found and only.unconditional != "taken":
        rule = "there is such a document; GET it and send its ETag as If-Match, so that nobody's change is lost"
        raise Refused("If-Match", rule, status=409)
    if only.unconditional == "refused":
        raise Refused("If-None-Match", "must be sent with a new document, as *; or If-Match with a changed one")
