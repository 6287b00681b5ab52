"""A table as a file that a Finnish spreadsheet opens rightly and runs nothing of."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins with one of these."""


def sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with BOM, semicolons, CRLF; the first row names the columns."""
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([[_harmless(v) for v in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
