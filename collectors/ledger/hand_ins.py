"""That a person handed in a file of so many rows is kept, never the rows: whoever brings person data leaves a trace."""

import sqlite3

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, NoteHandIn

KEPT = 5 * 365 * 86_400 * 1_000_000
"""Microseconds (domain.md 5.3)."""


def note(tx: Transaction, work: NoteHandIn) -> Done:
    """One file taken in. Notes older than the access log's time go."""
    tx.execute("delete from hand_in where at < ?", (tx.stored - KEPT,))
    tx.execute(
        "insert into hand_in values (?, ?, ?, ?, ?, ?, ?)",
        (tx.stored, work.agency, work.person_id, work.source, work.kind, work.file, work.rows),
    )
    return Done(added=1, stored=tx.stored)


def count(connection: sqlite3.Connection, agency: str) -> tuple[int, int]:
    """(files, rows) that people of the agency handed in."""
    files, rows = connection.execute(
        "select count(*), coalesce(sum(rows), 0) from hand_in where agency = ?", (agency,)
    ).fetchone()
    return int(files), int(rows)


def forget(tx: Transaction, person: int) -> None:
    """Who is erased handed in nothing."""
    tx.execute(
        "delete from hand_in where (agency, person_id) = (select agency, person_id from person where id = ?)", (person,)
    )
