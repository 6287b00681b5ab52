"""Opening the ledger's SQLite file: one connection that writes, others that only read."""

import os
import sqlite3
from importlib import resources
from pathlib import Path

from collectors.ledger.catching_up import catch_up

SCHEMA = 1
FILE = "ledger.sqlite"

# 40,000 pages: default-size checkpoints at a million statements were the measured cause of stalls.
WRITING = """
pragma journal_mode = wal;
pragma synchronous = full;
pragma wal_autocheckpoint = 40000;
pragma secure_delete = on;
pragma temp_store = memory;
pragma cache_size = -65536;
"""


class LedgerUnusable(Exception):
    """The file cannot serve: says which, why, and the way out."""


def open_writer(folder: Path) -> sqlite3.Connection:
    """The writing connection; creates the ledger where there is none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(
            folder / FILE, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.executescript(WRITING)
        connection.executescript((resources.files("collectors.ledger") / "schema.sql").read_text("utf-8"))
    except (sqlite3.Error, OSError) as fault:
        raise LedgerUnusable(
            f"{FILE}: cannot be opened for writing: {fault}; see that the folder is writable"
        ) from fault
    _check_schema(connection)
    connection.execute("insert or ignore into meta values ('key', ?)", (os.urandom(32),))
    catch_up(connection)
    return connection


def open_reader(folder: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    path = folder / FILE
    if not path.exists():
        raise LedgerUnusable(
            f"{FILE}: there is no ledger in this data folder; `lahde serve` or `lahde collect` makes one"
        )
    connection = sqlite3.connect(
        f"file:{path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute("pragma query_only = on")
    connection.execute("pragma cache_size = -32768")
    return connection


def copy(folder: Path, target: Path) -> None:
    """The ledger as it stands at one moment, also while a server writes to it; without what free pages held."""
    target.touch(mode=0o600)
    connection = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("vacuum into ?", (str(target),))
    finally:
        connection.close()


def wipe(connection: sqlite3.Connection) -> None:
    """Removes what an erasure left in free space and in the write-ahead log, if one did (law 9).

    secure_delete clears cells, but where a page was once split its old copies stay: the file is written anew.
    """
    if connection.execute("select 1 from meta where name = 'unwiped'").fetchone() is None:
        return
    # The copy it works on may be larger than memory.
    connection.executescript("pragma temp_store = file; vacuum; pragma temp_store = memory;")
    busy, _, _ = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
    if not busy:  # else a reader still looks at the old pages: next time
        connection.execute("delete from meta where name = 'unwiped'")


def hash_key(connection: sqlite3.Connection) -> bytes:
    """Keys every hash that crosses the boundary."""
    row: tuple[bytes] = connection.execute("select value from meta where name = 'key'").fetchone()
    return row[0]


def _check_schema(connection: sqlite3.Connection) -> None:
    connection.execute("insert or ignore into meta values ('schema', ?)", (SCHEMA,))
    found = connection.execute("select value from meta where name = 'schema'").fetchone()[0]
    if found != SCHEMA:
        raise LedgerUnusable(
            f"{FILE}: its schema is version {found}, this program knows {SCHEMA}; use a matching Lähde"
        )
