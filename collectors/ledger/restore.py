"""A ledger from a backup is not opened before those erased since are gone from it again (law 9)."""

from collectors.identity import decode
from collectors.ledger import erasures
from collectors.ledger.erase import erase_person
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done
from collectors.rows import OPEN_END

ALWAYS = ("0001-01-01", OPEN_END)


def erase_again(tx: Transaction) -> Done:
    """Erases everybody whom erasures.log names. `added` counts the persons, `known` their statements."""
    done = Done(stored=tx.stored)
    while (person := _erased(tx)) is not None:
        erased = erase_person(tx, person)
        done.added += 1
        done.known += erased.added
        done.erasures += erased.erasures
    return done


def _erased(tx: Transaction) -> int | None:
    """A person who holds an identifier for the very days it was erased for, or one that was erased for ever."""
    for key, data in tx.execute("select key, holders from agent where holders <> '[]' order by id").fetchall():
        days = tx.erased.get(erasures.hashed(tx.key, key), ())
        for holder in decode(data) if days else ():
            if ALWAYS in days or (holder.valid_from, holder.valid_to) in days:
                return holder.person
    return None
