"""Person-level snapshots handed out: to whom, what for, until when. Each person in one can read it on /me."""

import sqlite3

import msgspec

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, NoteSnapshot, SnapshotGone

KEPT = 5 * 365 * 86_400 * 1_000_000
"""Microseconds (domain.md 5.3)."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    """Of its folder."""
    agency: str
    """Whose people are in it; '' for all agencies."""
    holder: str
    purpose: str
    expires: str
    """The last day it may be used."""
    made: int
    """Microseconds since 1970."""
    gone: int | None
    """When our copy was deleted; copies handed out cannot be watched."""


def note(tx: Transaction, work: NoteSnapshot) -> Done:
    tx.execute(
        "insert into snapshot values (?, ?, ?, ?, ?, ?, null)",
        (work.name, work.agency, work.holder, work.purpose, work.expires, tx.stored),
    )
    return Done(added=1, stored=tx.stored)


def gone(tx: Transaction, work: SnapshotGone) -> Done:
    changed = tx.execute(
        "update snapshot set gone = ? where name = ? and gone is null", (tx.stored, work.name)
    ).rowcount
    return Done(changed=changed, stored=tx.stored)


def forget_old(tx: Transaction) -> None:
    """What was handed out longer ago than the access log is kept."""
    tx.execute("delete from snapshot where gone is not null and made < ?", (tx.stored - KEPT,))


def snapshots(connection: sqlite3.Connection, agency: str | None = None) -> list[Snapshot]:
    """Newest first; of one agency those its people are in."""
    rows = connection.execute(
        """select name, agency, holder, purpose, expires, made, gone from snapshot
           where ?1 is null or agency in ('', ?1) order by made desc""",
        (agency,),
    )
    return [Snapshot(**dict(zip(Snapshot.__struct_fields__, row, strict=True))) for row in rows]
