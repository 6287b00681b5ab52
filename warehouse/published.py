"""The reading side: the published folder, and nothing else, for dashboards and exports."""

import threading
from collections.abc import Iterable
from copy import copy
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.beside import Finding, Source
from warehouse.canonical import CANONICAL, Canonical
from warehouse.dictionary import Table, tables
from warehouse.goals import Goal
from warehouse.quality.report import Report
from warehouse.quality.report import read as audit
from warehouse.sql import names, text

__all__ = [
    "FORMAT", "Finding", "Goal", "Node", "Published", "Report", "Source", "Table", "Unpublished", "audit",
    "open_current",
]  # fmt: skip

FORMAT = 2
"""Shape of the published folder that this version writes and reads."""

RELEASES = "releases"
CURRENT = "current"
MANIFEST = "release.json"
DATABASE = "published.duckdb"

NODES_KEPT = 256
"""An agency's cells take up to a megabyte, a unit's a tenth of that."""

GOALS = """
    SELECT * REPLACE (start::VARCHAR AS start, due::VARCHAR AS due, reviewed_at::VARCHAR AS reviewed_at)
    FROM goal WHERE agency = ? ORDER BY id
"""

FINDINGS = "SELECT * REPLACE (date::VARCHAR AS date) FROM finding WHERE agency = ? ORDER BY date, theme"

SOURCES = "SELECT * REPLACE (since::VARCHAR AS since) FROM source ORDER BY name"


class Unpublished(Exception):
    """There is no release that can be read: `reason` is nothing, incomplete, older or newer."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A node of the organisation that figures are published for."""

    id: str
    parent: str | None
    agency: str
    name_fi: str
    name_sv: str
    level: str


class Published:
    """One release, open for reading, from any thread."""

    def __init__(self, folder: Path) -> None:
        self.release: dict[str, Any] = _manifest(folder)
        self.audit = audit(folder)
        """What was looked at before this release was published; None where it was published unlooked at."""
        try:
            # A query may read what is published, no other file.
            locked: dict[str, Any] = {"enable_external_access": "false", "lock_configuration": "true", "threads": 1}
            self._con = duckdb.connect(str(folder / DATABASE), read_only=True, config=locked)
            self._canonical = Canonical(folder / CANONICAL)
            self._whole()
            self._nodes = {row["id"]: Node(**row) for row in self._rows("SELECT * FROM node ORDER BY id")}
            definitions = self._rows("SELECT definition FROM card ORDER BY id")
            self.cards = {card.id: card for row in definitions for card in [_card(row["definition"])]}
        except (duckdb.Error, OSError, msgspec.MsgspecError, KeyError, TypeError) as fault:
            raise Unpublished("incomplete") from fault
        self._kept = lru_cache(maxsize=NODES_KEPT)(self._read)

    def _whole(self) -> None:
        """Raises Unpublished: cells, a table or a view are missing that this version reads."""
        there = {row["name"] for row in self._rows("SELECT table_name AS name FROM information_schema.tables")}
        if not set(names("warehouse.sql.published")) <= there or len(self._canonical) != self.release["cells_bytes"]:
            raise Unpublished("incomplete")

    def nodes(self) -> list[Node]:
        return list(self._nodes.values())

    def node(self, wanted: str) -> Node | None:
        return self._nodes.get(wanted)

    def only(self, nodes: Iterable[Node]) -> "Published":
        """The same release as if nothing were published of other nodes."""
        part = copy(self)
        part._nodes = {node.id: node for node in nodes}
        return part

    def cells(self, node: str, indicator: str | None = None) -> list[Cell]:
        """Cells of the formulas in force, by indicator, breakdown, category, window and time."""
        found = self._kept(node) if node in self._nodes else {}
        return list(chain(*found.values())) if indicator is None else list(found.get(indicator, ()))

    def goals(self, agency: str) -> list[Goal]:
        """The agency's own goals of the newest closed month, by id."""
        rows = self._rows(GOALS, [agency]) if agency in self._nodes else []
        return [Goal(**row) for row in rows]

    def findings(self, agency: str) -> list[Finding]:
        """What the agency found when it analysed its learning culture, oldest first."""
        rows = self._rows(FINDINGS, [agency]) if agency in self._nodes else []
        return [Finding(**row) for row in rows]

    def sources(self) -> list[Source]:
        """Where the data come from, by name, as declared when the release was made."""
        return [Source(**row) for row in self._rows(SOURCES)]

    def shown(self) -> list[dict[str, Any]]:
        """How many figures are shown or hidden, and why: rows of `mart_shown`, in order."""
        return self._rows("FROM mart_shown ORDER BY ALL")

    def dictionary(self) -> list[Table]:
        """What this file holds, in the words of its own comments."""
        return tables(self._rows(text("dictionary")))

    def sql(self, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Columns and rows of a query over the published tables. Raises ValueError: what is wrong with it."""
        cursor = self._con.cursor()
        try:
            result = cursor.execute(query)
            if result is None:  # nothing but blanks and comments
                raise ValueError("the query is empty")
            rows = result.fetchall()
        except duckdb.Error as fault:
            raise ValueError(str(fault).partition("\n")[0]) from None
        return [str(column[0]) for column in cursor.description or []], rows

    def _read(self, node: str) -> dict[str, list[Cell]]:
        """By indicator, from the canonical file: DuckDB is thirty times as slow, and a page has many figures of it."""
        found = (c for c in self._canonical.of(node) if self._in_force(c))
        return {indicator: list(cells) for indicator, cells in groupby(found, key=attrgetter("indicator"))}

    def _in_force(self, cell: Cell) -> bool:
        card = self.cards.get(cell.indicator)
        return card is not None and card.version == cell.formula_version

    def _rows(self, sql: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """On a cursor of its own: a connection serves one thread at a time."""
        cursor = self._con.cursor()
        rows = cursor.execute(sql, values or []).fetchall()
        names = [str(column[0]) for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in rows]


_open: dict[Path, tuple[Path, Published]] = {}
_opening = threading.Lock()


def open_current(folder: Path) -> Published:
    """The release the pointer names, opened once and kept until the pointer moves. Raises `Unpublished`.

    Where that cannot be read and another was open, the other stays: the last good one.
    """
    try:
        target = (folder / CURRENT).resolve(strict=True)
    except OSError:
        raise Unpublished("nothing") from None
    with _opening:
        known = _open.get(folder)
        if known is None or known[0] != target:
            known = _open[folder] = (target, _opened(target, known[1] if known else None))
        return known[1]


def _opened(target: Path, before: Published | None) -> Published:
    """What cannot be read takes no readable one's place."""
    try:
        return Published(target)
    except Unpublished:
        if before is None:
            raise
        return before


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as fault:
        raise Unpublished("incomplete") from fault
    if (found := manifest.get("format")) != FORMAT:
        raise Unpublished("older" if isinstance(found, int) and found < FORMAT else "newer")
    return manifest


def _card(definition: str) -> Card:
    return msgspec.json.decode(definition, type=Card)
