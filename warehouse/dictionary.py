"""The data dictionary: what is published and what each column means, from the comments in the published file itself."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec


class Column(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    type: str
    says: str


class Table(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    says: str
    stable: bool
    """A view named mart_…: its columns stay as they are, new ones come at the end."""
    columns: list[Column]


def tables(rows: Iterable[dict[str, Any]]) -> list[Table]:
    """From the rows of sql/dictionary.sql."""
    made = []
    for (name, says, stable), group in groupby(rows, lambda row: (row["table"], row["table_says"], row["stable"])):
        columns = [Column(name=row["column"], type=row["type"], says=row["column_says"]) for row in group]
        made.append(Table(name=name, says=says, stable=stable, columns=columns))
    return made
