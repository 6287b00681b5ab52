"""Opening a wave: invitations become the ledger's, and each who is invited gets a link of nothing but chance."""

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

import msgspec

from collectors.ledger.work import Done, PutWaves, Work
from collectors.quarantine import Quarantined
from collectors.rows import WaveRow
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record
from collectors.sources.table import Table
from collectors.spool.folder import Spool
from collectors.spool.wave import FEWEST, Wave, named
from schemas.statement.refusal import Refused

APART = timedelta(weeks=8)
"""Between two waves that ask about psychological safety: a mood is not to be tracked (domain.md, LC09)."""
SAFETY = "ps-"
COLUMNS = Columns(required=("unit", "invited"), optional=("links",))


class Batch(msgspec.Struct, frozen=True):
    unit: str
    invited: int
    links: int
    """How many of them get a link; the others answer on paper or not at all."""


def batches(path: Path, units: frozenset[str]) -> list[Batch]:
    """The file's rows; Refused by row, since half of a wave cannot be opened. `units` are the agency's."""
    table = Table(path, "batches", COLUMNS)
    try:
        found = [_batch(record, path.name, units) for record in table.records()]
    finally:
        table.close()
    if not found or len({batch.unit for batch in found}) < len(found):
        raise Refused(path.name, "one row for each reporting unit is expected" if found else "there is no batch in it")
    return found


def _batch(record: Record | Quarantined, file: str, units: frozenset[str]) -> Batch:
    try:
        if isinstance(record, Quarantined):
            raise Faulty(record.field, record.rule)
        return _read(record, units)
    except Faulty as fault:
        raise Refused(f"{file}, row {record.row}, {fault.field}", fault.rule) from None


def _read(record: Record, units: frozenset[str]) -> Batch:
    unit, invited = record.name("unit"), record.whole("invited") or 0
    if unit not in units:
        raise Faulty("unit", "no such unit in this agency; hand over its units.csv first")
    if invited < FEWEST:
        rule = f"a batch has at least {FEWEST} invited, or its answers say too much; join it with another unit"
        raise Faulty("invited", rule)
    links = record.whole("links")
    if links is not None and not 1 <= links <= invited:
        raise Faulty("links", "from one link to one for each invited")
    return Batch(unit, invited, invited if links is None else links)


def refuse_too_soon(ledger: sqlite3.Connection, wave: Wave) -> None:
    """Refused: psychological safety would be asked about again within eight weeks."""
    since = (date.fromisoformat(wave.opened) - APART).isoformat()
    sql = "select 1 from wave where agency = ? and id <> ? and opened > ?"
    asked = any(item.startswith(SAFETY) for item in wave.items)
    if asked and ledger.execute(sql, (wave.agency, wave.name, since)).fetchone():
        rule = "this agency's last wave is not eight weeks old; ask about psychological safety then, or leave it out"
        raise Refused("--items", rule)


def open_wave(spool: Spool, wave: Wave, found: Iterable[Batch], do: Callable[[Work], Done]) -> list[tuple[str, str]]:
    """(unit, token) of every link, the only time they are known. Refused: there is or was a wave of this name."""
    if spool.running(named(wave.name)) or spool.closed(wave.name):
        raise Refused("WAVE", "there is or was a wave of this name; every wave has its own", status=409)
    rows = [
        WaveRow(wave=wave.name, agency_id=wave.agency, unit=batch.unit, invited=batch.invited, opened=wave.opened)
        for batch in found
    ]
    for _, field, rule in do(PutWaves(rows=rows)).refused:
        raise Refused(field, rule, status=409)
    links = [(secrets.token_urlsafe(32), batch.unit) for batch in found for _ in range(batch.links)]
    spool.ready().file(wave.name).make(wave, links)
    return [(unit, token) for token, unit in links]
