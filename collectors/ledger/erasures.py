"""erasures.log: keyed hashes of identifiers that may not come back, kept apart from the ledger and its backups."""

import os
from collections.abc import Iterable
from pathlib import Path

FILE = "erasures.log"


def read(folder: Path) -> set[str]:
    """The hashes written so far."""
    path = folder / FILE
    return set(path.read_text("ascii").split()) if path.exists() else set()


def append(folder: Path, hashes: Iterable[str]) -> None:
    """Adds hashes, durably."""
    with (folder / FILE).open("a", encoding="ascii") as file:
        file.writelines(f"{h}\n" for h in hashes)
        file.flush()
        os.fsync(file.fileno())
