"""Rows that could not be taken: source, file hash, row number, field and rule, never a value (law 10)."""

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, Quarantine


def quarantine(tx: Transaction, work: Quarantine) -> Done:
    """A file handed over again says the same of the same rows: nothing counts twice."""
    rows = [(work.source, work.kind, work.file, row, field, rule, tx.stored) for row, field, rule in work.rows]
    if work.anew:
        file = (work.source, work.kind, work.file)
        tx.execute("delete from quarantine where source = ? and kind = ? and file = ?", file)
    before = tx.connection.total_changes
    tx.connection.executemany("insert or ignore into quarantine values (?, ?, ?, ?, ?, ?, ?)", rows)
    added = tx.connection.total_changes - before
    return Done(added=added, known=len(rows) - added, stored=tx.stored)
