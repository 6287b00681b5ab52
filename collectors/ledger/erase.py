"""Erasing a person from the ledger: statements, mentions, identity rows, journal references (law 9)."""

import uuid
from collections.abc import Iterable
from typing import Any

import msgspec

from collectors.boundary import reduced_id
from collectors.identity import Holder, decode, encode, resolve
from collectors.ledger import attachments, erasures, hand_ins, personal_documents, references
from collectors.ledger.accept import PERSONS
from collectors.ledger.revision import SELF_KEY
from collectors.ledger.stamps import day_of
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, Erase
from collectors.rows import OPEN_END
from schemas.statement.agent import KINDS, identifier
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

ERASED = {"homePage": "https://lc.example/xapi", "name": "erased"}
"""The account that stands where an erased person was mentioned."""


class _Held(msgspec.Struct):
    """An identifier the person holds or once was thought to hold."""

    agent: int
    key: str
    holders: list[Holder]
    gone: set[int]
    """Persons that go from its history: the person, and the stand-ins if nobody else holds it."""

    @property
    def sole(self) -> bool:
        return all(h.person in self.gone for h in self.holders)


def erase(tx: Transaction, work: Erase) -> Done:
    """As somebody names the person."""
    return erase_person(tx, find(tx, work.person))


def erase_person(tx: Transaction, person: int) -> Done:
    """Nothing of the person stays but the pseudonym nobody can resolve, in the `erased` entry."""
    held = _held(tx, person)
    deleted, rewritten, kept = _statements(tx, held)
    ids = _stale_ids(tx, [*deleted, *rewritten, *kept], set(deleted), {person} | {p for h in held for p in h.gone})
    for seq, theirs in rewritten.items():
        _rewrite(tx, seq, theirs)
    for seq in [*deleted, *_withdrawals(tx, deleted)]:
        delete_statement(tx, seq)
    for one in held:
        personal_documents.erase(tx, one.agent, one.holders, one.gone)
    lines = sorted({line for one in held for line in _let_go(tx, one)})
    for gone in sorted({person} | {p for h in held if h.sole for p in h.gone}):
        _delete_person(tx, gone, ids if gone == person else [])
    for seq in sorted([*rewritten, *kept]):
        _state_anew(tx, seq)
    tx.forget_caches()
    tx.execute("insert or replace into meta values ('unwiped', 1)")
    erasures.add(tx.erased, lines)
    return Done(added=len(deleted), known=len(rewritten), stored=tx.stored, erasures=lines)


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


def _held(tx: Transaction, person: int) -> list[_Held]:
    """Also identifiers that were re-assigned since: the journal remembers who was meant. Each with its twins."""
    sql = """select id, key, holders from agent where cast(id as text) in (
                 select j.subject from journal j, json_each(j.data) h
                 where j.kind = 'linked' and json_extract(h.value, '$[0]') = ?)"""
    found = {row[0]: row for row in tx.execute(sql, (person,)).fetchall()}
    for row in _twins(tx, [key for _, key, _ in found.values()]):
        found.setdefault(row[0], row)
    return [_holding(agent, key, decode(data), person) for agent, key, data in found.values()]


def _holding(agent: int, key: str, holders: list[Holder], person: int) -> _Held:
    others = any(h.person != person and not h.provisional for h in holders)
    return _Held(agent, key, holders, {person} if others else {person} | {h.person for h in holders})


def _twins(tx: Transaction, keys: list[str]) -> list[tuple[int, str, str]]:
    """Agents that are an address's SHA-1, or the address of a SHA-1: whoever knows one knows the other."""
    sums = [twin for key in keys if (twin := erasures.twin(key))]
    rows = [row for key in sums for row in tx.execute("select id, key, holders from agent where key = ?", (key,))]
    held = {key for key in keys if key.startswith('["mbox_sha1sum",')}
    addresses = tx.execute("select id, key, holders from agent where key glob '[[]\"mbox\",*'") if held else ()
    return rows + [row for row in addresses if erasures.twin(row[1]) in held]


FATES = ("deleted", "rewritten", "kept")


def _statements(tx: Transaction, held: list[_Held]) -> tuple[list[int], dict[int, list[_Held]], list[int]]:
    """Those of which the person is the actor; those that mention them otherwise, and by which identifiers on that day;
    others' under the same identifiers.
    """
    found: dict[int, str] = {}
    named: dict[int, list[_Held]] = {}
    for one in held:
        sql = """select m.seq, m.part, s.body, s.stored, c.agency from mention m
                 join statement s using (seq) join source c on c.id = s.source where m.agent = ?"""
        for seq, part, body, stored, scope in tx.execute(sql, (one.agent,)).fetchall():
            holder = resolve(one.holders, scope, day_of(parse(body), stored))
            theirs = holder is None or holder.person in one.gone
            fate = "kept" if not theirs else "deleted" if part == "a" else "rewritten"
            found[seq] = min(found.get(seq, fate), fate, key=FATES.index)
            if theirs:
                named.setdefault(seq, []).append(one)
    deleted, rewritten, kept = ([seq for seq in sorted(found) if found[seq] == fate] for fate in FATES)
    return deleted, {seq: named[seq] for seq in rewritten}, kept


def _stale_ids(tx: Transaction, seqs: Iterable[int], deleted: set[int], gone: set[int]) -> list[str]:
    """Ids under which these statements crossed once and hold no more.

    A part that moved to another person left a tombstone, and a replay without the erased person would not make it at
    the same position: it is forgotten. What a statement that stays says of others now is not among them.
    """
    ids = []
    for seq in seqs:
        statement_id, body, stored, scope = tx.execute(
            "select s.id, s.body, s.stored, c.agency from statement s join source c on c.id = s.source where seq = ?",
            (seq,),
        ).fetchone()
        day, name = day_of(parse(body), stored), str(uuid.UUID(bytes=statement_id))
        now = set() if seq in deleted else _now_concerned(tx, seq, scope, day) - gone
        ids += [reduced_id(tx.key, name, p) for person, p in ever_concerned(tx, seq) if person not in now]
    return ids


def _now_concerned(tx: Transaction, seq: int, scope: str, day: str) -> set[int]:
    rows = tx.execute("select a.holders, part from mention m join agent a on a.id = m.agent where m.seq = ?", (seq,))
    resolved = (resolve(decode(holders), scope, day) for holders, part in rows.fetchall() if part in PERSONS)
    return {holder.person for holder in resolved if holder}


def ever_concerned(tx: Transaction, seq: int) -> list[tuple[int, str]]:
    """(person, pseudonym) of everybody one of its identifiers was ever taken for."""
    sql = """select distinct p.id, p.pseudonym from mention m
             join journal j on j.kind = 'linked' and j.subject = cast(m.agent as text)
             join json_each(j.data) h join person p on p.id = json_extract(h.value, '$[0]') where m.seq = ?"""
    return tx.execute(sql, (seq,)).fetchall()


def _rewrite(tx: Transaction, seq: int, held: list[_Held]) -> None:
    body, keys = tx.one("select body from statement where seq = ?", (seq,)), {one.key for one in held}
    found = [tx.one("select part from mention where agent = ? and seq = ?", (one.agent, seq)) for one in held]
    altered = 2 if PERSONS.intersection(found) else 1
    tx.connection.executemany("delete from mention where seq = ? and agent = ?", [(seq, one.agent) for one in held])
    tx.execute(
        "update statement set body = ?, altered = max(altered, ?) where seq = ?", (without(body, keys), altered, seq)
    )
    attachments.drop(tx, seq)  # a signature names the person, and nobody can tell what else does


def without(raw: bytes, keys: set[str]) -> bytes:
    """The statement with each mention of one of the identifiers replaced by the account `erased`.

    All else stays as it was sent: a number may have more digits than we could hold.
    """
    match raw.lstrip()[:1]:
        case b"[":
            items = msgspec.json.decode(raw, type=list[msgspec.Raw])
            return b"[" + b",".join(without(bytes(item), keys) for item in items) + b"]"
        case b"{":
            fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
            kept: dict[str, Any] = {k: msgspec.Raw(without(bytes(v), keys)) for k, v in fields.items()}
            if any(kind in fields for kind in KINDS) and (named := identifier(parse(raw))) and named.key in keys:
                kept = {k: v for k, v in kept.items() if k in ("objectType", "member")} | {"account": ERASED}
            return msgspec.json.encode(kept)
    return raw


def _state_anew(tx: Transaction, seq: int) -> None:
    """What others' rows came from says itself once more.

    Entries that moved such a row may be gone or tell less now; from here on the live row and a replay's agree again.
    """
    if tx.one("select voided_at is null from statement where seq = ?", (seq,)):
        tx.append("stated", seq=seq)


def delete_statement(tx: Transaction, seq: int) -> None:
    row = tx.execute("select verb, activity, registration from statement where seq = ?", (seq,)).fetchone()
    activities = [term for (term,) in tx.execute("select activity from related where seq = ?", (seq,)).fetchall()]
    attachments.drop(tx, seq)
    references.forget(tx, seq)
    tx.execute("delete from related where seq = ?", (seq,))
    tx.execute("delete from record where seq = ?", (seq,))
    tx.execute("delete from journal where seq = ?", (seq,))
    tx.execute("delete from mention where seq = ?", (seq,))
    tx.execute("delete from withdrawn where seq = ?", (seq,))
    tx.execute("delete from statement where seq = ?", (seq,))
    # An IRI may speak of the person (a reflection's, a home page): nobody else's statement needs it.
    for term in filter(None, (*row, *activities)):
        tx.execute(
            """delete from term where id = ?1 and not exists (select 1 from statement where verb = ?1)
               and not exists (select 1 from statement where activity = ?1)
               and not exists (select 1 from statement where registration = ?1)
               and not exists (select 1 from related where activity = ?1)""",
            (term,),
        )


def _withdrawals(tx: Transaction, deleted: Iterable[int]) -> list[int]:
    """What we said of statements that go: it would tell that they were there."""
    sql = """select v.seq from statement s join statement v on v.target = s.id and v.voiding = 1
             join mention m on m.seq = v.seq join agent a on a.id = m.agent where s.seq = ? and a.key = ?"""
    return [seq for one in deleted for (seq,) in tx.execute(sql, (one, SELF_KEY)).fetchall()]


def _let_go(tx: Transaction, held: _Held) -> list[str]:
    """Takes the person out of the identifier's history, and says for which days it may not come back."""
    name = erasures.hashed(tx.key, held.key)
    if held.sole:
        tx.execute("delete from journal where kind = 'linked' and subject = ?", (str(held.agent),))
        tx.execute("delete from mention where agent = ?", (held.agent,))
        tx.execute("delete from agent where id = ?", (held.agent,))
        return [f"{name} 0001-01-01 {OPEN_END}"]
    left = [h for h in held.holders if h.person not in held.gone]
    tx.execute("update agent set holders = ? where id = ?", (encode(left).decode(), held.agent))
    entries = tx.execute("select position, data from journal where kind = 'linked' and subject = ?", (str(held.agent),))
    for position, data in entries.fetchall():
        then = [h for h in decode(data) if h.person not in held.gone]
        tx.execute("update journal set data = ? where position = ?", (encode(then).decode(), position))
    return [f"{name} {h.valid_from} {h.valid_to}" for h in held.holders if h.person in held.gone]


def _delete_person(tx: Transaction, person: int, ids: list[str]) -> None:
    pseudonym = tx.one("select pseudonym from person where id = ?", (person,))
    hand_ins.forget(tx, person)
    tx.execute("delete from journal where kind = 'person' and subject = ?", (str(person),))
    tx.execute("delete from person where id = ?", (person,))
    for table in ("erasure_request", "capacity", "handed_out"):
        tx.execute(f"delete from {table} where person = ?", (person,))
    tx.append("erased", data=msgspec.json.encode({"person": pseudonym, "ids": ids}))
