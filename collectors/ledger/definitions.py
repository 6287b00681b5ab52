"""What statements say of an activity."""

import sqlite3
from typing import Any

import msgspec

LATEST = 100
"""Statements about one activity that are looked at; what only older ones say is not told."""

SQL = """
select s.body from statement s join source c on c.id = s.source
where s.activity = (select id from term where text = ?) and s.voided_at is null and (? is null or c.name = ?)
order by s.seq desc limit ?
"""


class _Activity(msgspec.Struct):
    definition: dict[str, Any] = {}


class _Statement(msgspec.Struct):
    object: _Activity


_of = msgspec.json.Decoder(_Statement).decode


def definitions(connection: sqlite3.Connection, activity: str, source: str | None = None) -> list[dict[str, Any]]:
    """Of the newest statements whose object it is, oldest first; `source`: only by what this one sent."""
    rows = connection.execute(SQL, (activity, source, source, LATEST)).fetchall()
    return [found for (body,) in reversed(rows) if (found := _of(body).object.definition)]
