"""What each piece of work is done by."""

from collections.abc import Callable
from typing import Any

from collectors.ledger import documents, hand_ins, snapshots
from collectors.ledger.accept import accept, retract
from collectors.ledger.erase import erase
from collectors.ledger.expire import expire
from collectors.ledger.goals import put_analysis, put_goals
from collectors.ledger.handed_out import handed_out
from collectors.ledger.own import ask_erasure, correct, set_capacity, withdraw
from collectors.ledger.quarantine import quarantine
from collectors.ledger.reference import put_identities, put_persons, put_units, put_waves
from collectors.ledger.restore import erase_again
from collectors.ledger.sources import add_source, declare_source, revoke_source
from collectors.ledger.transaction import Transaction
from collectors.ledger.watched import put_watched
from collectors.ledger.work import (
    Accept,
    AddSource,
    AskErasure,
    Correct,
    DeclareSource,
    DeleteDocuments,
    Done,
    Erase,
    EraseAgain,
    Expire,
    HandedOut,
    NoteHandIn,
    NoteSnapshot,
    PutAnalysis,
    PutGoals,
    PutIdentities,
    PutPersons,
    PutUnits,
    PutWatched,
    PutWaves,
    Quarantine,
    Retract,
    RevokeSource,
    SetCapacity,
    SnapshotGone,
    StoreDocument,
    Trial,
    Withdraw,
    Work,
)

PERFORMERS: dict[type[Any], Callable[[Transaction, Any], Done]] = {
    Accept: accept,
    Retract: retract,
    StoreDocument: documents.store,
    DeleteDocuments: documents.delete,
    PutUnits: put_units,
    PutPersons: put_persons,
    PutIdentities: put_identities,
    PutWaves: put_waves,
    PutGoals: put_goals,
    PutAnalysis: put_analysis,
    AddSource: add_source,
    DeclareSource: declare_source,
    RevokeSource: revoke_source,
    Quarantine: quarantine,
    NoteHandIn: hand_ins.note,
    PutWatched: put_watched,
    Erase: erase,
    EraseAgain: lambda tx, _: erase_again(tx),
    Withdraw: withdraw,
    Correct: correct,
    AskErasure: ask_erasure,
    SetCapacity: set_capacity,
    HandedOut: handed_out,
    Expire: expire,
    NoteSnapshot: snapshots.note,
    SnapshotGone: snapshots.gone,
}
"""Kind of work → what does it. A trial is done as what it tries."""


def perform(tx: Transaction, work: Work) -> Done:
    """One piece of work inside the transaction."""
    tried = work.work if isinstance(work, Trial) else work
    return PERFORMERS[type(tried)](tx, tried)
