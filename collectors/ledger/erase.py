"""Erasing a person from the ledger: statements, mentions, identity rows, journal references (law 9)."""

import uuid
from collections.abc import Iterable
from typing import Any

import msgspec

from collectors.boundary import reduced_id
from collectors.identity import Holder, decode, encode, resolve
from collectors.keyed import keyed
from collectors.ledger.stamps import day_of
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, Erase
from schemas.statement.agent import identifier
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

ERASED = {"homePage": "https://lc.example/xapi", "name": "erased"}
"""The account that stands where an erased person was mentioned."""


def erase(tx: Transaction, work: Erase) -> Done:
    """Nothing of the person stays but the pseudonym nobody can resolve, in the `erased` entry."""
    person = find(tx, work.person)
    agents = _agents(tx, person)
    deleted, rewritten = _statements(tx, person, agents)
    ids = [i for seq in deleted for i in _reduced_ids(tx, seq)]
    persons = {person} | {h.person for _, _, holders in agents for h in holders if h.provisional}
    for seq in rewritten:
        _rewrite(tx, seq, {key for _, key, _ in agents})
    for seq in deleted:
        _delete_statement(tx, seq)
    hashes = [_let_go(tx, agent, key, holders, persons) for agent, key, holders in agents]
    for gone in sorted(persons):
        _delete_person(tx, gone, ids if gone == person else [])
    tx.forget_caches()
    return Done(added=len(deleted), known=len(rewritten), stored=tx.stored, erasures=[h for h in hashes if h])


def find(tx: Transaction, who: str) -> int:
    """The person's row, by AGENCY/person_id or by an identifier's key."""
    agency, _, person_id = who.partition("/")
    found = tx.one("select id from person where agency = ? and person_id = ?", (agency, person_id))
    if found is None:
        row = tx.execute("select holders from agent where key = ?", (who,)).fetchone()
        held = decode(row[0]) if row else []
        found = max(held, key=lambda h: (not h.provisional, h.valid_from)).person if held else None
    if found is None:
        rule = "no such person; name them as AGENCY/person_id, or by an identifier as `lahde erase --help` shows"
        raise Refused("person", rule, status=404)
    return int(found)


def _agents(tx: Transaction, person: int) -> list[tuple[int, str, list[Holder]]]:
    """(row, key, holders) of every identifier the person ever held."""
    sql = """select a.id, a.key, a.holders from agent a
             where exists (select 1 from json_each(a.holders) h where json_extract(h.value, '$[0]') = ?)"""
    return [(agent, key, decode(holders)) for agent, key, holders in tx.execute(sql, (person,))]


def _statements(
    tx: Transaction, person: int, agents: Iterable[tuple[int, str, list[Holder]]]
) -> tuple[list[int], list[int]]:
    """Those of which the person is the actor, and those that mention them otherwise."""
    deleted: set[int] = set()
    mentioned: set[int] = set()
    for agent, _, holders in agents:
        sql = """select m.seq, m.part, s.body, s.stored, c.agency from mention m
                 join statement s using (seq) join source c on c.id = s.source where m.agent = ?"""
        for seq, part, body, stored, scope in tx.execute(sql, (agent,)).fetchall():
            if _was(holders, scope, day_of(parse(body), stored), person):
                (deleted if part == "a" else mentioned).add(seq)
    return sorted(deleted), sorted(mentioned - deleted)


def _was(holders: list[Holder], scope: str, day: str, person: int) -> bool:
    """Whether the identifier stood for the person then, or for a stand-in that goes with them."""
    holder = resolve(holders, scope, day)
    return holder is None or holder.person == person or holder.provisional


def _reduced_ids(tx: Transaction, seq: int) -> list[str]:
    """Every id under which the statement can have crossed the boundary, whoever its people were taken for."""
    statement_id = str(uuid.UUID(bytes=tx.one("select id from statement where seq = ?", (seq,))))
    sql = """select distinct p.pseudonym from mention m
             join journal j on j.kind = 'linked' and j.subject = cast(m.agent as text)
             join json_each(j.data) h join person p on p.id = json_extract(h.value, '$[0]') where m.seq = ?"""
    return [reduced_id(tx.key, statement_id, pseudonym) for (pseudonym,) in tx.execute(sql, (seq,)).fetchall()]


def _rewrite(tx: Transaction, seq: int, keys: set[str]) -> None:
    body = parse(tx.one("select body from statement where seq = ?", (seq,)))
    tx.execute(
        "update statement set body = ?, altered = 1 where seq = ?", (msgspec.json.encode(without(body, keys)), seq)
    )


def without(value: Any, keys: set[str]) -> Any:
    """The statement with each mention of one of the identifiers replaced by the account `erased`."""
    if isinstance(value, list):
        return [without(item, keys) for item in value]
    if not isinstance(value, dict):
        return value
    named = identifier(value)
    if named is not None and named.key in keys:
        kept = {k: without(v, keys) for k, v in value.items() if k in ("objectType", "member")}
        return kept | {"account": ERASED}
    return {k: without(v, keys) for k, v in value.items()}


def _delete_statement(tx: Transaction, seq: int) -> None:
    activity, registration = tx.execute("select activity, registration from statement where seq = ?", (seq,)).fetchone()
    tx.execute("delete from journal where seq = ?", (seq,))
    tx.execute("delete from mention where seq = ?", (seq,))
    tx.execute("delete from statement where seq = ?", (seq,))
    # An activity's IRI may speak of the person (a reflection's, a home page): nobody else's statement needs it.
    for column, term in (("activity", activity), ("registration", registration)):
        if term and not tx.one(f"select 1 from statement where {column} = ?", (term,)):
            tx.execute("delete from term where id = ?", (term,))


def _let_go(tx: Transaction, agent: int, key: str, holders: list[Holder], persons: set[int]) -> str | None:
    """Takes the person out of the identifier's history; an identifier nobody else held goes, and may not come back."""
    others = [h for h in holders if h.person not in persons]
    if others:
        tx.execute("update agent set holders = ? where id = ?", (encode(others).decode(), agent))
        entries = tx.execute("select position, data from journal where kind = 'linked' and subject = ?", (str(agent),))
        for position, data in entries.fetchall():
            left = [h for h in decode(data) if h.person not in persons]
            tx.execute("update journal set data = ? where position = ?", (encode(left).decode(), position))
        return None
    tx.execute("delete from journal where kind = 'linked' and subject = ?", (str(agent),))
    tx.execute("delete from mention where agent = ?", (agent,))
    tx.execute("delete from agent where id = ?", (agent,))
    return keyed(tx.key, "erased", key)


def _delete_person(tx: Transaction, person: int, ids: list[str]) -> None:
    pseudonym = tx.one("select pseudonym from person where id = ?", (person,))
    tx.execute("delete from journal where kind = 'person' and subject = ?", (str(person),))
    tx.execute("delete from person where id = ?", (person,))
    tx.append("erased", data=msgspec.json.encode({"person": pseudonym, "ids": ids}))
