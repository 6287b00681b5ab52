"""The parts of a person's file that are no statements, in words."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from collectors.identity import HELSINKI, local_day
from collectors.person_file import PersonFile
from collectors.rows import OPEN_END
from look import message
from look.dates import clock, day
from look.numbers import number

BEGINNING = "0001-01-01"


def readings(kept: PersonFile, lang: str) -> list[tuple[str, str, int]]:
    """(hour, system, statements)"""
    return [(_hour(reading.hour, lang), reading.source, reading.count) for reading in kept.handed_out]


def snapshots(kept: PersonFile, lang: str) -> list[tuple[str, str]]:
    """(to whom and what for, since when until when)"""
    return [
        (
            message(lang, "me.snapshot", holder=given.holder, purpose=given.purpose),
            message(
                lang, "me.snapshot.days", made=on(given.made, lang), last=day(date.fromisoformat(given.expires), lang)
            ),
        )
        for given in kept.snapshots
    ]


def identity(kept: PersonFile, lang: str) -> list[tuple[str, str]]:
    """(what, more of it): identifiers, units, files handed in."""
    return [
        *((row["value"], _identifier(row, lang)) for row in kept.identifiers),
        *((message(lang, "me.unit", unit=row["unit"]), _assignment(row, lang)) for row in kept.assignments),
        *((message(lang, "me.handed_in", kind=row.kind), on(row.at, lang)) for row in kept.handed_in),
    ]


def documents(kept: PersonFile, lang: str) -> Iterator[tuple[str, str]]:
    """(system, how many and since when)"""
    for source in sorted({document.source for document in kept.documents}):
        newest, *older = (document for document in kept.documents if document.source == source)
        count = number(1 + len(older), lang)
        more = message(lang, "me.documents.more", count=count, day=on(newest.updated, lang))
        yield source, more


def on(timestamp: str, lang: str) -> str:
    """The local day."""
    return day(local_day(timestamp), lang)


def _identifier(row: dict[str, Any], lang: str) -> str:
    parts = [message(lang, f"identity.{row['kind']}"), row["home_page"], _valid(row, lang)]
    return ", ".join(part for part in parts if part)


def _assignment(row: dict[str, Any], lang: str) -> str:
    supervisor = message(lang, "me.supervisor") if row.get("supervisor") else ""
    return ", ".join(part for part in (_valid(row, lang), supervisor, row.get("language") or "") if part)


def _valid(row: dict[str, Any], lang: str) -> str:
    first = "" if row["valid_from"] == BEGINNING else day(date.fromisoformat(row["valid_from"]), lang)
    last = "" if row["valid_to"] == OPEN_END else day(date.fromisoformat(row["valid_to"]), lang)
    if first and last:
        return message(lang, "me.valid", first=first, last=last)
    if first:
        return message(lang, "me.since", first=first)
    return message(lang, "me.until", last=last) if last else ""


def _hour(timestamp: str, lang: str) -> str:
    moment = datetime.fromisoformat(timestamp).astimezone(HELSINKI)
    return message(lang, "me.hour", day=day(moment.date(), lang), time=clock(moment.time(), lang))
