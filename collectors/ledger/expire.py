"""Retention: statements whose time is over go, and so does what was made of them right of here (domain.md 5.3)."""

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import msgspec

from collectors.boundary import reduced_id
from collectors.door import is_pulse
from collectors.ledger import former, hand_ins, handed_out, personal_documents, snapshots
from collectors.ledger.erase import delete_statement, ever_concerned
from collectors.ledger.stamps import day_of
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, Expire
from schemas.reduced import PULSE_DOMAIN
from schemas.statement.parse import parse

BATCH = 200
"""Statements in one piece of work: others wait for its commit."""

# Looks at every statement: how old one is only its text says. Those without a time are looked at more closely.
CANDIDATES = """
with told as (
    select seq, body, stored, coalesce(json_extract(cast(body as text), '$.timestamp'), '') as at from statement
)
select seq, body, stored from told
where at < :events or (at < :pulses and instr(cast(body as text), :domain))
order by seq
"""


class Ages(msgspec.Struct, frozen=True, kw_only=True):
    """The first day that is kept of each class of data."""

    events: date
    pulses: date
    quarantine: date


def expired(reader: sqlite3.Connection, ages: Ages) -> Iterator[list[int]]:
    """The statements whose time is over, some at a time."""
    found = _expired(reader, ages)
    while batch := list(islice(found, BATCH)):
        yield batch


def _expired(reader: sqlite3.Connection, ages: Ages) -> Iterator[int]:
    bounds = {
        "events": (ages.events + timedelta(days=1)).isoformat(),  # its own day is looked at below, in local time
        "pulses": (ages.pulses + timedelta(days=1)).isoformat(),
        "domain": PULSE_DOMAIN,
    }
    for seq, body, stored in reader.execute(CANDIDATES, bounds):
        statement = parse(body)
        first = ages.pulses if is_pulse(statement) else ages.events
        if day_of(statement, stored) < first.isoformat():
            yield seq


def expire(tx: Transaction, work: Expire) -> Done:
    """Deletes the statements and tells the journal under which ids they had crossed; what else is old goes too.

    `known` counts identifiers of people who left.
    """
    ids = [i for seq in work.seqs for i in _crossed(tx, seq)]
    for seq in work.seqs:
        delete_statement(tx, seq)
    if ids:
        tx.append("expired", data=msgspec.json.encode(sorted(ids)))
    gone = tx.execute("delete from quarantine where at < ?", (work.quarantine_before,)).rowcount
    personal_documents.expire(tx, work.documents_before)
    for log in (handed_out, hand_ins, snapshots):
        log.forget_old(tx)
    known = former.forget(tx, work.left_before)
    tx.forget_caches()
    return Done(added=len(work.seqs), changed=gone, known=known, stored=tx.stored)


def _crossed(tx: Transaction, seq: int) -> list[str]:
    """Under every id it can have crossed: of whomever it was taken to be about, or of nobody."""
    found = tx.one("select id from statement where seq = ?", (seq,))
    if found is None:
        return []
    name = str(uuid.UUID(bytes=found))
    return [reduced_id(tx.key, name, person) for person in (None, *(p for _, p in ever_concerned(tx, seq)))]
