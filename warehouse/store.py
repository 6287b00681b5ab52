"""The warehouse file and its only writer. What it offers the embedded engine is `streams.port.Warehouse`."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import duckdb
import msgspec
import pyarrow as pa

from schemas import profile
from schemas.fact import Fact
from schemas.participation import CAP, Participation, PulseAnswer, Retraction, SetAside
from warehouse import reference
from warehouse.sql import literal, text
from warehouse.tables import FACTS, FORMAT, ROWS, STEPS, OtherFormat, arrow, builder, check_format, create, selection

__all__ = ["Change", "Occupied", "OtherFormat", "Place", "Store", "Unreadable"]

Row = Participation | PulseAnswer | SetAside | Retraction
Key = tuple[str, str]


class Occupied(OSError):
    """Another process holds the file: DuckDB lets one at a time write."""


class Unreadable(OSError):
    """The file is damaged, or cannot be reached; everything in it is also in the ledger."""

    def __init__(self, path: Path, fault: duckdb.Error) -> None:
        super().__init__(
            f"the warehouse file {path} cannot be read ({str(fault).partition(chr(10))[0]}). If it is damaged, delete "
            f"it together with {path.name}.wal and start again: it is rebuilt from the ledger"
        )


class Place(NamedTuple):
    """Up to where a partition has been read: the next record, and the last mark."""

    next: int
    mark: int


class Change(Protocol):
    """What one micro-batch changes; see `streams.port.Batch`."""

    @property
    def rows(self) -> list[Row]: ...
    @property
    def facts(self) -> dict[Key, Fact | None]: ...
    @property
    def reference(self) -> list[reference.Reference]: ...
    @property
    def erased(self) -> list[str]: ...
    @property
    def forgotten(self) -> list[str]: ...
    @property
    def position(self) -> int: ...


class Store:
    """One open warehouse file. Safe to call from several threads: calls take turns."""

    def __init__(self, path: Path, *, memory_limit: str = "1GB", threads: int = 2) -> None:
        self.path = path
        self._settings: dict[str, Any] = {"memory_limit": memory_limit, "threads": threads}
        self._lock = threading.RLock()
        self._con = self._open()
        _rewritten(path).unlink(missing_ok=True)

    def _open(self) -> duckdb.DuckDBPyConnection:
        try:
            con = duckdb.connect(str(self.path), config=self._settings)
        except duckdb.Error as fault:
            if "Could not set lock" in str(fault):
                raise Occupied(f"the warehouse file {self.path} is held by another process") from fault
            raise Unreadable(self.path, fault) from fault
        try:
            with self._turn():
                _prepare(con)
        except BaseException:
            con.close()
            raise
        return con

    def position(self) -> int:
        """The journal position all committed batches have reached; 0 when empty."""
        with self._turn():
            return int(self._one("SELECT position FROM position"))

    def rows(self, ids: Iterable[str]) -> dict[str, Row]:
        """What stands under these ids."""
        found: dict[str, Row] = {}
        with self._turn(), self._given(id=list(ids)):
            for kind, table in ROWS.items():
                rows = self._built(kind, f"FROM {table} r WHERE r.id IN (SELECT id::UUID FROM given)")
                found |= {row.id: row for row in rows}
        return found

    def contributions(self, keys: Iterable[Key], at_most: int) -> dict[Key, list[Participation]]:
        """The live participations of each key; where there are more than `at_most`, at least those of smallest id.

        A key without any has an empty list.
        """
        result: dict[Key, list[Participation]] = {key: [] for key in keys}
        with self._turn(), self._given(person_key=[p for p, _ in result], key=[k for _, k in result]):
            live = self._built(Participation, text("contributions"), at_most=at_most)
        for row in live:
            for key in row.keys:
                if (row.person, key) in result:
                    result[row.person, key].append(row)
        return result

    def positions(self, ids: Iterable[str]) -> dict[str, int]:
        """At which position what stands under these ids was said."""
        found: dict[str, int] = {}
        with self._turn(), self._given(id=list(ids)):
            for table in ROWS.values():
                sql = f"SELECT id::VARCHAR, position FROM {table} WHERE id IN (SELECT id::UUID FROM given)"
                found |= dict(self._con.execute(sql).fetchall())
        return found

    def places(self) -> dict[tuple[str, int], Place]:
        """(topic, partition) → up to where it has been read; empty unless the file is loaded from Kafka."""
        with self._turn():
            rows = self._con.execute('SELECT topic, "partition", "next", mark FROM read_place').fetchall()
        return {(topic, number): Place(*at) for topic, number, *at in rows}

    def commit(self, batch: Change, places: Mapping[tuple[str, int], Place] | None = None) -> None:
        """All of it or nothing, durably; with it up to where each of some partitions has now been read."""
        with self._turn(), self._transaction():
            for place, at in (places or {}).items():
                self._con.execute('DELETE FROM read_place WHERE topic = ? AND "partition" = ?', place)
                self._con.execute("INSERT INTO read_place VALUES (?, ?, ?, ?)", [*place, *at])
            self._erase(batch.erased)
            self._forget(batch.forgotten)
            self._replace_rows(batch.rows)
            self._replace_facts(batch.facts)
            reference.replace(self._con, batch.reference)
            self._con.execute("UPDATE position SET position = ?", [batch.position])

    def _erase(self, persons: list[str]) -> None:
        if not persons:
            return
        with self._given(person_key=persons):
            for table in self._tables_with("person_key"):
                self._con.execute(f"DELETE FROM {table} WHERE person_key IN (SELECT person_key::UUID FROM given)")

    def _forget(self, ids: list[str]) -> None:
        if not ids:
            return
        with self._given(id=ids):
            for table in ROWS.values():
                self._con.execute(f"DELETE FROM {table} WHERE id IN (SELECT id::UUID FROM given)")

    def _replace_rows(self, rows: Sequence[Row]) -> None:
        self._forget([row.id for row in rows])
        for kind, table in ROWS.items():
            self._insert(table, kind, [row for row in rows if type(row) is kind])

    def _replace_facts(self, facts: dict[Key, Fact | None]) -> None:
        for table in FACTS.values():
            keys = [key for key in facts if _table(key[1]) == table]
            if keys:
                with self._given(person_key=[p for p, _ in keys], key=[k for _, k in keys]):
                    self._con.execute(
                        f"DELETE FROM {table} r USING given g WHERE r.person_key = g.person_key::UUID AND r.key = g.key"
                    )
        for kind, table in FACTS.items():
            self._insert(table, kind, [fact for fact in facts.values() if type(fact) is kind])

    def _insert(self, table: str, kind: type[msgspec.Struct], rows: Sequence[Any]) -> None:
        if rows:
            with self._registered(arrow(kind, rows)):
                self._con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given")

    def set_aside_counts(self) -> list[tuple[str, str, str, str, int]]:
        """(source, verb, object type, reason, count) of what was set aside, the most frequent first."""
        with self._turn():
            rows = self._con.execute(text("set_aside_counts")).fetchall()
            beyond = self._con.execute(text("beyond_cap"), {"cap": CAP}).fetchall()
        rows += [(source, *_statement(template, kind), "key is full", n) for source, template, kind, n in beyond]
        return sorted(rows, key=lambda row: (-row[4], *row[:4]))

    def counts(self) -> dict[str, int]:
        """Table → number of rows."""
        with self._turn():
            return {table: int(self._one(f"SELECT count(*) FROM {table}")) for table in self._tables_with("%")}

    def fingerprint(self) -> dict[str, tuple[int, int]]:
        """Table → (number of rows, a hash of all rows in whatever order): equal for equal warehouses."""
        with self._turn():
            return {table: self._print(table) for table in self._tables_with("%")}

    def _print(self, table: str) -> tuple[int, int]:
        # fetchall, not fetchone: DuckDB 2.0 keeps a connection busy until a result has been read to its end.
        ((count, total),) = self._con.execute(f"SELECT count(*), sum(hash(r)::HUGEINT) FROM {table} r").fetchall()
        return int(count), int(total or 0)

    def copy_to(self, path: Path) -> None:
        """A copy of the file as of now; `path` is replaced in one step."""
        unfinished = path.with_name(f".{path.name}.part")
        with self._turn():
            self._con.execute("CHECKPOINT")
            shutil.copyfile(self.path, unfinished)
        os.replace(unfinished, path)

    def compact(self) -> None:
        """Rewrite the file without the bytes of deleted rows (law 9: erasure is real)."""
        fresh = _rewritten(self.path)
        with self._turn():
            fresh.unlink(missing_ok=True)
            name = self._one("SELECT current_database()")
            self._con.execute(f"ATTACH {literal(fresh)} AS fresh")
            try:
                self._con.execute(f'COPY FROM DATABASE "{name}" TO fresh')
            finally:
                self._con.execute("DETACH fresh")
            self._con.close()
            os.replace(fresh, self.path)
            self._con = self._open()

    def close(self) -> None:
        with self._turn():
            self._con.close()

    def _tables_with(self, column: str) -> list[str]:
        return [name for (name,) in self._con.execute(text("tables_with"), [column]).fetchall()]

    def _built(self, kind: type[msgspec.Struct], source: str, **values: object) -> list[Any]:
        found = self._con.execute(f"SELECT {selection(kind)} {source}", values).fetchall()
        return list(map(builder(kind), found))

    def _one(self, sql: str) -> Any:
        return self._con.execute(sql).fetchall()[0][0]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One call at a time. Damage within the file shows only when the damaged part is read."""
        with self._lock:
            try:
                yield
            except duckdb.Error as fault:
                if "Corrupt" in str(fault):
                    raise Unreadable(self.path, fault) from fault
                raise

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._con.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._con.execute("ROLLBACK")
            raise
        self._con.execute("COMMIT")

    @contextmanager
    def _given(self, **values: list[str]) -> Iterator[None]:
        with self._registered(pa.table({name: pa.array(column, pa.string()) for name, column in values.items()})):
            yield

    @contextmanager
    def _registered(self, table: pa.Table) -> Iterator[None]:
        self._con.register("given", table)
        try:
            yield
        finally:
            self._con.unregister("given")


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Create the tables in an empty file; refuse a file of another shape."""
    if not con.execute(text("tables_with"), ["%"]).fetchall():
        con.execute("BEGIN")
        create(con, "warehouse.sql.store")
        con.execute("INSERT INTO position VALUES (0, ?)", [FORMAT])
        con.execute("COMMIT")
    check_format(con)


def _statement(template: str, kind: str | None) -> tuple[str, str]:
    """Verb and object type of the template; the first, where it has several."""
    return next((t.verb, t.object_type or "") for t in profile.TEMPLATES if (t.id, t.kind) == (template, kind))


def _table(key: str) -> str:
    return STEPS[key.partition(":")[0]]


def _rewritten(path: Path) -> Path:
    return path.with_name(f".{path.name}.rewritten")
