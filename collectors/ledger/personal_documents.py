"""Documents as one person's data: told to them, erased, expired, and who read them."""

import sqlite3

import msgspec

from collectors.identity import Holder, local_day, resolve
from collectors.ledger.people import identifiers
from collectors.ledger.stamps import iso
from collectors.ledger.transaction import Transaction

OF_AGENT = """
select d.rowid, d.resource, d.activity, d.registration, d.id, d.content_type, d.body, d.updated, c.name, c.agency
from document d join source c on c.id = d.source where d.agent = ? order by d.updated desc
"""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A document of which the person is the agent."""

    row: int
    resource: str
    activity: str
    registration: str
    id: str
    content_type: str
    body: bytes
    updated: int
    source: str
    agency: str
    """The source's; '' if it is of any."""
    mine: str
    """Key of the identifier it is kept under."""


def documents(ledger: sqlite3.Connection, person: int) -> list[Kept]:
    """Newest first. Last written while somebody else held the identifier, it is theirs."""
    held = identifiers(ledger, person)
    found = [kept for one in held for kept in _of(ledger, one.agent, one.key) if _holder(one.holders, kept) == person]
    return sorted(found, key=lambda kept: kept.updated, reverse=True)


def erase(tx: Transaction, agent: int, holders: list[Holder], gone: set[int]) -> None:
    """Those of an identifier that were last written while one of these persons held it, or nobody did."""
    for kept in _of(tx.connection, agent):
        if _holder(holders, kept) in (None, *gone):
            tx.execute("delete from document where rowid = ?", (kept.row,))


def expire(tx: Transaction, before: int) -> None:
    """What nobody wrote for so long; profiles of activities are about nobody and stay."""
    tx.execute("delete from document where agent <> 0 and updated < ?", (before,))


def _of(ledger: sqlite3.Connection, agent: int, key: str = "") -> list[Kept]:
    fields = Kept.__struct_fields__
    rows = ledger.execute(OF_AGENT, (agent,)).fetchall()
    return [Kept(**dict(zip(fields, (*row, key), strict=True))) for row in rows]


def _holder(holders: list[Holder], kept: Kept) -> int | None:
    holder = resolve(holders, kept.agency, local_day(iso(kept.updated)).isoformat())
    return holder.person if holder else None
