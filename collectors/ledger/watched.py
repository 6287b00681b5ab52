"""Addresses that are asked by themselves, calendars and other record stores: how far each was read, and how it went."""

import sqlite3

import msgspec

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, PutWatched


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """As of its last run."""

    kind: str
    """calendar or pull"""
    name: str
    state: str
    """JSON of the kind's own: a cursor, what a server said of its copy."""
    ran: int
    """Microseconds since 1970."""
    fault: str
    """Why it failed, in words without values; nothing if it did not."""
    added: int
    set_aside: int


def put_watched(tx: Transaction, work: PutWatched) -> Done:
    row = (work.kind, work.name, work.state, tx.stored, work.fault, work.added, work.set_aside)
    tx.execute("insert or replace into watched values (?, ?, ?, ?, ?, ?, ?)", row)
    return Done(added=1, stored=tx.stored)


def watched(connection: sqlite3.Connection) -> dict[tuple[str, str], Watched]:
    """By kind and name. A ledger that nobody wrote to since has no such table."""
    try:
        rows = connection.execute("select kind, name, state, ran, fault, added, set_aside from watched").fetchall()
    except sqlite3.OperationalError:
        return {}
    names = ("kind", "name", "state", "ran", "fault", "added", "set_aside")
    return {(row[0], row[1]): Watched(**dict(zip(names, row, strict=True))) for row in rows}
