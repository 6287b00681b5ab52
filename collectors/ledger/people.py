"""What the ledger keeps about one person: who they are to it, and every statement that names them."""

import sqlite3
import uuid
from typing import Any

import msgspec

from collectors.identity import Holder, decode, resolve
from collectors.ledger.stamps import day_of
from schemas.statement.agent import Identifier
from schemas.statement.parse import parse
from schemas.viewer import Viewer

PARTS = "aomtgix"
"""Of a statement that names somebody twice, the part that says most."""

STATEMENTS = """
select s.seq, s.id, s.body, s.stored, c.name, c.agency, m.part, s.voided_at is not null, w.seq is not null
from mention m join statement s using (seq) join source c on c.id = s.source left join withdrawn w on w.seq = s.seq
where m.agent = ?
"""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """An identifier that is or was the person's."""

    agent: int
    key: str
    holders: list[Holder]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that names the person."""

    seq: int
    id: str
    statement: dict[str, Any]
    body: bytes
    stored: int
    source: str
    agency: str
    """The source's; '' if it is of any."""
    part: str
    """As in the ledger's mention.part; `a`: the person is its actor."""
    mine: frozenset[str]
    """Keys by which it names the person."""
    voided: bool
    withdrawn: bool
    """Voided by the person themself."""


def known(ledger: sqlite3.Connection, viewer: Viewer) -> bool:
    """Has HR named this person?"""
    return _named(ledger, viewer.agency, viewer.person_id) is not None


def person(ledger: sqlite3.Connection, agency: str, person_id: str, home_page: str) -> int | None:
    """The person's row; whom HR has not named, by the account that only statements have named."""
    named = _named(ledger, agency, person_id)
    if named is not None:
        return named
    key = Identifier("account", person_id, home_page).key
    row = ledger.execute("select holders from agent where key = ?", (key,)).fetchone()
    return next((h.person for h in decode(row[0]) if h.provisional and h.agency in ("", agency)), None) if row else None


def identifiers(ledger: sqlite3.Connection, person: int) -> list[Held]:
    """All that are or were the person's, by key."""
    rows = ledger.execute(
        "select id, key, holders from agent where instr(holders, ?) order by key", (f"[{person},",)
    ).fetchall()
    found = [Held(agent=agent, key=key, holders=decode(holders)) for agent, key, holders in rows]
    return [held for held in found if any(h.person == person for h in held.holders)]


def statements(ledger: sqlite3.Connection, person: int) -> list[Kept]:
    """Newest first. An identifier that was somebody else's on the day makes a statement theirs, not the person's."""
    found: dict[int, Kept] = {}
    for held in identifiers(ledger, person):
        for row in ledger.execute(STATEMENTS, (held.agent,)).fetchall():
            kept = _kept(row, held, person)
            if kept is not None:
                found[kept.seq] = _joined(found.get(kept.seq), kept)
    return sorted(found.values(), key=lambda k: (k.statement.get("timestamp") or "", k.seq), reverse=True)


def statement(ledger: sqlite3.Connection, person: int, statement_id: str) -> Kept | None:
    """One of them, by its id."""
    try:
        identifier = uuid.UUID(statement_id).bytes
    except ValueError:
        return None
    named = ledger.execute(
        """select a.id, a.key, a.holders, m.seq from agent a join mention m on m.agent = a.id
           join statement s using (seq) where s.id = ?""",
        (identifier,),
    ).fetchall()
    found: Kept | None = None
    for agent, key, holders, seq in named:
        held = Held(agent=agent, key=key, holders=decode(holders))
        row = ledger.execute(f"{STATEMENTS} and s.seq = ?", (agent, seq)).fetchone()
        if kept := _kept(row, held, person):
            found = _joined(found, kept)
    return found


def is_actor(ledger: sqlite3.Connection, person: int, seq: int) -> bool:
    """Is the statement the person's own?"""
    rows = ledger.execute(
        """select a.holders, s.body, s.stored, c.agency from mention m join agent a on a.id = m.agent
           join statement s using (seq) join source c on c.id = s.source where m.seq = ? and m.part = 'a'""",
        (seq,),
    ).fetchall()
    return any(_is(decode(holders), scope, body, stored, person) for holders, body, stored, scope in rows)


def requests(ledger: sqlite3.Connection) -> list[tuple[str, int]]:
    """(AGENCY/person_id, or an identifier as `lahde erase` takes it; when) of who asked to be erased, oldest first."""
    rows = ledger.execute(
        "select p.id, p.agency, p.person_id, r.at from erasure_request r join person p on p.id = r.person order by r.at"
    ).fetchall()
    return [(f"{agency}/{name}" if name else _account(ledger, row), at) for row, agency, name, at in rows]


def _account(ledger: sqlite3.Connection, person: int) -> str:
    """An account as `lahde erase` takes it."""
    named = Identifier.from_key(identifiers(ledger, person)[0].key)
    return f"account:{named.home_page}|{named.value}"


def _named(ledger: sqlite3.Connection, agency: str, person_id: str) -> int | None:
    sql = "select id from person where agency = ? and person_id = ?"
    row = ledger.execute(sql, (agency, person_id)).fetchone()
    return row[0] if row else None


def _kept(row: tuple[Any, ...], held: Held, person: int) -> Kept | None:
    seq, identifier, body, stored, source, scope, part, voided, withdrawn = row
    if not _is(held.holders, scope, body, stored, person):
        return None
    return Kept(
        seq=seq,
        id=str(uuid.UUID(bytes=identifier)),
        statement=parse(body),
        body=body,
        stored=stored,
        source=source,
        agency=scope,
        part=part,
        mine=frozenset({held.key}),
        voided=bool(voided),
        withdrawn=bool(withdrawn),
    )


def _is(holders: list[Holder], scope: str, body: bytes, stored: int, person: int) -> bool:
    holder = resolve(holders, scope, day_of(parse(body), stored))
    return holder is not None and holder.person == person


def _joined(before: Kept | None, kept: Kept) -> Kept:
    if before is None:
        return kept
    first, second = sorted((before, kept), key=lambda k: PARTS.index(k.part))
    return msgspec.structs.replace(first, mine=first.mine | second.mine)
