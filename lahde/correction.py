"""Rebuilding from the ledger what a closed period was made of, and what it would be made of now (decision 20)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from collectors.ledger.sqlite import open_reader
from collectors.outbox import Outbox
from collectors.settled import Settled
from schemas.statement.refusal import Refused
from streams.engines.embedded import apply
from warehouse.correction import Base, bases
from warehouse.store import Store

BATCH = 5_000
PREFIX = "correct-"
"""Of the folder with the states, in the data folder."""
ERASED = "select 1 from journal where kind = 'erased' and position > ? limit 1"

Tell = Any
States = dict[Base, tuple[Path, Path]]
"""Of each base the two files."""


@contextmanager
def rebuilt(data: Path, published: Path, request: dict[str, Any], memory: str, tell: Tell) -> Iterator[States]:
    """The states a correction is held against, in files that are gone afterwards."""
    found = bases(published, request["period"], request["agency"])
    if not found:
        raise Refused("--correct", "nothing is shown of this period; name it as YYYY-MM, or as the wave is called")
    kept_from = date.fromisoformat(request["kept_from"])
    with closing(open_reader(data)) as reader, TemporaryDirectory(prefix=PREFIX, dir=data) as folder:
        _refuse(reader, found, kept_from)
        states = {base: _rebuild(reader, base, Path(folder), memory, tell) for base in found}
        _refuse(reader, found, kept_from)  # meanwhile somebody may have been
        yield states


def _refuse(reader: sqlite3.Connection, found: dict[Base, date], kept_from: date) -> None:
    """Where what it was made of is not all there any more: a difference would tell of who is gone."""
    if any(reader.execute(ERASED, (base.settled,)).fetchone() for base in found):
        rule = "somebody was erased since, and the difference would tell of them; the figures stay as they are"
        raise Refused("--correct", rule, status=409)
    if any(first < kept_from for first in found.values()):
        rule = "what they were made of is not kept any more; the figures stay as they are"
        raise Refused("--correct", rule, status=409)


def _rebuild(reader: sqlite3.Connection, base: Base, folder: Path, memory: str, tell: Tell) -> tuple[Path, Path]:
    """First the state the figures were made of, then on to what holds now but for people's own later changes."""
    old, new = (folder / f"{base.release}-{name}.duckdb" for name in ("old", "new"))
    plain, settled = Outbox(reader), Settled(reader, base.settled)
    goal = plain.position()
    with closing(Store(new, memory_limit=memory)) as store:
        _feed(plain, store, base.settled, goal, tell)
        _feed(settled, store, base.position, goal, tell)
        store.copy_to(old)
        _feed(settled, store, goal, goal, tell)
    return old, new


def _feed(outbox: Outbox, store: Store, end: int, goal: int, tell: Tell) -> None:
    """Never past the end: entries take a position each."""
    while (position := store.position()) < end:
        apply(outbox.records(position, min(BATCH, end - position)), store)
        tell({"progress": store.position(), "of": goal, "what": "rebuild"})
