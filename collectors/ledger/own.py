"""What a person asks for themself: taking a statement back, putting it right, being erased, having room for more."""

import uuid

from collectors.ledger import attachments, people
from collectors.ledger.accept import accept
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import AskErasure, Correct, Done, SetCapacity, Withdraw
from schemas.statement.refusal import Refused


def withdraw(tx: Transaction, work: Withdraw) -> Done:
    """The statement holds no more. No voiding statement tells of it: whoever reads the store sees it gone, no more.

    Whose source hands it over again adds nothing by it.
    """
    person = _person(tx, work.agency, work.person_id, work.home_page)
    seq = _own(tx, person, work.statement)
    if tx.one("select voided_at from statement where seq = ?", (seq,)) is not None:
        return Done(known=1, stored=tx.stored)
    position = tx.append("voided", seq=seq)
    tx.execute("update statement set voided_at = ? where seq = ?", (position, seq))
    tx.execute("insert into withdrawn values (?, ?)", (seq, tx.stored))
    attachments.drop(tx, seq)
    return Done(added=1, stored=tx.stored)


def correct(tx: Transaction, work: Correct) -> Done:
    """What was said goes, what is said instead comes, in one commit."""
    if not withdraw(tx, work.wrong).added:
        rule = "what was to be put right has been taken back meanwhile; note it anew"
        raise Refused("statement", rule, status=409)
    return accept(tx, work.right)


def ask_erasure(tx: Transaction, work: AskErasure) -> Done:
    """A second request changes nothing: the first one's day counts."""
    person = _person(tx, work.agency, work.person_id, work.home_page)
    if not work.asked:
        gone = tx.execute("delete from erasure_request where person = ?", (person,)).rowcount
        return Done(added=gone, stored=tx.stored)
    added = tx.execute("insert or ignore into erasure_request values (?, ?)", (person, tx.stored)).rowcount
    return Done(added=added, known=1 - added, stored=tx.stored)


def set_capacity(tx: Transaction, work: SetCapacity) -> Done:
    person = _person(tx, work.agency, work.person_id, work.home_page)
    tx.execute("insert or replace into capacity values (?, ?, ?)", (person, work.free, tx.stored))
    return Done(added=1, stored=tx.stored)


def _person(tx: Transaction, agency: str, person_id: str, home_page: str) -> int:
    found = people.person(tx.connection, agency, person_id, home_page)
    if found is None:
        raise Refused("person", "nothing is kept about this person; HR's persons file would name them", status=404)
    return found


def _own(tx: Transaction, person: int, statement: str) -> int:
    """The statement's row, if the person themself is its actor; others' look as if they were not there."""
    seq = tx.one("select seq from statement where id = ?", (uuid.UUID(statement).bytes,))
    if seq is None or not people.is_actor(tx.connection, person, seq):
        raise Refused("statement", "there is no such statement of this person", status=404)
    return int(seq)
