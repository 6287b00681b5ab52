"""Ledgers of before: what is worked out when a statement comes is worked out once for those that came earlier."""

import sqlite3

from collectors.ledger.work import GIVEN_ALONE
from schemas.statement.parse import parse
from schemas.statement.related import alone, related

LINKS = """
with recursive link (seq, target) as (
    select s.seq, t.seq from statement s join statement t on t.id = s.target where s.target is not null
    union
    select l.seq, t.seq from link l join statement s on s.seq = l.target join statement t on t.id = s.target
)
insert or ignore into reference select seq, target from link
"""


SOME = "select seq, body from statement where seq > ? order by seq limit 1000"


def catch_up(connection: sqlite3.Connection) -> None:
    """Fills `related` and `reference`; a ledger in which that was done is left alone."""
    if connection.execute("select 1 from meta where name = 'related'").fetchone():
        return
    connection.execute("begin immediate")
    connection.execute(LINKS)
    last = 0
    while some := connection.execute(SOME, (last,)).fetchall():
        for last, body in some:
            _relate(connection, last, parse(body))
    connection.execute("insert or ignore into meta values ('related', 1)")
    connection.execute("commit")


def _relate(connection: sqlite3.Connection, seq: int, statement: dict[str, object]) -> None:
    for activity in related(statement):
        connection.execute("insert or ignore into term (text) values (?)", (activity,))
        connection.execute("insert or ignore into related select id, ? from term where text = ?", (seq, activity))
    if alone(statement):
        connection.execute("update statement set given = given | ? where seq = ?", (GIVEN_ALONE, seq))
