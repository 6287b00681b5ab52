"""One file of the watched folder: collected, and what came of it as a report for whoever dropped it."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import structlog

from collectors.collect import Do, Summary, collect
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.quarantine import FileRefused
from collectors.report import counted, noted
from collectors.sources.mapping import load
from collectors.whose import whose
from lahde.faults import place
from lahde.inbox.folders import DONE, FAILED
from lahde.settings import Settings
from lahde.whose import reading
from schemas.statement.refusal import Refused

MOST_ROWS = 10_000
"""Refused rows named in a report."""
UNREADABLE = "the server may not read it; give its user the right to, and drop it again"

log = structlog.get_logger()


class Outcome(msgspec.Struct, frozen=True):
    part: str
    """done or failed: the folder it belongs in."""
    report: str


def take_in(settings: Settings, kind: str, path: Path, do: Do) -> Outcome:
    """Raises what is no fault of the file's (the ledger's, the disk's): it stays and is due again."""
    try:
        summary = _collect(settings, kind, path, do)
    except FileRefused as refusal:
        return _failed(kind, path, f"{refusal.rule}; {refusal.way_out}")
    except Refused as refusal:
        if refusal.status >= 500:
            raise
        return _failed(kind, path, str(refusal))
    except PermissionError:
        return _failed(kind, path, UNREADABLE)
    nothing = summary.quarantined and not (summary.added or summary.known or summary.changed or summary.unstated)
    return Outcome(FAILED if nothing else DONE, "\n".join(_lines(kind, path, summary)) + "\n")


def _collect(settings: Settings, kind: str, path: Path, do: Do) -> Summary:
    named = settings.inbox.sources.get(kind, settings.inbox.source)
    ledger = open_reader(settings.folder)
    try:
        source = whose(sources(ledger), kind, named, said=f"the setting [inbox.sources] {kind}")
        mapping = settings.inbox.mappings.get(kind)
        return collect(kind, path, reading(settings)(ledger, source), do, mapping=load(mapping) if mapping else None)
    finally:
        ledger.close()


def unexpected(kind: str, path: Path, fault: Exception) -> Outcome:
    """A fault of ours: its words could hold values, so only its type is told, and the log says where."""
    log.error("inbox: a file failed", kind=kind, fault=type(fault).__name__, where=place(fault))
    return _failed(kind, path, f"failed: {type(fault).__name__}; the server's log says where")


def _failed(kind: str, path: Path, why: str) -> Outcome:
    return Outcome(FAILED, f"{path.name} ({kind}), {_now()}: nothing was taken in\n{why}\nThen drop the file again.\n")


def _lines(kind: str, path: Path, summary: Summary) -> Iterator[str]:
    yield f"{path.name} ({kind}), {_now()}: {counted(summary)}"
    yield f"SHA-256 {_sha256(path)}"
    yield from noted(summary)
    rows = sorted(summary.quarantined, key=lambda q: q.row)
    if rows:
        yield "\nSet aside; correct these rows and drop the file again. The other rows are not taken in twice."
    yield from (f"row {q.row}, {q.field}: {q.rule}" for q in rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        yield f"and {len(rows) - MOST_ROWS} rows more"


def _now() -> str:
    return datetime.now(ZoneInfo("Europe/Helsinki")).strftime("%Y-%m-%d %H:%M")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
