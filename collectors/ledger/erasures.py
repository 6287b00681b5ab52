"""erasures.log: keyed hashes of identifiers that may not come back, kept apart from the ledger and its backups.

A line is a hash, and the first and the last day for which it holds.
"""

import os
from collections.abc import Iterable
from hashlib import sha1
from pathlib import Path

from collectors.keyed import keyed
from schemas.statement.agent import Identifier

FILE = "erasures.log"

Erasures = dict[str, list[tuple[str, str]]]
"""Hash to days from-to."""


def hashed(key: bytes, identifier: str) -> str:
    """An identifier's keyed hash: the same for an address and for its SHA-1, which says the same to who has one."""
    return keyed(key, "erased", twin(identifier) or identifier)


def twin(identifier: str) -> str | None:
    """The key of an address's mbox_sha1sum; None for identifiers of other kinds."""
    if not identifier.startswith('["mbox",'):
        return None
    address = Identifier.from_key(identifier).value
    return Identifier("mbox_sha1sum", sha1(address.encode(), usedforsecurity=False).hexdigest()).key


def read(folder: Path) -> Erasures:
    """What was written so far."""
    path = folder / FILE
    found: Erasures = {}
    add(found, path.read_text("ascii").splitlines() if path.exists() else ())
    return found


def add(erasures: Erasures, lines: Iterable[str]) -> None:
    """Puts lines of the log into memory. One cut off by a crash belongs to an erasure that was not committed."""
    for words in map(str.split, lines):
        if len(words) == 3:
            erasures.setdefault(words[0], []).append((words[1], words[2]))


def append(folder: Path, lines: Iterable[str]) -> None:
    """Adds lines, durably. Each begins anew: the last may have been cut off by a crash."""
    with (folder / FILE).open("a", encoding="ascii") as file:
        file.writelines(f"\n{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
