"""`lahde pulse`: open a wave, close it, list what runs."""

import csv
import sqlite3
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import structlog

from collectors.identity import HELSINKI
from collectors.ledger.sources import Source, sources
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import Done, Work
from collectors.spool.enter import enter
from collectors.spool.folder import Spool
from collectors.spool.open import batches, open_wave, refuse_too_soon
from collectors.spool.texts import chosen, texts
from collectors.spool.wave import Wave
from collectors.whose import PAGES
from lahde.connection import connect
from lahde.folder import existing
from lahde.link import served_at
from lahde.screen import console, table
from lahde.settings import Settings
from schemas.statement.refusal import Refused

log = structlog.get_logger()


def begin(settings: Settings, name: str, agency: str, closes: str, file: Path, items: list[str] | None) -> None:
    """Opens a wave and prints its links as CSV: the only time they are known."""
    ledger = open_reader(existing(settings.folder))
    found = batches(file, _units(ledger, agency))
    own = Path(settings.pulse.texts) if settings.pulse.texts else None
    wave = Wave(
        name=name,
        agency=agency,
        source=_source(settings, sources(ledger), agency).name,
        opened=today(),
        closes=_last_day(closes),
        items=chosen(texts(own), items),
        invited={batch.unit: batch.invited for batch in found},
    )
    refuse_too_soon(ledger, wave)
    with connect(settings) as connection:
        links = open_wave(Spool(settings.folder), wave, found, connection.do)
    _print(links, f"{served_at(settings)}/pulse/{name}?t=")


def _print(links: Iterable[tuple[str, str]], address: str) -> None:
    out = csv.writer(sys.stdout)
    out.writerow(("unit", "link"))
    out.writerows((unit, address + token) for unit, token in links)
    print(
        "The links are shown this once. Send each to one person of its unit, drawn by lot, and keep no list of who got "
        "which: nothing here knows either.",
        file=sys.stderr,
    )


def today() -> str:
    return datetime.now(UTC).astimezone(HELSINKI).date().isoformat()


def _last_day(text: str) -> str:
    try:
        found = date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refused("--closes", "must be a day as YYYY-MM-DD") from None
    if found < today():
        raise Refused("--closes", "is the last day on which answers are taken, so it cannot have passed")
    return found


def _units(ledger: sqlite3.Connection, agency: str) -> frozenset[str]:
    return frozenset(unit for (unit,) in ledger.execute("select id from unit where agency = ?", (agency,)))


def _source(settings: Settings, found: Iterable[Source], agency: str) -> Source:
    """The agency's live source of pages that brings pulses."""
    fitting = (s for s in found if s.agency == agency and not s.revoked)
    source = next((s for s in fitting if PAGES in s.about.scopes and "pulse" in s.about.feeds), None)
    if source is None:
        way_out = f"lahde source add {agency.lower()}-pages --agency {agency} --scope pages --feeds pulse"
        raise Refused("--agency", f"this agency has no source for what people answer on its pages; {way_out}")
    if settings.undeclared == "refuse":
        source.refuse_undeclared()
    return source


def end(settings: Settings, name: str) -> None:
    """Closes a wave now, whatever its last day."""
    spool = Spool(existing(settings.folder))
    if spool.closed(name) and not spool.running(name):
        raise Refused("WAVE", "this wave is closed already", status=409)
    with connect(settings) as connection:
        done = _enter(spool, settings.folder, name, connection.do)
    print(f"{name}: closed; {done.added + done.known} answers are in the ledger, the spool is gone", file=sys.stderr)


def end_due(folder: Path, do: Callable[[Work], Done]) -> None:
    """Closes the waves whose last day has passed, and those whose closing was interrupted."""
    spool = Spool(folder)
    for name in spool.names():
        file = spool.file(name)
        if file.counts()[1] or file.wave().closes < today():
            done = _enter(spool, folder, name, do)
            log.info("pulse closed", answers=done.added)


def _enter(spool: Spool, folder: Path, name: str, do: Callable[[Work], Done]) -> Done:
    file = spool.running(name)
    if file is None:
        raise Refused("WAVE", "no such wave is running; `lahde pulse list` shows them", status=404)
    return enter(spool, name, file, do, hash_key(open_reader(folder)))


def show(settings: Settings) -> None:
    """Running waves. Of answers only the sum: not by unit, not by day."""
    spool = Spool(existing(settings.folder))
    shown = table("wave", "agency", "opened", "closes", "invited", "answered", numbers=("invited", "answered"))
    for name in spool.names():
        file = spool.file(name)
        wave, (answered, closed) = file.wave(), file.counts()
        last = f"{wave.closes} (closing)" if closed else wave.closes
        shown.add_row(name, wave.agency, wave.opened, last, str(sum(wave.invited.values())), str(answered))
    if shown.row_count:
        console().print(shown)
    else:
        print("No wave is running: lahde pulse open WAVE --agency CODE --closes DATE --batches FILE", file=sys.stderr)
