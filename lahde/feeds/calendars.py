"""`lahde calendars`: subscribed calendars, one after the other. What is wrong with one does not stop the others."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec

from collectors.collect import collect
from collectors.kinds import Context
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.ledger.watched import watched
from collectors.ledger.work import PutWatched
from collectors.quarantine import FileRefused
from collectors.report import counted, noted, refused
from collectors.sources.fetch import Address, Copy, Failed, fetch
from collectors.sources.ics import MOST_BYTES
from collectors.sources.values import HELSINKI
from collectors.whose import context, whose
from lahde.connection import Connection, connect
from lahde.feeds.aside import SetAside
from lahde.feeds.settings import CalendarSettings, login, marks
from lahde.folder import existing
from lahde.progress import bar
from lahde.settings import Settings
from schemas.statement.refusal import Refused

KIND = "calendar"
SHOWN = 12
"""Refused events named at most; `lahde status` has them all by rule."""


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a run. `day`: when the calendar was last read, not only found unchanged."""

    day: str = ""
    copy: Copy = Copy()


def run(settings: Settings, name: str | None) -> int:
    """Exit status: 0 all read, 1 one failed, 3 some events set aside."""
    subscribed = {n: c for n, c in settings.calendars.items() if c.url and name in (None, n)}
    if name and not subscribed:
        raise Refused("NAME", "no calendar of this name has a url in the settings; add [calendars.NAME] with a url")
    if not subscribed:
        print("No calendar has a url in the settings.", file=sys.stderr)
        return 0
    with connect(settings) as connection:
        return max(_one(settings, connection, n, c) for n, c in subscribed.items())


def _one(settings: Settings, connection: Connection, name: str, calendar: CalendarSettings) -> int:
    """Whatever comes of it is kept, so that `lahde status` tells it."""
    before = watched(open_reader(existing(settings.folder))).get((KIND, name))
    kept = PutWatched(kind=KIND, name=name, state=before.state if before else "{}")
    try:
        return _read(_context(settings, calendar), connection, calendar, kept)
    except (Failed, FileRefused, Refused) as fault:
        kept.fault = fault.reason if isinstance(fault, FileRefused) else str(fault)
        print(f"lahde: {name}: {kept.fault}", file=sys.stderr)
        return 1
    finally:
        connection.do(kept)


def _read(given: Context, connection: Connection, calendar: CalendarSettings, kept: PutWatched) -> int:
    today = datetime.now(HELSINKI).date().isoformat()
    with tempfile.TemporaryDirectory(prefix="lahde-") as folder, bar(kept.name) as tell:
        path = Path(folder) / f"{kept.name}.ics"
        with path.open("wb") as file:
            copy = fetch(_address(calendar, msgspec.json.decode(kept.state, type=Read), today), file, MOST_BYTES)
        if copy is None:
            print(f"{kept.name}: unchanged", file=sys.stderr)
            return 0
        aside = SetAside(connection.do, kept.name)
        summary = collect(KIND, path, given, aside.do, lambda done, of: tell({"progress": done, "of": of}))
        aside.put(given.source, KIND)
    kept.state = msgspec.json.encode(Read(day=today, copy=copy)).decode()
    kept.added, kept.set_aside = summary.added, len(summary.quarantined)
    print(f"{kept.name}: {counted(summary)}", file=sys.stderr)
    for line in (*noted(summary), *refused(summary, SHOWN)):
        print(f"  {line}", file=sys.stderr)
    return 3 if summary.quarantined else 0


def _address(calendar: CalendarSettings, read: Read, today: str) -> Address:
    """A calendar that has not changed still has another day to look ahead to: once a day it is read as a whole."""
    copy = read.copy if read.day == today else Copy()
    return Address(
        url=calendar.url,
        login=login(calendar.key_env, calendar.secret_env),
        redirects=tuple(calendar.redirects),
        etag=copy.etag,
        modified=copy.modified,
    )


def _context(settings: Settings, calendar: CalendarSettings) -> Context:
    """What an address no longer holds is cancelled: so a calendar with an address has its source for itself."""
    if sum(other.source == calendar.source for other in settings.calendars.values()) > 1:
        raise Refused("source", "two calendars name this source; a subscribed calendar needs one of its own")
    ledger = open_reader(settings.folder)
    source = whose(sources(ledger), KIND, calendar.source, said="source")
    whole = marks([calendar], calendar.source, whole=True)
    return context(ledger, source, settings.home_page, settings.undeclared, lambda _: whole)
