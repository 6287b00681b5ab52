"""The access log: whose data went out, to which credentials, in which hour (domain.md 5.7, promise 12)."""

from collections import Counter

from collectors.identity import ANY_AGENCY, decode, local_day, resolve
from collectors.ledger.stamps import day_of, iso
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, HandedOut
from schemas.statement.parse import parse

HOUR = 3_600_000_000
KEPT_HOURS = (5 * 365 + 1) * 24
"""Five years (domain.md 5.3)."""

MENTIONED = """
select s.body, s.stored, c.agency, a.holders from statement s join source c on c.id = s.source
join mention m using (seq) join agent a on a.id = m.agent where s.seq = ?
"""
ADD = """
insert into handed_out values (?, (select id from source where name = ?), ?, ?)
on conflict (person, source, hour) do update set count = count + excluded.count
"""


def handed_out(tx: Transaction, work: HandedOut) -> Done:
    """Everybody a statement names was told of, also whom it only mentions."""
    counts: Counter[tuple[int, str, int]] = Counter()
    for source, seq, hour, times in work.readings:
        for person in _persons(tx, seq):
            counts[person, source, hour] += times
    for source, key, hour, times in work.documents:
        for person in _holder(tx, key, hour):
            counts[person, source, hour] += times
    tx.connection.executemany(ADD, [(*key, count) for key, count in counts.items()])
    return Done(added=len(counts), stored=tx.stored)


def _holder(tx: Transaction, key: str, hour: int) -> set[int]:
    """Whose documents are kept under the identifier, when they were read."""
    holders = decode(tx.one("select holders from agent where key = ?", (key,)) or "[]")
    holder = resolve(holders, ANY_AGENCY, local_day(iso(hour * HOUR)).isoformat())
    return {holder.person} if holder else set()


def forget_old(tx: Transaction) -> None:
    """What is older than the log is kept."""
    tx.execute("delete from handed_out where hour < ?", (tx.stored // HOUR - KEPT_HOURS,))


def _persons(tx: Transaction, seq: int) -> set[int]:
    """None when it was erased since."""
    rows = tx.execute(MENTIONED, (seq,)).fetchall()
    held = (resolve(decode(holders), scope, day_of(parse(body), stored)) for body, stored, scope, holders in rows)
    return {holder.person for holder in held if holder}
