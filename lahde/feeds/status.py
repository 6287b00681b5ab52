"""What `lahde status` tells of calendars and pulls: when each ran last, and why one did not."""

import sqlite3
from typing import Any

from collectors.ledger.stamps import iso
from collectors.ledger.watched import watched
from lahde.settings import Settings


def state(settings: Settings, ledger: sqlite3.Connection) -> list[dict[str, Any]]:
    """Those of the settings; `ran` is null for one that has not run yet."""
    known = watched(ledger)
    wanted = [("calendar", name) for name, calendar in settings.calendars.items() if calendar.url]
    wanted += [("pull", name) for name in settings.pulls]
    return [_row(kind, name, known.get((kind, name))) for kind, name in wanted]


def _row(kind: str, name: str, run: Any) -> dict[str, Any]:
    told = {"kind": kind, "name": name, "ran": None, "fault": "", "added": 0, "set_aside": 0}
    if run is not None:
        told |= {"ran": iso(run.ran), "fault": run.fault, "added": run.added, "set_aside": run.set_aside}
    return told
