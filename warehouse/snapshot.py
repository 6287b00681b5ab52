"""A person-level snapshot for an accredited analyst: fresh names each time, days, departments, no pulses.

Whoever holds two snapshots cannot tell that a person in one is a person in the other: names are hashes under a key
that is thrown away. Nor can we: to erase somebody from a snapshot is to delete it.
"""

import os
import secrets
import shutil
from datetime import date
from pathlib import Path

import duckdb

from warehouse.figures import cut_off
from warehouse.sql import literal, text
from warehouse.tables import create

DATABASE = "snapshot.duckdb"
MONTHS = "participation"
"""Folder of Parquet files by month."""


FILL = "warehouse.sql.snapshot_fill"


def snapshot(copy: Path, folder: Path, *, as_of: date, agency: str | None) -> int:
    """Writes a snapshot of one agency (None: of all) from a copy of the warehouse; the number of its participations."""
    unfinished = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700, parents=True)
    with duckdb.connect(str(copy)) as con:
        rows = _write(con, unfinished, as_of, agency)
    os.replace(unfinished, folder)
    return rows


def _write(con: duckdb.DuckDBPyConnection, folder: Path, as_of: date, agency: str | None) -> int:
    ((copy,),) = con.execute("SELECT current_database()").fetchall()
    cut_off(con, as_of)
    for name in ("windows", "organisation"):
        con.execute(text(name, "warehouse.sql.figures"))
    con.execute(f"ATTACH {literal(folder / DATABASE)} AS made")
    con.execute("USE made")
    create(con, "warehouse.sql.snapshot")
    con.execute(f'USE "{copy}"')
    # The key is known here only, and gone when this returns.
    con.execute(f"CREATE TEMP MACRO name_of(id) AS left(sha256('{secrets.token_hex(32)}' || id), 20)")
    con.execute(text("department", FILL))
    for name in ("participation", "headcount"):
        con.execute(text(name, FILL), {"agency": agency})
    by_month = "SELECT *, strftime(day, '%Y-%m') AS month FROM made.participation"
    con.execute(f"COPY ({by_month}) TO {literal(folder / MONTHS)} (FORMAT parquet, PARTITION_BY (month))")
    ((rows,),) = con.execute("SELECT count(*) FROM made.participation").fetchall()
    con.execute("DETACH made")
    return int(rows)
