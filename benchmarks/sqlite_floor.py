"""Bare SQLite group commit: what the disk and SQLite alone give for groups of 50 bodies with a unique id."""

import os
import sqlite3
import tempfile
import time
from pathlib import Path


def rate(body: bytes, groups: int = 200, size: int = 50) -> float:
    """Rows a second, synchronous=full, one commit a group."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "floor.sqlite", isolation_level=None)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma wal_autocheckpoint = 40000")
        connection.execute("create table s (seq integer primary key, id blob unique, body blob)")
        started = time.perf_counter()
        for _ in range(groups):
            connection.execute("begin immediate")
            rows = [(os.urandom(16), body) for _ in range(size)]
            connection.executemany("insert into s (id, body) values (?, ?)", rows)
            connection.execute("commit")
        return groups * size / (time.perf_counter() - started)
