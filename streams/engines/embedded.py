"""The embedded engine: one machine, no broker, and no memory of its own (law 4). The warehouse holds everything."""

from collections.abc import Iterable

from schemas.journal import Record
from streams.changes import changes
from streams.port import Batch, Warehouse


def apply(records: Iterable[Record], warehouse: Warehouse) -> Batch | None:
    """Classifies, folds and commits one micro-batch; None if all of it was there already.

    A journal entry can make several records with one position: all of them belong in one batch.
    """
    done = warehouse.position()
    ahead = sorted((r for r in records if r.position > done), key=lambda r: r.position)
    if not ahead:
        return None
    batch = changes(ahead, warehouse)
    warehouse.commit(batch)
    return batch
