"""Files as five different systems write them."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

from lahde.population.table import Table


@dataclass(frozen=True)
class Format:
    encoding: str
    delimiter: str
    local: bool
    """3.11.2026 9.05 and decimal commas; else ISO dates and points."""
    head: str = ""
    """What stands before the header line, e.g. a byte order mark."""
    o_clock: str = ""

    @property
    def said(self) -> str:
        return self.encoding.upper() + (" with a byte order mark" if self.head == "\ufeff" else "")

    @property
    def separated(self) -> str:
        return {";": "semicolons", ",": "commas", "\t": "tabs"}[self.delimiter]


FORMATS = {
    "KLV": Format("utf-8", ";", local=True, head="\ufeff"),
    "MH": Format("utf-16-le", "\t", local=True, head="\ufeff"),
    "SKV": Format("cp1252", ";", local=False),
    "KLL": Format("utf-8", ",", local=False),
    "RTT": Format("utf-8", ";", local=True, head="sep=;\r\n", o_clock="klo "),
}


def encode(table: Table, form: Format) -> bytes:
    out = StringIO()
    out.write(form.head)
    writer = csv.writer(out, delimiter=form.delimiter, lineterminator="\r\n")
    writer.writerow(table.columns)
    written = _local(form.o_clock) if form.local else _ISO
    for row in table.rows:
        writer.writerow([written[type(value)](value) if type(value) in written else value for value in row])
    return out.getvalue().encode(form.encoding)


def _local(o_clock: str) -> dict[type, Callable[..., str]]:
    def day(value: date) -> str:
        return f"{value.day}.{value.month}.{value.year}"

    def time(value: datetime) -> str:
        return f"{day(value)} {o_clock}{value.hour}.{value.minute:02d}"

    return {date: day, datetime: time, float: lambda value: f"{value:g}".replace(".", ",")}


_ISO: dict[type, Callable[..., str]] = {
    date: date.isoformat,
    datetime: lambda value: value.isoformat(" ", "minutes"),
    float: lambda value: f"{value:g}",
}
