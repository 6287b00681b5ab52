"""How rows and facts lie in tables: one table a type, columns in the domain's own terms."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, get_args

import duckdb
import msgspec
import pyarrow as pa

from schemas.fact import Completion, Month, Session
from schemas.participation import Participation, PulseAnswer, Retraction, SetAside
from warehouse.sql import names, text

FORMAT = 5
"""Version of the tables in warehouse/sql/store; a file of another version is refused."""

ROWS: dict[type[msgspec.Struct], str] = {
    Participation: "participation",
    Retraction: "retraction",
    SetAside: "set_aside",
    PulseAnswer: "pulse_answer",
}
FACTS: dict[type[msgspec.Struct], str] = {Month: "fact_month", Session: "fact_session", Completion: "fact_completion"}

STEPS = {"month": "fact_month", "session": "fact_session", "course": "fact_completion"}
"""A fold's key begins with its step, which tells the table of its fact."""

COLUMNS = {
    "person": "person_key",
    "agency": "agency_id",
    "activity": "activity_id",
    "statement": "statement_id",
    "series": "series_id",
    "about": "about_activity_id",
    "programme": "programme_id",
    "unit": "unit_id",
    "class_": "class",
    "ended_at": "end_ts",
    "reflected_at": "reflected_ts",
    "completed_at": "completed_ts",
}
"""Field → column, where they differ."""

KEYED = frozenset(("id", "person_key", "activity_id", "statement_id", "series_id", "about_activity_id", "programme_id"))
"""Columns of type UUID; they are strings on our side."""

ARROW: dict[Any, Any] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    date: pa.date32(),
    datetime: pa.timestamp("us"),
    list[str]: pa.list_(pa.string()),
}


def create(con: duckdb.DuckDBPyConnection, package: str) -> None:
    """All tables of a folder of DDL, then its views (which are named mart_…)."""
    for name in sorted(names(package), key=lambda name: name.startswith("mart_")):
        con.execute(text(name, package))


class OtherFormat(Exception):
    """The file was written by another version of Lähde, or is no warehouse."""


def check_format(con: duckdb.DuckDBPyConnection) -> int:
    """The journal position the file has reached; raises `OtherFormat`."""
    try:
        position, found = con.execute("SELECT position, format FROM position").fetchall()[0]
    except (duckdb.CatalogException, duckdb.BinderException, IndexError):
        position, found = 0, None
    if found != FORMAT:
        raise OtherFormat(
            f"The warehouse file has format {found or 'unknown'}, this version reads {FORMAT}. "
            "Move the file away and run `lahde replay`: it is rebuilt from the ledger."
        )
    return int(position)


def columns(kind: type[msgspec.Struct]) -> list[str]:
    return [COLUMNS.get(field, field) for field in kind.__struct_fields__]


def arrow(kind: type[msgspec.Struct], rows: Sequence[Any]) -> pa.Table:
    """Structs as an Arrow table under the columns' names. Aware times become UTC; an empty person is NULL."""
    return pa.Table.from_arrays(
        [pa.array(_values(rows, field.name), field.type) for field in _fields(kind)], columns(kind)
    )


def _values(rows: Sequence[Any], field: str) -> list[Any]:
    values = [getattr(row, field) for row in rows]
    return [value or None for value in values] if field == "person" else values


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[Any, ...]:
    return tuple(pa.field(field.name, _arrow_type(field.type)) for field in msgspec.structs.fields(kind))


def _arrow_type(hint: Any) -> Any:
    """Of an annotation `T` or `T | None`."""
    alternatives = (hint,) if hint in ARROW else get_args(hint)
    return next(ARROW[part] for part in alternatives if part in ARROW)


def selection(kind: type[msgspec.Struct]) -> str:
    """The columns of a type as `r.…`, UUIDs as the strings they are outside."""
    return ", ".join(f"r.{name}::VARCHAR" if name in KEYED else f"r.{name}" for name in columns(kind))


def builder(kind: type[msgspec.Struct]) -> Callable[[Iterable[Any]], Any]:
    """A function from a fetched row of `selection` back to the struct."""
    fields = kind.__struct_fields__

    def build(row: Iterable[Any]) -> Any:
        values = dict(zip(fields, row, strict=True))
        for name in _TIMES.intersection(fields):
            values[name] = values[name] and values[name].replace(tzinfo=UTC)
        if "person" in values:
            values["person"] = values["person"] or ""
        return kind(**values)

    return build


_TIMES = frozenset(("ended_at", "reflected_at", "completed_at"))
