"""What statements say of an activity."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from schemas.statement.parse import parse
from schemas.statement.related import activities

LATEST = 100
"""Statements about one activity, or related to it, that are looked at; what only older ones say is not told."""

SQL = """
with named as (select id from term where text = :activity), told (seq) as (
    select * from (select seq from statement where activity = (select id from named) order by seq desc limit :latest)
    union
    select * from (select seq from related where activity = (select id from named) order by seq desc limit :latest)
)
select s.body from told join statement s using (seq) join source c on c.id = s.source
where s.voided_at is null and (:source is null or c.name = :source)
order by s.seq desc limit :latest
"""


def definitions(connection: sqlite3.Connection, activity: str, source: str | None = None) -> list[dict[str, Any]]:
    """Of the newest statements that name it, oldest first; `source`: only by what this one sent."""
    rows = connection.execute(SQL, {"activity": activity, "source": source, "latest": LATEST}).fetchall()
    return [found for (body,) in reversed(rows) for found in _told(parse(body), activity)]


def _told(statement: dict[str, Any], activity: str) -> Iterator[dict[str, Any]]:
    named = (one.get("definition") for one in activities(statement) if one["id"] == activity)
    return filter(None, named)
