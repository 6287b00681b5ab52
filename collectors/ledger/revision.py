"""What a source's record says now takes the place of what it said before (domain.md 3.1, point 6).

A record's first statement has the id its kind gave it; each later one an id of its own. What somebody withdrew stays
withdrawn, and to whoever hands the record over again nothing of that can be seen.
"""

import sqlite3
import uuid
from typing import Any, Literal

import msgspec

from collectors.keyed import keyed
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import GIVEN_ID, Prepared
from schemas.statement.agent import Identifier
from schemas.statement.equality import same
from schemas.statement.parse import parse

SELF = {"homePage": "https://lc.example/xapi", "name": "lahde"}
"""The account that withdraws a statement in a record's name."""
SELF_KEY = Identifier("account", SELF["name"], SELF["homePage"]).key
VOIDED = "http://adlnet.gov/expapi/verbs/voided"

Fate = Literal["new", "known", "changed"]


class Standing(msgspec.Struct, kw_only=True):
    """What a record said last."""

    seq: int
    revision: int
    retracted: int
    """1: the record itself took it back and may say something again; 2: so it did, but somebody had before it."""
    id: str
    body: bytes
    voided: bool


def standing(connection: sqlite3.Connection, record: str) -> Standing | None:
    """None: the record has said nothing yet."""
    row = connection.execute(
        """select seq, r.revision, r.retracted, s.id, s.body, s.voided_at is not null
           from record r join statement s using (seq) where r.key = ?""",
        (sixteen(record),),
    ).fetchone()
    if row is None:
        return None
    seq, revision, retracted, identifier, body, voided = row
    name = str(uuid.UUID(bytes=identifier))
    return Standing(seq=seq, revision=revision, retracted=retracted, id=name, body=body, voided=bool(voided))


def fate(before: Standing | None, new: Prepared) -> Fate:
    """What the statement is to its record."""
    if before is None:
        return "new"
    if before.retracted:
        return "changed"
    return "known" if _equal(before, new) else "changed"


def _equal(before: Standing, new: Prepared) -> bool:
    """But for the id, and for a time that was ahead when the record came first and has passed since."""
    if _renamed(new, before.id) == before.body:
        return True
    one, two = parse(before.body), parse(new.body) | {"id": before.id}
    if "timestamp" not in one:
        two.pop("timestamp", None)
    return _type(one) == _type(two) and same(one, two)


def _type(statement: dict[str, Any]) -> Any:
    """Of its object: xAPI's equality leaves definitions out, and labels of ours may change."""
    return statement["object"].get("definition", {}).get("type")


def stays_withdrawn(before: Standing, new: Prepared) -> bool:
    """Somebody took it back. A record that turns out to be about somebody else is theirs to take back."""
    if not before.voided or before.retracted == 1:
        return False
    return bool(parse(before.body)["actor"] == parse(new.body)["actor"])


def revised(key: bytes, before: Standing, new: Prepared) -> Prepared:
    """The statement under the id of the record's next revision."""
    name = keyed(key, "revision", new.id, str(before.revision + 1))
    return msgspec.structs.replace(new, id=name, body=_renamed(new, name))


def _renamed(new: Prepared, name: str) -> bytes:
    return new.body.replace(new.id.encode(), name.encode(), 1)


def withdrawal(key: bytes, statement_id: str) -> Prepared:
    """T17: the statement no longer holds."""
    name = keyed(key, "withdrawal", statement_id)
    body = {
        "id": name,
        "actor": {"objectType": "Agent", "account": SELF},
        "verb": {"id": VOIDED, "display": {"en": "voided", "fi": "mitätöi", "sv": "återkallade"}},
        "object": {"objectType": "StatementRef", "id": statement_id},
    }
    return Prepared(
        id=name,
        body=msgspec.json.encode(body),
        verb=VOIDED,
        target=statement_id,
        voiding=True,
        given=GIVEN_ID,
        mentions=[(SELF_KEY, "a")],
        anonymous=True,
    )


def remember(tx: Transaction, record: str, seq: int, revision: int) -> None:
    """What the record says from now on."""
    tx.execute("insert or replace into record values (?, ?, ?, 0)", (sixteen(record), seq, revision))


def take_back(tx: Transaction, record: str, before: Standing) -> None:
    """The record says nothing from now on."""
    tx.execute("update record set retracted = ? where key = ?", (2 if before.voided else 1, sixteen(record)))


def sixteen(uuid: str) -> bytes:
    """A UUID's bytes; a hot path: uuid.UUID takes five times as long."""
    return bytes.fromhex(uuid.replace("-", ""))
