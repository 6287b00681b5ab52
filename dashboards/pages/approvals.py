"""/fi/trust/KLV: an agency's sources and approvals, what is hidden of it; and more for those who guard its people."""

from datetime import date
from typing import Any

import msgspec

from dashboards.doors import Guarded
from dashboards.page import Page
from dashboards.reading.approvals import Fed, declared, fed, of
from dashboards.reading.hidden import hidden
from dashboards.reading.hidden import table as counted
from dashboards.reading.release import Reading, name_of, quoted
from look.dates import day
from look.messages import message
from look.numbers import number
from warehouse.published import Node

HEAD = ("column.indicator", "about.cooperation", "trust.column.sources", "trust.column.needs")
DOORS = {
    "node": "trust.door.node",
    "network": "trust.door.network",
    "health": "trust.door.health",
    "people": "trust.door.people",
}


def approvals(reading: Reading, agency: Node, guarded: Guarded | None = None) -> Page:
    """`guarded`: only for those who may see it."""
    lang = reading.lang
    figures, sources = fed(reading, agency.id), of(reading.published.sources(), agency.id)
    found = hidden(reading.published.shown(), lang, agency.id)
    return Page(
        template="approvals.html",
        title=message(lang, "trust.agency.title", name=name_of(agency, lang)[0]),
        path=f"/trust/{quoted(agency.id)}",
        data=lambda: (
            {
                "agency": agency.id,
                "sources": msgspec.to_builtins(sources),
                "indicators": [_told(figure) for figure in figures],
                "figures": msgspec.to_builtins(found.rows),
            }
            | ({"guarded": msgspec.to_builtins(guarded)} if guarded else {})
        ),
        table=lambda: _table(figures, lang),
        context=lambda: {
            "node": agency,
            "sources": declared(sources, lang),
            "fed": figures,
            "counted": counted(found, lang),
            "guarded": guarded,
            "denied": _denied(guarded, lang) if guarded else [],
            "handed_out": _handed_out(guarded, lang) if guarded else [],
        },
    )


def _told(figure: Fed) -> dict[str, Any]:
    names = [source.name for source in figure.sources]
    return {"id": figure.card.id, "feeds": figure.card.sources, "sources": names, "cooperation": figure.records}


def _table(figures: list[Fed], lang: str) -> list[list[str]]:
    rows = (
        [f.card.name[lang], ", ".join(f.records), ", ".join(s.name for s in f.sources), ", ".join(f.needs)]
        for f in figures
    )
    return [[message(lang, key) for key in HEAD], *rows]


def _denied(guarded: Guarded, lang: str) -> list[list[str]]:
    """Day, door, count."""
    return [
        [day(date.fromisoformat(when), lang), message(lang, DOORS.get(door, "trust.door.other")), number(count, lang)]
        for when, doors in guarded.denied.items()
        for door, count in sorted(doors.items())
    ]


def _handed_out(guarded: Guarded, lang: str) -> list[list[str]]:
    """Day, purpose, until when, whether our copy is still there."""
    return [
        [
            day(date.fromisoformat(s.day), lang),
            s.purpose,
            day(date.fromisoformat(s.expires), lang),
            message(lang, "trust.copy.deleted" if s.deleted else "trust.copy.kept"),
        ]
        for s in guarded.handed_out
    ]
