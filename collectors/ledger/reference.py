"""Units, people, identifiers and pulse waves, as HR hands them over. Each row set is the subject's whole history."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from collectors.identity import Holder, resolve
from collectors.ledger import erasures
from collectors.ledger.accept import provisional
from collectors.ledger.stamps import day_of
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import Done, PutIdentities, PutPersons, PutUnits, PutWaves
from collectors.rows import OPEN_END, IdentityRow, PersonRow, UnitRow, WaveRow
from schemas.journal import Assignment, Batch
from schemas.journal import UnitRow as UnitHistory
from schemas.statement.agent import Identifier
from schemas.statement.parse import parse

json = msgspec.json.Encoder().encode

Row = PersonRow | IdentityRow | WaveRow

ERASED = "this person's data were erased and may not come back"


def put_units(tx: Transaction, work: PutUnits) -> Done:
    """Replaces the history of each unit named."""
    done = Done(stored=tx.stored)
    for unit, rows in _by(work.rows, "unit_id"):
        history = json([_unit_row(row) for row in sorted(rows, key=lambda r: r.valid_from)])
        if tx.one("select rows from unit where id = ?", (unit,)) == history.decode():
            done.known += len(rows)
            continue
        agency = rows[0].agency_id
        tx.execute("insert or replace into unit values (?, ?, ?)", (unit, agency, history.decode()))
        tx.append("unit", subject=unit, data=json({"agency": agency, "rows": msgspec.Raw(history)}))
        done.added += len(rows)
    return done


def _unit_row(row: UnitRow) -> UnitHistory:
    return UnitHistory(
        parent=row.parent_id,
        name_fi=row.name_fi,
        name_sv=row.name_sv,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        level=row.level,
        reporting_unit=row.reporting_unit,
        reported_with=row.reported_with,
    )


def put_persons(tx: Transaction, work: PutPersons) -> Done:
    """Replaces the history of each person named. Who moves to another agency is another person there."""
    done = Done(stored=tx.stored)
    units = {unit for (unit,) in tx.execute("select id from unit where agency = ?", (work.agency,))}
    index = _indices(work.rows)
    for person_id, rows in _by(work.rows, "person_id"):
        account = Identifier("account", person_id, work.home_page).key
        known = [row for row in rows if row.unit_id in units]
        done.refused += [
            (index[row], "unit_id", "no such unit in this agency; hand over its units.csv first")
            for row in rows
            if row.unit_id not in units
        ]
        if _erased(tx, account):
            done.refused.append((index[rows[0]], "person_id", ERASED))
        elif known:
            _put_person(tx, work.agency, person_id, sorted(known, key=lambda r: r.valid_from), account, done)
    return done


def _put_person(tx: Transaction, agency: str, person_id: str, rows: list[PersonRow], account: str, done: Done) -> None:
    person = _person(tx, agency, person_id, account)
    history = json([_assignment(row) for row in rows])
    if tx.one("select history from person where id = ?", (person,)) == history.decode():
        done.known += len(rows)
        return
    tx.execute("update person set history = ? where id = ?", (history.decode(), person))
    tx.append("person", subject=person, data=history)
    done.added += len(rows)


def _assignment(row: PersonRow) -> Assignment:
    return Assignment(
        unit=row.unit_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        supervisor=row.supervisor,
        language=row.language,
    )


def _person(tx: Transaction, agency: str, person_id: str, account: str) -> int:
    """The person's row; made, with the account that stands for it at every time, where there is none."""
    found = tx.one("select id from person where agency = ? and person_id = ?", (agency, person_id))
    if found:
        return int(found)
    cursor = tx.execute(
        "insert into person (agency, person_id, pseudonym) values (?, ?, ?)", (agency, person_id, str(uuid.uuid4()))
    )
    person = int(cursor.lastrowid or 0)
    tx.hold(account, [*tx.agent(account)[1], Holder(person, agency, "0001-01-01", OPEN_END)])
    return person


def put_identities(tx: Transaction, work: PutIdentities) -> Done:
    """Adds holders to identifiers; the rows of one (identifier, agency) replace what was said of it before."""
    done = Done(stored=tx.stored)
    index = _indices(work.rows)
    for (key, agency), rows in _grouped(work.rows):
        people = [
            (tx.one("select id from person where agency = ? and person_id = ?", (agency, r.person_id)), r) for r in rows
        ]
        unknown = [r for person, r in people if person is None]
        done.refused += [
            (index[r], "person_id", "no such person in the agency; hand over persons.csv first") for r in unknown
        ]
        if _erased(tx, key):
            done.refused += [(index[r], "value", ERASED) for r in rows]
            continue
        new = [Holder(person, agency, r.valid_from, r.valid_to) for person, r in people if person is not None]
        _hold(tx, key, agency, new, done)
    return done


def _hold(tx: Transaction, key: str, agency: str, new: list[Holder], done: Done) -> None:
    before = tx.agent(key)[1]
    kept = [h for h in before if h.provisional or h.agency != agency]
    if [*kept, *new] == before or not new:
        done.known += len(new)
        return
    tx.hold(key, _with_stand_ins(tx, key, [*kept, *new]) if len(kept) < len(before) else [*kept, *new])
    done.added += len(new)


def _with_stand_ins(tx: Transaction, key: str, holders: list[Holder]) -> list[Holder]:
    """Statements of days that nobody holds any more get a provisional person again, as if met only now."""
    sql = """select s.body, s.stored, c.id, c.agency from mention m join statement s using (seq)
             join source c on c.id = s.source where m.agent = ? and m.part in ('a', 'o', 'm', 't')"""
    for body, stored, source, scope in tx.execute(sql, (tx.agent(key)[0],)).fetchall():
        if resolve(holders, scope, day_of(parse(body), stored)) is None:
            holders = [*holders, provisional(tx, source, scope)]
    return holders


def _grouped(rows: Sequence[IdentityRow]) -> Iterable[tuple[tuple[str, str], list[IdentityRow]]]:
    keyed_rows: dict[tuple[str, str], list[IdentityRow]] = {}
    for row in rows:
        key = Identifier(row.kind, row.value, row.home_page).key
        keyed_rows.setdefault((key, row.agency_id), []).append(row)
    return keyed_rows.items()


def put_waves(tx: Transaction, work: PutWaves) -> Done:
    """What is known of each wave: a batch named again replaces what was said of it."""
    done = Done(stored=tx.stored)
    index = _indices(work.rows)
    for wave, rows in _by(work.rows, "wave"):
        agency = rows[0].agency_id
        if tx.one("select 1 from wave where id = ? and agency <> ?", (wave, agency)):
            done.refused.append((index[rows[0]], "wave", "another agency's wave has this id; give it your own"))
            continue
        before = tx.execute("select opened, batches from wave where id = ?", (wave,)).fetchone()
        batches = {b.unit: b for b in msgspec.json.decode(before[1], type=list[Batch])} if before else {}
        batches |= {row.unit: Batch(unit=row.unit, invited=row.invited) for row in rows}
        opened = min([row.opened for row in rows] + ([before[0]] if before else []))
        data = json([batches[unit] for unit in sorted(batches)])
        if before == (opened, data.decode()):
            done.known += len(rows)
            continue
        tx.execute("insert or replace into wave values (?, ?, ?, ?)", (wave, agency, opened, data.decode()))
        tx.append("pulse", subject=wave, data=json({"agency": agency, "opened": opened, "batches": msgspec.Raw(data)}))
        done.added += len(rows)
    return done


def _erased(tx: Transaction, key: str) -> bool:
    """Whether it was a person's at every time, who was erased."""
    return bool(tx.erased) and ("0001-01-01", OPEN_END) in tx.erased.get(erasures.hashed(tx.key, key), ())


def _indices(rows: Sequence[Row]) -> dict[Row, int]:
    """Where each row stands, the first of equal ones."""
    return {row: index for index, row in reversed(list(enumerate(rows)))}


def _by(rows: Sequence[Any], field: str) -> Iterable[tuple[str, list[Any]]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, field), []).append(row)
    return groups.items()
