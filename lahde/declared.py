"""What is declared of the sources, for a release to publish."""

from pathlib import Path

from collectors.ledger.sources import Source as Known
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from warehouse.beside import Source


def declared(data: Path) -> list[Source]:
    """Of all sources, by name; those that bring nothing any more are told too, for their data may stand in figures."""
    ledger = open_reader(data)
    try:
        return [_told(source) for source in sources(ledger)]
    finally:
        ledger.close()


def _told(source: Known) -> Source:
    about = source.about
    return Source(
        name=source.name,
        agency=source.agency or None,
        feeds=about.feeds,
        units=about.units,
        since=about.since,
        purpose=about.purpose,
        dpia=about.dpia,
        cooperation=about.cooperation,
        revoked=source.revoked,
    )
