"""The figures of a node as a file for programs: the cells as they were released."""

import csv
from io import StringIO

import msgspec

from dashboards.figures import Figure
from schemas.cell import Cell


def machine_csv(shown: Figure) -> bytes:
    """UTF-8, commas, decimal points, ISO dates, the cell's own field names."""
    rows = [["" if v is None else v for v in msgspec.structs.astuple(cell)] for cell in shown.cells]
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([list(Cell.__struct_fields__), *rows])
    return out.getvalue().encode()
