"""`lahde snapshot`: person-level data for an accredited analyst; off by default, noted, deleted when it expires."""

import shutil
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from collectors.ledger.snapshots import Snapshot, snapshots
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Done, NoteSnapshot, SnapshotGone, Work
from lahde.connection import connect
from lahde.folder import existing
from lahde.progress import bar
from lahde.screen import console, table
from lahde.settings import Settings
from schemas.statement.refusal import Refused

FOLDER = "snapshots"
LONGEST_DAYS = 366
HELSINKI = ZoneInfo("Europe/Helsinki")
Do = Callable[[Work], Done]


def make(settings: Settings, *, holder: str, purpose: str, expires: str, agency: str | None) -> None:
    """The snapshot's folder on stdout."""
    if not settings.snapshots:
        rule = "are switched off: they hold person-level data; set snapshots = true where analysts are accredited"
        raise Refused("snapshots", rule)
    now = datetime.now(HELSINKI)
    until = _day(expires, now.date())
    name = f"{now:%Y%m%dT%H%M%S}-{agency or 'all'}"
    folder = existing(settings.folder) / FOLDER / name
    with connect(settings) as connection, bar("snapshot") as tell:
        # Noted first: what is handed out and not noted would be worse than the other way round.
        noted = NoteSnapshot(name=name, agency=agency or "", holder=holder, purpose=purpose, expires=until.isoformat())
        connection.do(noted)
        done = connection.ask("snapshot", tell, as_of=now.date().isoformat(), folder=str(folder), agency=agency)
    print(folder.resolve())
    print(
        f"{done['participations']} participations for {holder}, until {until.isoformat()}. Everybody in it can read "
        "that on /me. It is deleted here when it expires or when somebody is erased; tell its holder to do the same.",
        file=sys.stderr,
    )


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("--expires", "must be a day as YYYY-MM-DD") from None
    if not 0 <= (day - today).days <= LONGEST_DAYS:
        raise Refused("--expires", f"must be a day from today on, at most {LONGEST_DAYS} days away")
    return day


def show(settings: Settings) -> None:
    """All that were ever handed out."""
    shown = table("made", "agency", "for", "purpose", "expires", "here")
    for s in snapshots(open_reader(existing(settings.folder))):
        made = datetime.fromtimestamp(s.made / 1e6, HELSINKI).date().isoformat()
        shown.add_row(made, s.agency or "all", s.holder, s.purpose, s.expires, "deleted" if s.gone else s.name)
    console().print(shown)


def delete_expired(folder: Path, do: Do) -> int:
    """The job `snapshots`."""
    today = datetime.now(HELSINKI).date().isoformat()
    return delete(folder, do, lambda s: s.expires < today)


def delete(folder: Path, do: Do, chosen: Callable[[Snapshot], bool] = lambda _: True) -> int:
    """Our copies, of which nobody can say who is in them."""
    reader = open_reader(folder)
    left = [s for s in snapshots(reader) if s.gone is None and chosen(s)]
    reader.close()
    for s in left:
        shutil.rmtree(folder / FOLDER / s.name, ignore_errors=True)
        do(SnapshotGone(name=s.name))
    return len(left)
