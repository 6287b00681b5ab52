"""That a person handed in a file of so many rows is kept, never the rows: whoever brings person data leaves a trace."""

import sqlite3

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, NoteHandIn

KEPT = 5 * 365 * 86_400 * 1_000_000
"""Microseconds (domain.md 5.3)."""


def note(tx: Transaction, work: NoteHandIn) -> Done:
    """One file taken in."""
    tx.execute(
        "insert into hand_in values (?, ?, ?, ?, ?, ?, ?)",
        (tx.stored, work.agency, work.person_id, work.source, work.kind, work.file, work.rows),
    )
    return Done(added=1, stored=tx.stored)


def count(connection: sqlite3.Connection, source: str) -> int:
    """Files of the source that people handed in."""
    (files,) = connection.execute("select count(*) from hand_in where source = ?", (source,)).fetchone()
    return int(files)


def forget_old(tx: Transaction) -> None:
    """Notes older than the access log's time go."""
    tx.execute("delete from hand_in where at < ?", (tx.stored - KEPT,))


def forget(tx: Transaction, person: int) -> None:
    """Who is erased handed in nothing."""
    tx.execute(
        "delete from hand_in where (agency, person_id) = (select agency, person_id from person where id = ?)", (person,)
    )
