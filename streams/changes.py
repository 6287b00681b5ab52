"""What a micro-batch of records changes: the same on both engines, which differ in where the rows stand."""

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
from streams.port import Batch, Key, Reference, Row, Standing
from streams.topology import fold

Positions = dict[str, int]
"""Since when a person is erased, or an id forgotten."""


def changes(records: list[Record], standing: Standing) -> Batch:
    """Of records in the journal's order, each of which may have been seen before."""
    erased = {r.person: r.position for r in records if isinstance(r, Erased)}
    forgotten = {gone: r.position for r in records if isinstance(r, Erased | Expired) for gone in r.ids}
    seen = _seen(records)
    arrived = _arrived(seen, erased, forgotten)
    stood = standing.rows([*arrived, *forgotten])
    rows = {i: row for i, row in arrived.items() if i not in stood or row.position >= stood[i].position}
    replaced = [row for i, row in stood.items() if i in rows or i in forgotten]
    # Each row that goes may make room for one beyond the cap. What came and went within the batch counts as well:
    # when records are seen again, a result of it may be out already.
    stored = standing.contributions(_keys([*replaced, *seen]), CAP + len(replaced))
    gone = erased.keys() | forgotten.keys() | rows.keys()
    return Batch(
        rows=list(rows.values()),
        facts={key: fold(*key, live) for key, live in _overlaid(stored, gone, rows.values()).items()},
        reference=_reference(records, erased),
        erased=list(erased),
        forgotten=list(forgotten),
        position=records[-1].position,
    )


def _seen(records: list[Record]) -> list[Row]:
    rows: list[Row] = []
    for record in records:
        if isinstance(record, Stated):
            rows.append(classify(record))
        elif isinstance(record, Retracted):
            rows.append(Retraction(id=record.id, person=record.person or "", position=record.position))
    return rows


def _arrived(seen: list[Row], erased: Positions, forgotten: Positions) -> dict[str, Row]:
    """Of each id the row with the highest position, unless an erasure in the same batch came after it."""
    return {
        i: row
        for i, row in {row.id: row for row in seen}.items()
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
