"""The embedded engine: one machine, no broker, and no memory of its own (law 4). The warehouse holds everything."""

from collections.abc import Iterable, Set

from schemas.journal import (
    Analysis,
    Coverage,
    Erased,
    Expired,
    Goal,
    Person,
    Pulse,
    Record,
    Restricted,
    Retracted,
    Stated,
    Unit,
)
from schemas.participation import CAP, Participation, Retraction
from streams.classify import classify
from streams.port import Batch, Key, Reference, Row, Warehouse
from streams.topology import fold

Positions = dict[str, int]
"""Since when a person is erased, or an id forgotten."""


def apply(records: Iterable[Record], warehouse: Warehouse) -> Batch | None:
    """Classifies, folds and commits one micro-batch; None if all of it was there already.

    A journal entry can make several records with one position: all of them belong in one batch.
    """
    done = warehouse.position()
    ahead = sorted((r for r in records if r.position > done), key=lambda r: r.position)
    if not ahead:
        return None
    batch = _batch(ahead, warehouse)
    warehouse.commit(batch)
    return batch


def _batch(records: list[Record], warehouse: Warehouse) -> Batch:
    erased = {r.person: r.position for r in records if isinstance(r, Erased)}
    forgotten = {gone: r.position for r in records if isinstance(r, Erased | Expired) for gone in r.ids}
    arrived = _arrived(records, erased, forgotten)
    standing = warehouse.rows([*arrived, *forgotten])
    rows = {i: row for i, row in arrived.items() if i not in standing or row.position > standing[i].position}
    replaced = [row for i, row in standing.items() if i in rows or i in forgotten]
    # Each row that goes may make room for one beyond the cap.
    stored = warehouse.contributions(_keys([*replaced, *rows.values()]), CAP + len(replaced))
    gone = erased.keys() | forgotten.keys() | rows.keys()
    return Batch(
        rows=list(rows.values()),
        facts={key: fold(*key, live) for key, live in _overlaid(stored, gone, rows.values()).items()},
        reference=_reference(records, erased),
        erased=list(erased),
        forgotten=list(forgotten),
        position=records[-1].position,
    )


def _arrived(records: list[Record], erased: Positions, forgotten: Positions) -> dict[str, Row]:
    """Of each id the row with the highest position, unless an erasure in the same batch came after it."""
    rows: dict[str, Row] = {}
    for record in records:
        if isinstance(record, Stated):
            rows[record.statement["id"]] = classify(record)
        elif isinstance(record, Retracted):
            rows[record.id] = Retraction(id=record.id, person=record.person or "", position=record.position)
    return {
        i: row
        for i, row in rows.items()
        if row.position > max(erased.get(getattr(row, "person", ""), 0), forgotten.get(i, 0))
    }


def _keys(rows: list[Row]) -> list[Key]:
    """The folds to be done again: those of what came and of what stood in its place."""
    return list({(row.person, key): None for row in rows if isinstance(row, Participation) for key in row.keys})


def _overlaid(
    stored: dict[Key, list[Participation]], gone: Set[str], rows: Iterable[Row]
) -> dict[Key, list[Participation]]:
    """Each key's contributions: what is stored and neither replaced nor erased, together with what came."""
    live = {key: [p for p in found if p.id not in gone and p.person not in gone] for key, found in stored.items()}
    for row in rows:
        if isinstance(row, Participation):
            for key in row.keys:
                live[row.person, key].append(row)
    return live


def _reference(records: list[Record], erased: Positions) -> list[Reference]:
    """Of each key the last, unless it is of a person who was erased after it."""
    latest: dict[tuple[type, str, str], Reference] = {}
    for record in records:
        match record:
            case Person() | Restricted() if record.position > erased.get(record.person, 0):
                latest[type(record), record.person, ""] = record
            case Unit():
                latest[Unit, record.unit, ""] = record
            case Coverage():
                latest[Coverage, record.source, record.agency] = record
            case Pulse():
                latest[Pulse, record.wave, record.agency] = record
            case Goal():
                latest[Goal, record.goal, record.agency] = record
            case Analysis():
                latest[Analysis, record.theme, record.agency] = record
    return list(latest.values())
