"""What can be asked of the ledger's one writer: plain data, so that it also travels over the Unix socket."""

from typing import Literal

import msgspec

from collectors.rows import AnalysisRow, GoalRow, IdentityRow, PersonRow, UnitRow, WaveRow

GIVEN_ID, GIVEN_TIMESTAMP, GIVEN_STORED, GIVEN_AUTHORITY, GIVEN_VERSION = 1, 2, 4, 8, 16
GIVEN_AS_2_0 = 32
"""By a request of xAPI 2.0."""
GIVEN_ALONE = 64
"""A context Activity outside a list; a list is what is answered (Data 2.4.6.2)."""


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """What came with a statement."""

    sha2: str
    media_type: str
    content: bytes


class Prepared(msgspec.Struct, kw_only=True):
    """A statement that passed the door: checked, and taken apart as far as the ledger's columns need."""

    id: str
    body: bytes
    verb: str
    activity: str | None = None
    registration: str | None = None
    target: str | None = None
    """Statement id when the object is a StatementRef."""
    voiding: bool = False
    given: int = 0
    day: str | None = None
    """Local day of its timestamp; None: it gave none, the day it is stored."""
    related: list[str] = []
    """Activities of the context and of a SubStatement."""
    attachments: list[Attachment] = []
    mentions: list[tuple[str, str]] = []
    """(identifier key, part): a actor, o object, m member, t team member, g acting or object Group;
    i another place of the specification's (instructor …), x any other (authority, extensions)."""
    anonymous: bool = False
    """A pulse answer: its actor is a wave pseudonym and stands for nobody."""
    record: str | None = None
    """UUID of the source's record that says this: in the place of what it said before."""


class Accept(msgspec.Struct, tag=True, kw_only=True):
    """One request's statements: all or none."""

    source: str
    statements: list[Prepared]


class Retract(msgspec.Struct, tag=True, kw_only=True):
    """Records of a source that say nothing any more."""

    source: str
    records: list[str]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What documents are about; '' where the resource knows no such thing."""

    resource: str
    """state, activity or agent (profiles)"""
    activity: str = ""
    agent: str = ""
    """Identifier key."""
    registration: str = ""


class Only(msgspec.Struct, frozen=True, kw_only=True):
    """A precondition; entity tags, or * for any document."""

    match: list[str] | None = None
    none_match: list[str] | None = None
    unconditional: Literal["taken", "new", "refused"] = "taken"
    """With neither: taken, taken where there is no document yet, or refused."""


class StoreDocument(msgspec.Struct, tag=True, kw_only=True):
    source: str
    place: Place
    id: str
    content_type: str
    body: bytes
    merge: bool = False
    only: Only = Only()
    nobody: bool = False
    """The agent stands for no person: a Group, or whoever answers a pulse."""


class DeleteDocuments(msgspec.Struct, tag=True, kw_only=True):
    place: Place
    id: str | None = None
    """None: all of the place."""
    only: Only = Only()


class PutUnits(msgspec.Struct, tag=True, kw_only=True):
    rows: list[UnitRow]


class PutPersons(msgspec.Struct, tag=True, kw_only=True):
    """People of one agency. A person's own identifier is the account (the agency's home page, person id)."""

    agency: str
    home_page: str
    rows: list[PersonRow]


class PutIdentities(msgspec.Struct, tag=True, kw_only=True):
    rows: list[IdentityRow]


class PutWaves(msgspec.Struct, tag=True, kw_only=True):
    rows: list[WaveRow]


class PutGoals(msgspec.Struct, tag=True, kw_only=True):
    rows: list[GoalRow]


class PutAnalysis(msgspec.Struct, tag=True, kw_only=True):
    rows: list[AnalysisRow]


PutReference = PutUnits | PutPersons | PutIdentities | PutWaves | PutGoals | PutAnalysis


class Trial(msgspec.Struct, tag=True, kw_only=True):
    """What would come of reference rows; nothing of it stays."""

    work: PutReference


class AddSource(msgspec.Struct, tag=True, kw_only=True):
    name: str
    agency: str
    key: str
    secret_hash: str
    scopes: list[str]
    feeds: list[str]
    units: list[str]
    since: str | None = None
    purpose: str | None = None
    dpia: str | None = None
    cooperation: str | None = None


class DeclareSource(msgspec.Struct, tag=True, kw_only=True):
    """What was left out when the source was added; None leaves what was declared before."""

    name: str
    purpose: str | None = None
    dpia: str | None = None
    cooperation: str | None = None


class RevokeSource(msgspec.Struct, tag=True, kw_only=True):
    name: str


class Quarantine(msgspec.Struct, tag=True, kw_only=True):
    source: str
    kind: str
    file: str
    rows: list[tuple[int, str, str]]
    """(row number, field, rule)"""
    anew: bool = False
    """In the place of what was set aside of this file before: an address that is read again and again."""


class NoteHandIn(msgspec.Struct, tag=True, kw_only=True):
    """A file that a person handed in on /hand-in was taken in; see collectors/ledger/hand_ins.py."""

    agency: str
    person_id: str
    source: str
    kind: str
    file: str
    """SHA-256"""
    rows: int


class PutWatched(msgspec.Struct, tag=True, kw_only=True):
    """A run of a calendar or pull, how it went and how far; see collectors/ledger/watched.py."""

    kind: str
    name: str
    state: str = "{}"
    fault: str = ""
    added: int = 0
    set_aside: int = 0


class Erase(msgspec.Struct, tag=True, kw_only=True):
    """`person` as AGENCY/person_id, or an identifier's key."""

    person: str


class EraseAgain(msgspec.Struct, tag=True, kw_only=True):
    """Of a ledger from a backup: everybody whom erasures.log names."""


class Withdraw(msgspec.Struct, tag=True, kw_only=True):
    """A person takes back a statement of their own, whatever source it came by."""

    agency: str
    person_id: str
    home_page: str
    statement: str


class Correct(msgspec.Struct, tag=True, kw_only=True):
    """A person puts right what a statement of their own says."""

    wrong: Withdraw
    right: Accept


class AskErasure(msgspec.Struct, tag=True, kw_only=True):
    """A person asks to be erased, or takes that back."""

    agency: str
    person_id: str
    home_page: str
    asked: bool = True


class SetCapacity(msgspec.Struct, tag=True, kw_only=True):
    """A mentor can take more, or cannot."""

    agency: str
    person_id: str
    home_page: str
    free: bool


class HandedOut(msgspec.Struct, tag=True, kw_only=True):
    """Statements and documents that were read: (source, statement row, hour since 1970, times)."""

    readings: list[tuple[str, int, int, int]]
    documents: list[tuple[str, str, int, int]] = []
    """(source, identifier key, hour since 1970, times)"""


class NoteSnapshot(msgspec.Struct, tag=True, kw_only=True):
    """A person-level snapshot was handed out; see collectors/ledger/snapshots.py."""

    name: str
    agency: str
    holder: str
    purpose: str
    expires: str


class SnapshotGone(msgspec.Struct, tag=True, kw_only=True):
    name: str


class Expire(msgspec.Struct, tag=True, kw_only=True):
    """Statements whose time of keeping is over, by `seq`."""

    seqs: list[int] = []
    quarantine_before: int
    """Microseconds since 1970."""
    documents_before: int = 0
    """Microseconds since 1970; those of persons that were not written since."""
    left_before: str = ""
    """Whose last assignment ended before this day has left; empty: nobody has."""


Work = (
    Accept
    | Retract
    | StoreDocument
    | DeleteDocuments
    | PutUnits
    | PutPersons
    | PutIdentities
    | PutWaves
    | PutGoals
    | PutAnalysis
    | Trial
    | AddSource
    | DeclareSource
    | RevokeSource
    | Quarantine
    | NoteHandIn
    | PutWatched
    | Erase
    | EraseAgain
    | Withdraw
    | Correct
    | AskErasure
    | SetCapacity
    | HandedOut
    | Expire
    | NoteSnapshot
    | SnapshotGone
)


class Done(msgspec.Struct, kw_only=True):
    """What came of it."""

    ids: list[str] = []
    """Accept: the statements' ids, in order."""
    added: int = 0
    known: int = 0
    """What was there already and equal."""
    changed: int = 0
    """Records that say something else now, or nothing any more."""
    stored: int = 0
    refused: list[tuple[int, str, str]] = []
    """Reference rows that were set aside: (index in rows, field, rule)."""
    erasures: list[str] = []
    """Erase: lines for erasures.log."""
