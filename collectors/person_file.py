"""Everything that is kept about one person, as one document: for their page, their download, and `lahde export`."""

import contextlib
import sqlite3
from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from collectors.ledger import attachments, people, personal_documents
from collectors.ledger.documents import is_json
from collectors.ledger.people import Kept
from collectors.ledger.snapshots import snapshots
from collectors.ledger.stamps import iso
from schemas.statement.agent import KINDS, Identifier, identifier

ANOTHER = {"name": "another person"}
"""Stands where a statement names somebody else."""
HOUR = 3_600_000_000

State = Literal["holds", "withdrawn", "replaced"]
PARTS = {"a": "actor", "o": "object", "m": "member", "t": "team", "g": "group", "i": "mentioned", "x": "mentioned"}


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    source: str
    stored: str
    state: State
    """withdrawn: by the person; replaced: voided by its source."""
    your_part: str
    statement: dict[str, Any]
    """As it is kept, but for other people in it."""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """What came with a statement of the person's that names nobody else: of any other it may speak of them."""

    statement: str
    sha2: str
    content_type: str
    content: str
    """Text as text, all else in base64."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What a system noted of the person: how far a course is, settings of theirs."""

    resource: str
    """state, or agent: a profile"""
    activity: str
    registration: str
    id: str
    source: str
    updated: str
    content_type: str
    content: Any
    """JSON as it is, but for other people in it; other text as text, all else in base64."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Statements and documents about the person that a system read in one hour."""

    source: str
    hour: str
    count: int


class HandIn(msgspec.Struct, frozen=True, kw_only=True):
    """A file the person handed in for their agency."""

    at: str
    source: str
    kind: str
    rows: int


class SnapshotOut(msgspec.Struct, frozen=True, kw_only=True):
    """A person-level snapshot, under pseudonyms, that was handed out and that the person is in."""

    made: str
    holder: str
    purpose: str
    expires: str
    """The last day it may be used."""
    deleted: str | None
    """When our copy was; theirs cannot be watched."""


class PersonFile(msgspec.Struct, frozen=True, kw_only=True):
    agency: str
    person_id: str
    made: str
    statements: list[Statement] = []
    """Newest first."""
    attachments: list[Attachment] = []
    documents: list[Document] = []
    """Newest first."""
    identifiers: list[dict[str, Any]] = []
    assignments: list[dict[str, Any]] = []
    """What HR's files say: units from-to."""
    capacity: bool | None = None
    """As a mentor: can take more; None: not said."""
    erasure_asked: str | None = None
    handed_out: list[Reading] = []
    """Newest first."""
    snapshots: list[SnapshotOut] = []
    """Newest first."""
    handed_in: list[HandIn] = []


def everything(ledger: sqlite3.Connection, agency: str, person_id: str, home_page: str) -> PersonFile:
    """An empty file when nothing is kept."""
    made = iso(int(datetime.now(UTC).timestamp() * 1e6))
    person = people.person(ledger, agency, person_id, home_page)
    if person is None:
        return PersonFile(agency=agency, person_id=person_id, made=made)
    asked = _one(ledger, "select at from erasure_request where person = ?", person)
    free = _one(ledger, "select free from capacity where person = ?", person)
    history = _one(ledger, "select history from person where id = ?", person)
    statements = people.statements(ledger, person)
    return PersonFile(
        agency=agency,
        person_id=person_id,
        made=made,
        statements=[statement(kept) for kept in statements],
        attachments=[one for kept in statements for one in _attachments(ledger, kept)],
        documents=[_document(kept) for kept in personal_documents.documents(ledger, person)],
        identifiers=list(_identifiers(ledger, person)),
        assignments=msgspec.json.decode(history),
        capacity=None if free is None else bool(free),
        erasure_asked=None if asked is None else iso(asked),
        handed_out=_handed_out(ledger, person),
        snapshots=_snapshots(ledger, agency),
        handed_in=_handed_in(ledger, agency, person_id),
    )


def statement(kept: Kept) -> Statement:
    return Statement(
        id=kept.id,
        source=kept.source,
        stored=iso(kept.stored),
        state="withdrawn" if kept.withdrawn else "replaced" if kept.voided else "holds",
        your_part=PARTS[kept.part],
        statement={"id": kept.id} | _shown(kept),
    )


def _document(kept: personal_documents.Kept) -> Document:
    return Document(
        resource=kept.resource,
        activity=kept.activity,
        registration=kept.registration,
        id=kept.id,
        source=kept.source,
        updated=iso(kept.updated),
        content_type=kept.content_type,
        content=_content(kept),
    )


def _content(kept: personal_documents.Kept) -> Any:
    with contextlib.suppress(msgspec.DecodeError, RecursionError):
        if is_json(kept.content_type):
            return _without_others(msgspec.json.decode(kept.body), frozenset({kept.mine}))
    return _text(kept.body)


def _attachments(ledger: sqlite3.Connection, kept: Kept) -> Iterable[Attachment]:
    if kept.part == "a" and _without_others(kept.statement, kept.mine) == kept.statement:
        for one in attachments.read(ledger, [kept.seq]):
            yield Attachment(statement=kept.id, sha2=one.sha2, content_type=one.media_type, content=_text(one.content))


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return b64encode(content).decode()


def _shown(kept: Kept) -> dict[str, Any]:
    """Whom a statement only mentions, to them its result is somebody else's."""
    told: dict[str, Any] = _without_others(kept.statement, kept.mine)
    if kept.part in "gix":
        told = {name: value for name, value in told.items() if name not in ("result", "attachments")}
    return told


def _without_others(node: Any, mine: frozenset[str]) -> Any:
    if isinstance(node, list):
        return [_without_others(item, mine) for item in node]
    if not isinstance(node, dict):
        return node
    if any(kind in node for kind in KINDS):
        named = identifier(node)
        if named is None or named.key not in mine:
            members = {"member": _without_others(node["member"], mine)} if "member" in node else {}
            return ANOTHER | members
    return {name: _without_others(value, mine) for name, value in node.items()}


def _identifiers(ledger: sqlite3.Connection, person: int) -> Iterable[dict[str, Any]]:
    for held in people.identifiers(ledger, person):
        named = Identifier.from_key(held.key)
        for holder in held.holders:
            if holder.person == person:
                yield {
                    "kind": named.kind,
                    "value": named.value,
                    "home_page": named.home_page,
                    "valid_from": holder.valid_from,
                    "valid_to": holder.valid_to,
                }


def _handed_out(ledger: sqlite3.Connection, person: int) -> list[Reading]:
    rows = ledger.execute(
        """select c.name, h.hour, h.count from handed_out h join source c on c.id = h.source
           where h.person = ? order by h.hour desc, c.name""",
        (person,),
    ).fetchall()
    return [Reading(source=source, hour=iso(hour * HOUR), count=count) for source, hour, count in rows]


def _snapshots(ledger: sqlite3.Connection, agency: str) -> list[SnapshotOut]:
    """Those of the agency: everybody of whom it knows anything is in them."""
    return [
        SnapshotOut(
            made=iso(s.made),
            holder=s.holder,
            purpose=s.purpose,
            expires=s.expires,
            deleted=None if s.gone is None else iso(s.gone),
        )
        for s in snapshots(ledger, agency)
    ]


def _handed_in(ledger: sqlite3.Connection, agency: str, person_id: str) -> list[HandIn]:
    rows = ledger.execute(
        "select at, source, kind, rows from hand_in where agency = ? and person_id = ? order by at desc",
        (agency, person_id),
    ).fetchall()
    return [HandIn(at=iso(at), source=source, kind=kind, rows=count) for at, source, kind, count in rows]


def _one(ledger: sqlite3.Connection, sql: str, person: int) -> Any:
    row = ledger.execute(sql, (person,)).fetchone()
    return row[0] if row else None
