"""One file of the watched folder: collected, and what came of it as a report for whoever dropped it."""

from pathlib import Path

import msgspec
import structlog

from collectors.collect import Do, Summary, collect
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.quarantine import FileRefused
from collectors.sources.mapping import load
from collectors.whose import whose
from lahde.faults import place
from lahde.inbox import report
from lahde.inbox.folders import DONE, FAILED
from lahde.settings import Settings
from lahde.whose import reading
from schemas.statement.refusal import Refused

log = structlog.get_logger()


class Outcome(msgspec.Struct, frozen=True):
    part: str
    """done or failed: the folder it belongs in."""
    report: str


def take_in(settings: Settings, kind: str, path: Path, do: Do) -> Outcome:
    """Raises what is no fault of the file's (the ledger's, the disk's): it stays and is due again."""
    lang = settings.language
    try:
        summary = _collect(settings, kind, path, do)
    except (FileRefused, Refused) as refusal:
        if isinstance(refusal, Refused) and refusal.status >= 500:
            raise
        return Outcome(FAILED, report.refused(kind, path, refusal, lang))
    except PermissionError:
        return Outcome(FAILED, report.unreadable(kind, path, lang))
    nothing = summary.quarantined and not (summary.added or summary.known or summary.changed or summary.unstated)
    return Outcome(FAILED if nothing else DONE, report.taken(kind, path, summary, lang))


def _collect(settings: Settings, kind: str, path: Path, do: Do) -> Summary:
    named = settings.inbox.sources.get(kind, settings.inbox.source)
    ledger = open_reader(settings.folder)
    try:
        source = whose(sources(ledger), kind, named, said=f"the setting [inbox.sources] {kind}")
        mapping = settings.inbox.mappings.get(kind)
        return collect(kind, path, reading(settings)(ledger, source), do, mapping=load(mapping) if mapping else None)
    finally:
        ledger.close()


def unexpected(settings: Settings, kind: str, path: Path, fault: Exception) -> Outcome:
    """A fault of ours: its words could hold values, so only its type is told, and the log says where."""
    log.error("inbox: a file failed", kind=kind, fault=type(fault).__name__, where=place(fault))
    return Outcome(FAILED, report.failed(kind, path, type(fault).__name__, settings.language))
