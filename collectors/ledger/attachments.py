"""What came with statements: one content is kept once, as long as a statement has it."""

import sqlite3
from collections.abc import Iterable

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Attachment


def keep(tx: Transaction, seq: int, attachments: Iterable[Attachment]) -> None:
    for one in attachments:
        tx.execute("insert or ignore into attachment (sha2, content) values (?, ?)", (one.sha2, one.content))
        tx.execute(
            "insert or ignore into attached select ?, id, ? from attachment where sha2 = ?",
            (seq, one.media_type, one.sha2),
        )


def drop(tx: Transaction, seq: int) -> None:
    """What came with this statement goes; a content that no other statement has goes for good."""
    had = [content for (content,) in tx.execute("select attachment from attached where seq = ?", (seq,)).fetchall()]
    tx.execute("delete from attached where seq = ?", (seq,))
    for content in had:
        tx.execute(
            "delete from attachment where id = ?1 and not exists (select 1 from attached where attachment = ?1)",
            (content,),
        )


def fitting(connection: sqlite3.Connection, seqs: Iterable[int], most: int) -> int:
    """How many of these statements came with no more than `most` octets in all; of any, at least one."""
    sql = "select a.id, length(a.content) from attached t join attachment a on a.id = t.attachment where seq = ?"
    sizes: dict[int, int] = {}
    count = 0
    for count, seq in enumerate(seqs, 1):
        sizes.update(connection.execute(sql, (seq,)).fetchall())
        if sum(sizes.values()) > most:
            return max(count - 1, 1)
    return count


def read(connection: sqlite3.Connection, seqs: Iterable[int]) -> list[Attachment]:
    """What came with these statements, each content once."""
    sql = (
        "select a.sha2, t.media_type, a.content from attached t join attachment a on a.id = t.attachment where seq = ?"
    )
    found: dict[str, Attachment] = {}
    for seq in seqs:
        for sha2, media_type, content in connection.execute(sql, (seq,)):
            found.setdefault(sha2, Attachment(sha2=sha2, media_type=media_type, content=content))
    return list(found.values())
