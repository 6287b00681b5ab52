"""Statements about statements: who is about whom, over any number of steps, in whatever order they came.

Filters look through StatementRefs (Communication 2.1.3), so that many a page asks for this.
"""

from collectors.ledger.transaction import Transaction

ABOUT = """
select seq from statement where id = ?1
union select r.target from reference r join statement t using (seq) where t.id = ?1
"""
BEFORE = "select seq from reference where target = ?"


def remember(tx: Transaction, seq: int, target: bytes | None, waiting: list[int]) -> None:
    """The statement is about `target`; those `waiting` came before it and are about it."""
    about = [found for (found,) in tx.execute(ABOUT, (target,)).fetchall()] if target else []
    if about:
        _link(tx, [seq], about)
    if waiting:
        further = [found for one in waiting for (found,) in tx.execute(BEFORE, (one,)).fetchall()]
        _link(tx, [*waiting, *further], [seq, *about])


def _link(tx: Transaction, seqs: list[int], targets: list[int]) -> None:
    pairs = [(seq, target) for seq in seqs for target in targets]
    tx.connection.executemany("insert or ignore into reference values (?, ?)", pairs)


def forget(tx: Transaction, seq: int) -> None:
    tx.execute("delete from reference where seq = ?1 or target = ?1", (seq,))
