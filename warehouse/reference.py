"""Reference data into the warehouse: each record carries the whole of what is now known of its key."""

from collections.abc import Sequence
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from schemas.journal import Analysis, Coverage, Finding, Goal, Person, Pulse, Restricted, Unit

Reference = Person | Unit | Coverage | Pulse | Restricted | Goal | Analysis
Con = duckdb.DuckDBPyConnection
Lines = list[dict[str, Any]]

TABLES: dict[type[Any], str] = {
    Person: "dim_person_org",
    Unit: "dim_unit",
    Coverage: "dim_coverage",
    Pulse: "dim_pulse",
    Restricted: "restricted",
    Goal: "dim_goal",
    Analysis: "dim_analysis",
}
KEYS: dict[type[Any], tuple[str, ...]] = {
    Person: ("person_key",),
    Unit: ("unit_id",),
    Coverage: ("source", "agency_id"),
    Pulse: ("wave", "agency_id"),
    Restricted: ("person_key",),
    Goal: ("goal_id", "agency_id"),
    Analysis: ("theme", "agency_id"),
}
"""What a record of the type replaces: all lines of its table with this key."""


def replace(con: Con, records: Sequence[Reference]) -> None:
    """Put each record in the place of what was known of its key; of one key the last holds."""
    for kind, table in TABLES.items():
        latest = {_key(record): record for record in records if type(record) is kind}
        if latest:
            _delete(con, table, KEYS[kind], list(latest))
            _insert(con, table, [line for record in latest.values() for line in lines(record)])


def _key(record: Reference) -> tuple[str, ...]:
    match record:
        case Person() | Restricted():
            return (record.person,)
        case Unit():
            return (record.unit,)
        case Coverage():
            return record.source, record.agency
        case Pulse():
            return record.wave, record.agency
        case Goal():
            return record.goal, record.agency
        case Analysis():
            return record.theme, record.agency


def lines(record: Reference) -> Lines:
    """The record as lines of its table."""
    match record:
        case Person():
            return [
                {
                    "person_key": record.person,
                    "unit_id": a.unit,
                    "valid_from": a.valid_from,
                    "valid_to": a.valid_to,
                    "supervisor": a.supervisor,
                    "language": a.language,
                }
                for a in record.assignments
            ]
        case Unit():
            return [_unit(record, row) for row in record.rows]
        case Coverage():
            source = {"source": record.source, "agency_id": record.agency, "since": record.since}
            units: list[str | None] = [*record.units] or [None]
            return [source | {"feed": feed, "unit_id": unit} for feed in record.feeds for unit in units]
        case Pulse():
            wave = {"wave": record.wave, "agency_id": record.agency, "opened": record.opened}
            batches: Lines = [{"unit_id": b.unit, "invited": b.invited} for b in record.batches]
            return [wave | batch for batch in batches or [{"unit_id": None, "invited": None}]]
        case Restricted():
            return [{"person_key": record.person, "position": record.position}] if record.restricted else []
        case Goal():
            goal = {"goal_id": record.goal, "agency_id": record.agency}
            return [goal | msgspec.structs.asdict(row) for row in record.rows]
        case Analysis():
            theme = {"theme": record.theme, "agency_id": record.agency}
            return [theme | _finding(row) for row in record.rows]


def _finding(row: Finding) -> dict[str, Any]:
    found = msgspec.structs.asdict(row)
    return found | {"goal_id": found.pop("goal")}


def _unit(record: Unit, row: Any) -> dict[str, Any]:
    return {
        "unit_id": record.unit,
        "parent_id": row.parent,
        "agency_id": record.agency,
        "name_fi": row.name_fi,
        "name_sv": row.name_sv,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "level": row.level,
        "reporting_unit": row.reporting_unit,
        "reported_with": row.reported_with,
    }


def _delete(con: Con, table: str, key: tuple[str, ...], values: list[tuple[str, ...]]) -> None:
    con.register("replaced", pa.table({name: [value[i] for value in values] for i, name in enumerate(key)}))
    same = " AND ".join(f"t.{name}::VARCHAR = r.{name}" for name in key)
    con.execute(f"DELETE FROM {table} t USING replaced r WHERE {same}")
    con.unregister("replaced")


def _insert(con: Con, table: str, given: Lines) -> None:
    """Dates and ids come as strings and are cast on the way in."""
    if not given:
        return
    con.register("given_lines", pa.Table.from_pylist(given))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given_lines")
    con.unregister("given_lines")
