"""Taking statements in: identity of each person concerned, conflict on a known id, voiding in any order."""

import uuid
from datetime import UTC, datetime

from collectors.identity import HELSINKI, Holder, resolve
from collectors.ledger import attachments, erasures, references, revision
from collectors.ledger.revision import Standing, sixteen
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Accept, Done, Prepared, Retract
from collectors.rows import OPEN_END
from schemas.statement.equality import same
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

PERSONS = frozenset("aomt")
"""Parts of a statement whose holder is a person concerned; the others (instructor …) are only mentioned."""

WHERE = {"a": "actor", "m": "actor", "o": "object", "g": "actor or object", "x": "authority or extensions"}


def accept(tx: Transaction, work: Accept) -> Done:
    """All of a request's statements, or Refused and none."""
    done = Done(stored=tx.stored)
    source, scope = tx.source(work.source)
    for index, prepared in enumerate(work.statements):
        path = f"[{index}]" if len(work.statements) > 1 else ""
        before = prepared.record and revision.standing(tx.connection, prepared.record)
        if before:
            _revise(tx, before, prepared, (source, scope, path), done)
        else:
            _state(tx, prepared, (source, scope, path), done)
        done.ids.append(prepared.id)
    return done


From = tuple[int, str, str]
"""Row id and agency of the source, and where the statement stands in its request."""


def _state(tx: Transaction, new: Prepared, whence: From, done: Done) -> None:
    seq = _known(tx, new, sixteen(new.id), whence[2])
    if seq is None:
        seq = _insert(tx, new, *whence)
        done.added += 1
    else:
        done.known += 1
    if new.record:
        revision.remember(tx, new.record, seq, 0)


def _revise(tx: Transaction, before: Standing, new: Prepared, whence: From, done: Done) -> None:
    """What the record says now, in the place of what it said before."""
    if revision.fate(before, new) == "known":
        done.known += 1
        return
    if not before.voided:
        _insert(tx, revision.withdrawal(tx.key, before.id), *whence)
    revised = revision.revised(tx.key, before, new)
    seq = _insert(tx, revised, *whence)
    if revision.stays_withdrawn(before, new):  # and no more is told of it than of what was withdrawn
        _void(tx, seq)
        tx.execute("insert into withdrawn select ?, at from withdrawn where seq = ?", (seq, before.seq))
    revision.remember(tx, new.record or new.id, seq, before.revision + 1)
    done.changed += 1


def retract(tx: Transaction, work: Retract) -> Done:
    """What these records said holds no more; of which nothing stands, nothing changes."""
    done = Done(stored=tx.stored)
    source, scope = tx.source(work.source)
    for record in work.records:
        before = revision.standing(tx.connection, record)
        if before and not before.retracted:
            if not before.voided:
                _insert(tx, revision.withdrawal(tx.key, before.id), source, scope, "")
            revision.take_back(tx, record, before)
            done.changed += 1
    return done


def _known(tx: Transaction, new: Prepared, identifier: bytes, path: str) -> int | None:
    """Its seq if the very statement is there already (specification, Data 2.3.1; Communication 2.1.1)."""
    row = tx.execute("select seq, body from statement where id = ?", (identifier,)).fetchone()
    if row is None:
        return None
    if row[1] == new.body or same(parse(row[1]), parse(new.body)):
        return int(row[0])
    rule = "a statement with this id is already stored with other content; give the new one an id of its own"
    raise Refused(f"{path}.id".lstrip("."), rule, status=409)


def _insert(tx: Transaction, new: Prepared, source: int, scope: str, path: str) -> int:
    identifier = sixteen(new.id)
    target = sixteen(new.target) if new.target else None
    voided_seq = _voidable(tx, target, source, path) if new.voiding and target else None
    _refuse_erased(tx, new, scope, path)
    agents = _agents(tx, new, source, scope)
    seq = tx.next_seq()
    position = tx.append("stated", seq=seq)
    tx.execute(
        """insert into statement
           (seq, id, body, stored, source, verb, activity, registration, target, voiding, given, stated_at)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            seq,
            identifier,
            new.body,
            tx.stored,
            source,
            tx.term(new.verb),
            tx.term(new.activity) if new.activity else None,
            tx.term(new.registration) if new.registration else None,
            target,
            new.voiding,
            new.given,
            position,
        ),
    )
    tx.connection.executemany("insert or ignore into mention values (?, ?, ?)", [(a, seq, p) for a, p in agents])
    tx.connection.executemany("insert or ignore into related values (?, ?)", [(tx.term(a), seq) for a in new.related])
    attachments.keep(tx, seq, new.attachments)
    waiting = tx.execute("select seq, voiding, source from statement where target = ?", (identifier,)).fetchall()
    references.remember(tx, seq, target, [before for before, _, _ in waiting])
    if voided_seq:
        _void(tx, voided_seq)
    if not new.voiding and any(voiding and by == source for _, voiding, by in waiting):
        _void(tx, seq)
    return seq


def _voidable(tx: Transaction, target: bytes, source: int, path: str) -> int | None:
    """The target's seq if it is there and not yet voided. A voiding statement cannot be voided (Data 2.3.2)."""
    row = tx.execute("select seq, voiding, source, voided_at from statement where id = ?", (target,)).fetchone()
    if row is None:
        return None
    seq, voiding, stated_by, voided_at = row
    if voiding:
        raise Refused(
            f"{path}.object.id".lstrip("."), "a voiding statement cannot be voided; state anew what still holds"
        )
    if stated_by != source:
        rule = "only the source that made a statement may void it; use that source's credentials"
        raise Refused(f"{path}.object.id".lstrip("."), rule, status=403)
    return None if voided_at else int(seq)


def _void(tx: Transaction, seq: int) -> None:
    position = tx.append("voided", seq=seq)
    tx.execute("update statement set voided_at = ? where seq = ?", (position, seq))


def _refuse_erased(tx: Transaction, new: Prepared, scope: str, path: str) -> None:
    if not tx.erased:
        return
    day = _day(tx, new)
    for key, part in new.mentions:
        days = tx.erased.get(erasures.hashed(tx.key, key), ())
        if any(first <= day <= last for first, last in days):
            holder = resolve(tx.agent(key)[1], scope, day)
            if holder is None or holder.provisional:  # else it is somebody else's by now
                where = WHERE.get(part, "context")
                rule = "this person's data were erased and may not come back; leave the statement out"
                raise Refused(f"{path}.{where}".lstrip("."), rule, status=403)


def _agents(tx: Transaction, new: Prepared, source: int, scope: str) -> list[tuple[int, str]]:
    """(agent row, part) of every mention; persons nobody knows yet become provisional ones."""
    agents = []
    for key, part in new.mentions:
        agent, holders = tx.agent(key)
        agents.append((agent, part))
        if part in PERSONS and not new.anonymous and resolve(holders, scope, _day(tx, new)) is None:
            tx.hold(key, [*holders, provisional(tx, source, scope)])
    return agents


def _day(tx: Transaction, new: Prepared) -> str:
    """The local day it is about."""
    return new.day or _today(tx)


def _today(tx: Transaction) -> str:
    return datetime.fromtimestamp(tx.stored / 1e6, UTC).astimezone(HELSINKI).date().isoformat()


def provisional(tx: Transaction, source: int, scope: str) -> Holder:
    cursor = tx.execute(
        "insert into person (agency, pseudonym, source) values (?, ?, ?)", (scope, str(uuid.uuid4()), source)
    )
    return Holder(int(cursor.lastrowid or 0), scope, "0001-01-01", OPEN_END, provisional=True)
