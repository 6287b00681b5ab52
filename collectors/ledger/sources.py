"""Sources: who may send, and what they are declared to cover."""

import sqlite3
from typing import Literal

import msgspec

from collectors.ledger.transaction import Transaction
from collectors.ledger.work import AddSource, DeclareSource, Done, RevokeSource
from schemas.statement.refusal import Refused

Undeclared = Literal["refuse", "allow"]
"""What becomes of a source that brings something before it is declared; `allow` is for trials only."""

NO_SUCH = "there is no source of this name; `lahde source list` shows them"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is declared of a source (domain.md 4.1)."""

    scopes: list[str]
    feeds: list[str]
    units: list[str]
    since: str | None = None
    purpose: str | None = None
    dpia: str | None = None
    cooperation: str | None = None

    @property
    def missing(self) -> list[str]:
        """References that are still to be declared; with any of them missing a source may not start."""
        return [name for name in ("purpose", "dpia", "cooperation") if not (getattr(self, name) or "").strip()]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    agency: str
    key: str
    secret_hash: str
    about: About
    revoked: bool

    def refuse_undeclared(self) -> None:
        """Refused: it is not known what for, and on which approvals, its data would be collected."""
        if missing := self.about.missing:
            options = " ".join(f"--{name} …" for name in missing)
            rule = f"this source is not declared yet; give what is missing: lahde source declare {self.name} {options}"
            raise Refused("source", rule, status=403)


def add_source(tx: Transaction, work: AddSource) -> Done:
    """A new source with its credentials, and its coverage in the journal."""
    if tx.one("select 1 from source where name = ?", (work.name,)):
        raise Refused("name", "a source of this name is there already; choose another, or revoke it first", status=409)
    about = msgspec.convert(work, About, from_attributes=True)
    tx.execute(
        "insert into source (name, agency, key, secret_hash, about) values (?, ?, ?, ?, ?)",
        (work.name, work.agency, work.key, work.secret_hash, msgspec.json.encode(about).decode()),
    )
    if work.since:
        coverage = {"agency": work.agency, "feeds": work.feeds, "units": work.units, "since": work.since}
        tx.append("coverage", subject=work.name, data=msgspec.json.encode(coverage))
    return Done(added=1, stored=tx.stored)


def declare_source(tx: Transaction, work: DeclareSource) -> Done:
    """Adds to what is declared of a source. Refused while something is still missing: nothing is declared by halves."""
    row = tx.execute("select about from source where name = ?", (work.name,)).fetchone()
    if row is None:
        raise Refused("name", NO_SUCH, status=404)
    given = {"purpose": work.purpose, "dpia": work.dpia, "cooperation": work.cooperation}
    before = msgspec.json.decode(row[0], type=About)
    after = msgspec.structs.replace(before, **{name: text for name, text in given.items() if text})
    if after.missing:
        rule = f"still missing is {' and '.join(f'--{name}' for name in after.missing)}; give all of them"
        raise Refused("source", rule)
    tx.execute("update source set about = ? where name = ?", (msgspec.json.encode(after).decode(), work.name))
    return Done(added=int(after != before), known=int(after == before), stored=tx.stored)


def revoke_source(tx: Transaction, work: RevokeSource) -> Done:
    """Its credentials open nothing any more; what it sent stays."""
    changed = tx.execute("update source set revoked = 1 where name = ?", (work.name,)).rowcount
    if not changed:
        raise Refused("name", NO_SUCH, status=404)
    return Done(added=changed, stored=tx.stored)


def sources(connection: sqlite3.Connection) -> list[Source]:
    """All sources by name."""
    rows = connection.execute("select name, agency, key, secret_hash, about, revoked from source order by name")
    return [
        Source(
            name=name,
            agency=agency,
            key=key,
            secret_hash=secret_hash,
            about=msgspec.json.decode(about, type=About),
            revoked=bool(revoked),
        )
        for name, agency, key, secret_hash, about, revoked in rows
    ]
