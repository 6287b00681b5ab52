"""Who left: identifiers that nothing kept names any more are forgotten (domain.md 5.3, docs/decisions/0021)."""

from collectors.identity import decode
from collectors.ledger.transaction import Transaction
from schemas.statement.agent import Identifier

LEFT = """
select id, person_id from person
where person_id is not null and history <> '[]'
  and (select max(json_extract(value, '$.valid_to')) from json_each(history)) < ?
"""
UNNAMED = """
select id, key, holders from agent a
where holders <> '[]' and not exists (select 1 from mention m where m.agent = a.id)
  and not exists (select 1 from document d where d.agent = a.id)
"""


def forget(tx: Transaction, left_before: str) -> int:
    """Of everybody whose last assignment ended before the day; how many identifiers it were.

    The person's own number stays with the person: a file that comes late still finds them by it.
    """
    left = dict(tx.execute(LEFT, (left_before,)).fetchall())
    gone = [
        agent
        for agent, key, holders in tx.execute(UNNAMED).fetchall()
        if all(h.person in left and not _own(key, left[h.person]) for h in decode(holders))
    ]
    for agent in gone:
        tx.execute("delete from journal where kind = 'linked' and subject = ?", (str(agent),))
        tx.execute("delete from agent where id = ?", (agent,))
    return len(gone)


def _own(key: str, person_id: str) -> bool:
    named = Identifier.from_key(key)
    return named.kind == "account" and named.value == person_id
