"""The canonical file: a release's cells, a JSON object a line, sorted. Equal cells are equal bytes (law 7)."""

import hashlib
import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from schemas.cell import Cell

CANONICAL = "cells.ndjson"

_CELLS = msgspec.json.Decoder(Cell)


class _Line(msgspec.Struct):
    """As much of a line as it is sorted by."""

    node: str


_LINE = msgspec.json.Decoder(_Line)


def order(cell: Cell) -> tuple[Any, ...]:
    """By node, indicator and part, and then by window and time: a page asks for a node."""
    key = (cell.node, cell.indicator, cell.breakdown, cell.category, cell.window, cell.period_end, cell.period)
    return (*key, cell.formula_version)


def write(path: Path, cells: Sequence[Cell]) -> dict[str, Any]:
    """Compact, fields in the order of `Cell`. How many cells and bytes, and the SHA-256, for the manifest."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for cell in sorted(cells, key=order):
            line = msgspec.json.encode(cell) + b"\n"
            digest.update(line)
            file.write(line)
        return {"cells": len(cells), "cells_bytes": file.tell(), "cells_sha256": digest.hexdigest()}


def read(path: Path) -> list[Cell]:
    """All cells."""
    return _CELLS.decode_lines(path.read_bytes())


class Canonical:
    """The file, open for reading from any thread. A node's lines stand together; they are found by halving."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            # An empty file cannot be mapped.
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""

    def __len__(self) -> int:
        """In bytes."""
        return len(self._bytes)

    def of(self, node: str) -> list[Cell]:
        """The node's cells, in their order."""
        places = range(len(self))
        start = bisect_left(places, node, key=self._node_at)
        end = bisect_right(places, node, start, key=self._node_at)
        return _CELLS.decode_lines(self._bytes[start:end])

    def _node_at(self, place: int) -> str:
        start, end = self._bytes.rfind(b"\n", 0, place) + 1, self._bytes.find(b"\n", place)
        return _LINE.decode(self._bytes[start:end]).node
