"""What a mentor sees of their own mentoring: sessions, groups and hours by month; and how many have room for more."""

from collections import defaultdict
from datetime import date, timedelta

import msgspec

from collectors.web.told import EXT, Told
from collectors.web.visit import Visit
from look.dates import month
from look.numbers import number

LEAST = 5
"""Fewer mentors with room for more are not told of: somebody could be known by it."""
ROLES = ("mentor", "facilitator")


class Mentored(msgspec.Struct, frozen=True, kw_only=True):
    """One month of own sessions as a mentor."""

    name: str
    sessions: int
    groups: int
    hours: str


def months(events: list[Told], lang: str) -> list[Mentored]:
    """Newest first; empty for whoever is no mentor."""
    by_month: dict[date, list[Told]] = defaultdict(list)
    for event in events:
        if event.class_ == "MS" and event.mine and not event.kept.voided and _said(event, "role") in ROLES:
            by_month[event.day.replace(day=1)].append(event)
    return [_month(day, held, lang) for day, held in sorted(by_month.items(), reverse=True)]


def free_mentors(visit: Visit) -> int | None:
    """How many mentors of the agency said that they can take more; None: too few to tell."""
    sql = "select count(*) from capacity join person on person.id = person where free = 1 and agency = ?"
    count: int = visit.wiring.reader.connection.execute(sql, (visit.viewer.agency,)).fetchone()[0]
    return count if count >= LEAST else None


def _month(day: date, held: list[Told], lang: str) -> Mentored:
    seconds = sum(_seconds(event) for event in held)
    return Mentored(
        name=month(day, lang),
        sessions=len(held),
        groups=sum(_said(event, "session-mode") == "group" for event in held),
        hours=number(seconds / 3600, lang, 1),
    )


def _said(event: Told, name: str) -> object:
    return event.kept.statement.get("context", {}).get("extensions", {}).get(EXT + name)


def _seconds(event: Told) -> float:
    try:
        return msgspec.convert(event.kept.statement["result"]["duration"], timedelta).total_seconds()
    except (KeyError, ValueError, OverflowError):
        return 0
