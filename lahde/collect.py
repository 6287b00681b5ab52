"""`lahde collect`: files through the collectors, with progress, and a summary that names what was not taken."""

import sys
from pathlib import Path

import msgspec

from collectors import kinds
from collectors.collect import Summary, collect, dry_run
from collectors.kinds import Context
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.quarantine import FileRefused
from collectors.report import counted, noted, refused, speed
from collectors.sources.mapping import Recipe, load
from collectors.whose import whose
from lahde.connection import Connection, connect
from lahde.folder import existing
from lahde.progress import bar
from lahde.settings import Settings
from lahde.whose import reading
from schemas.statement.refusal import Refused

SHOWN = 12
"""Refused rows named at most; `lahde status` has them all by rule."""


class How(msgspec.Struct, frozen=True):
    """How a source's own columns are to be read, as typed."""

    mapping: str | None = None
    given: tuple[str, ...] = ()
    """FIELD=VALUE"""

    def recipe(self) -> Recipe | None:
        pairs = [text.partition("=") for text in self.given]
        if any(not mark or not field for field, mark, _ in pairs):
            raise Refused("--set", "is written FIELD=VALUE")
        if self.mapping is None and pairs:
            raise Refused("--set", "belongs to a mapping; name one with --mapping")
        return load(self.mapping, {field: value for field, _, value in pairs}) if self.mapping else None


def run(settings: Settings, kind: str, files: list[str], source: str | None, how: How, *, dry_run: bool) -> int:
    """Exit status: 0 all taken, 1 a file refused, 3 some rows set aside."""
    if kind not in kinds.KINDS:
        raise Refused("KIND", f"must be among {', '.join(kinds.KINDS)}")
    mapping = how.recipe()
    worst = 0
    if dry_run:
        return max(_show(settings, kind, Path(name), source, mapping) for name in files)
    with connect(settings) as connection:
        for name in files:
            worst = max(worst, _collect(settings, connection, kind, Path(name), source, mapping))
    return worst


def _collect(
    settings: Settings, connection: Connection, kind: str, path: Path, source: str | None, mapping: Recipe | None
) -> int:
    given = _context(settings, kind, source)
    with bar(path.name) as tell:
        try:
            summary = collect(
                kind,
                path,
                given,
                connection.do,
                lambda done, total: tell({"progress": done, "of": total, "what": path.name}),
                mapping,
            )
        except FileRefused as refusal:
            print(f"lahde: {refusal}", file=sys.stderr)
            return 1
    return _report(summary)


def _show(settings: Settings, kind: str, path: Path, source: str | None, mapping: Recipe | None) -> int:
    try:
        ledger = open_reader(existing(settings.folder))
        summary, first = dry_run(kind, path, _context(settings, kind, source), ledger, mapping)
    except FileRefused as refusal:
        print(f"lahde: {refusal}", file=sys.stderr)
        return 1
    for body in first:
        print(body.decode())
    print("Dry run: nothing was taken in.", file=sys.stderr)
    return _report(summary)


def _context(settings: Settings, kind: str, name: str | None) -> Context:
    ledger = open_reader(existing(settings.folder))
    return reading(settings)(ledger, whose(sources(ledger), kind, name))


def _report(summary: Summary) -> int:
    print(", ".join(filter(None, (f"{summary.file}: {counted(summary)}", speed(summary)))), file=sys.stderr)
    for line in (*noted(summary), *refused(summary, SHOWN)):
        print(f"  {line}", file=sys.stderr)
    return 3 if summary.quarantined else 0
