"""A node's figure as a file for programs: the cells as they were released, with the cell's own field names."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import msgspec

from dashboards.reading.figures import Figure
from schemas.cell import Cell

NUMBERS = ("value", "low", "high")
"""Columns that may be empty."""


def machine_csv(shown: Figure) -> bytes:
    """UTF-8, commas, decimal points, ISO dates."""
    rows = [["" if v is None else v for v in msgspec.structs.astuple(cell)] for cell in shown.cells]
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([list(Cell.__struct_fields__), *rows])
    return out.getvalue().encode()


def parquet(shown: Figure) -> bytes:
    """The columns and types of the published release_cell."""
    import pyarrow as pa  # takes a while, and a server starts without
    import pyarrow.parquet as pq

    types = {"formula_version": pa.int32(), "period_start": pa.date32(), "period_end": pa.date32()}
    types |= dict.fromkeys(NUMBERS, pa.float64())
    columns = [pa.field(name, types.get(name, pa.string()), name in NUMBERS) for name in Cell.__struct_fields__]
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist([_dated(cell) for cell in shown.cells], schema=pa.schema(columns)), out)
    return out.getvalue()


def _dated(cell: Cell) -> dict[str, Any]:
    days = {name: date.fromisoformat(getattr(cell, name)) for name in ("period_start", "period_end")}
    return msgspec.structs.asdict(cell) | days


DOWNLOADS: dict[str, tuple[Callable[[Figure], bytes], str]] = {
    ".csv": (machine_csv, "text/csv; charset=utf-8"),
    ".parquet": (parquet, "application/vnd.apache.parquet"),
}
"""Suffix of a file → what makes it, and what it is."""
