"""The published folder: a release is written whole beside the others, and then the pointer moves in one step."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse import canonical
from warehouse.beside import Beside
from warehouse.canonical import CANONICAL
from warehouse.published import CURRENT, DATABASE, FORMAT, MANIFEST, RELEASES, Node
from warehouse.sql import literal
from warehouse.tables import create

Rows = Sequence[dict[str, Any]]
NOTHING = Beside()


class Previous(msgspec.Struct, frozen=True, kw_only=True):
    """What the release before said, as far as the next one has to keep it."""

    manifest: dict[str, Any]
    cells: list[Cell]
    nodes: list[Node]
    beside: Beside = Beside()


def previous(published: Path) -> Previous | None:
    """The current release; None if nothing is published yet."""
    folder = published / CURRENT
    if not folder.exists():
        return None
    return Previous(
        manifest=msgspec.json.decode((folder / MANIFEST).read_bytes()),
        cells=canonical.read(folder / CANONICAL),
        nodes=msgspec.json.decode((folder / "nodes.json").read_bytes(), type=list[Node]),
        beside=msgspec.json.decode((folder / "beside.json").read_bytes(), type=Beside),
    )


def next_id(published: Path, as_of: str) -> str:
    """The date of the cut-off and a running number."""
    taken = {path.name for path in (published / RELEASES).glob(f"{as_of}-*")}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{as_of}-{number}") not in taken)


def write(
    published: Path,
    manifest: dict[str, Any],
    cells: Sequence[Cell],
    nodes: list[Node],
    cards: dict[str, Card],
    beside: Beside = NOTHING,
) -> Path:
    """The release's folder, beside the others, where nobody reads it yet."""
    unfinished = published / RELEASES / f".{manifest['id']}.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    manifest = manifest | canonical.write(unfinished / CANONICAL, cells) | {"format": FORMAT}
    (unfinished / "nodes.json").write_bytes(msgspec.json.encode(nodes))
    (unfinished / "beside.json").write_bytes(msgspec.json.encode(beside))
    _database(unfinished, manifest, nodes, cards, beside)
    (unfinished / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    return unfinished


def publish(published: Path, unfinished: Path, release: str) -> None:
    """Point to what was written. Whoever reads meets the old one whole or the new one whole."""
    releases = published / RELEASES
    for path in (*unfinished.iterdir(), unfinished):
        _sync(path)
    unfinished.rename(releases / release)
    _sync(releases)
    _point(published, f"{RELEASES}/{release}")


def _point(published: Path, target: str) -> None:
    fresh = published / f".{CURRENT}.part"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    os.replace(fresh, published / CURRENT)
    _sync(published)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _database(
    folder: Path,
    manifest: dict[str, Any],
    nodes: list[Node],
    cards: dict[str, Card],
    beside: Beside,
) -> None:
    with duckdb.connect(str(folder / DATABASE)) as con:
        create(con, "warehouse.sql.published")
        _insert_cells(con, folder / CANONICAL)
        _insert(con, "node", msgspec.to_builtins(nodes))
        _insert(con, "goal", msgspec.to_builtins(beside.goals))
        _insert(con, "finding", msgspec.to_builtins(beside.findings))
        _insert(con, "source", msgspec.to_builtins(beside.sources))
        _insert(con, "card", [_card(card) for card in cards.values()])
        _insert(con, "correction", manifest.get("corrections", []))
        _insert(con, "release", [{k: v for k, v in manifest.items() if k in _columns(con, "release")}])
        con.execute(f"COPY release_cell TO {literal(folder / 'cells.parquet')} (FORMAT parquet)")


def _card(card: Card) -> dict[str, Any]:
    texts = ("name", "question", "does_not_tell", "must_not_use")
    row = {f"{field}_{lang}": getattr(card, field)[lang] for field in texts for lang in ("fi", "sv", "en")}
    plain = {field: getattr(card, field) for field in ("id", "version", "unit", "min_n", "sensitive", "pair")}
    return row | plain | {"definition": msgspec.json.encode(card).decode()}


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    """Dates come as ISO strings and are cast on the way in."""
    names = _columns(con, table)
    con.register("given", pa.table({name: [row[name] for row in rows] for name in names}))
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM given")
    con.unregister("given")


def _insert_cells(con: duckdb.DuckDBPyConnection, canonical: Path) -> None:
    """From the file, so that many cells need not be in memory twice; by node, for so pages ask for them."""
    types = {name: kind for name, kind, *_ in con.execute("DESCRIBE release_cell").fetchall()}
    read = "read_json(?, format = 'newline_delimited', columns = ?)"
    con.execute(
        f"INSERT INTO release_cell BY NAME SELECT * FROM {read} ORDER BY node, indicator", [str(canonical), types]
    )


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [str(column[0]) for column in con.execute(f"SELECT * FROM {table} LIMIT 0").description or []]
