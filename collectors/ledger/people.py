"""What the ledger knows of one person."""

import sqlite3

from schemas.viewer import Viewer


def known(ledger: sqlite3.Connection, viewer: Viewer) -> bool:
    """Has HR named this person?"""
    sql = "select 1 from person where agency = ? and person_id = ?"
    return ledger.execute(sql, (viewer.agency, viewer.person_id)).fetchone() is not None
