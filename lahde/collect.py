"""`lahde collect`: files through the collectors, with progress, and a summary that names what was not taken."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from collectors import kinds
from collectors.collect import Summary, collect, dry_run, refusals
from collectors.kinds import Context
from collectors.ledger.sources import Source, sources
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.quarantine import FileRefused
from lahde.connection import Connection, connect
from lahde.folder import existing
from lahde.progress import bar
from lahde.settings import Settings
from schemas.statement.refusal import Refused

SHOWN = 12
"""Refused rows named at most; `lahde status` has them all by rule."""


def run(settings: Settings, kind: str, files: list[str], source: str | None, *, dry_run: bool) -> int:
    """Exit status: 0 all taken, 1 a file refused, 3 some rows set aside."""
    if kind not in kinds.KINDS:
        raise Refused("KIND", f"must be among {', '.join(kinds.KINDS)}")
    worst = 0
    if dry_run:
        return max(_show(settings, kind, Path(name), source) for name in files)
    with connect(settings) as connection:
        for name in files:
            worst = max(worst, _collect(settings, connection, kind, Path(name), source))
    return worst


def _collect(settings: Settings, connection: Connection, kind: str, path: Path, source: str | None) -> int:
    context = _context(settings, source)
    with bar(path.name) as tell:
        try:
            summary = collect(
                kind,
                path,
                context,
                connection.do,
                lambda done, total: tell({"progress": done, "of": total, "what": path.name}),
            )
        except FileRefused as refusal:
            print(f"lahde: {refusal}", file=sys.stderr)
            return 1
    return _report(summary)


def _show(settings: Settings, kind: str, path: Path, source: str | None) -> int:
    context = _context(settings, source)
    try:
        summary, first = dry_run(kind, path, context)
    except FileRefused as refusal:
        print(f"lahde: {refusal}", file=sys.stderr)
        return 1
    for body in first:
        print(body.decode())
    print("Dry run: nothing was taken in.", file=sys.stderr)
    return _report(summary)


def _context(settings: Settings, name: str | None) -> Context:
    """Whose file it is."""
    ledger = open_reader(existing(settings.folder))
    found = _source(sources(ledger), name)
    return Context(
        source=found.name,
        agency=found.agency,
        home_page=settings.home_page(found.agency),
        key=hash_key(ledger),
        now=datetime.now(UTC),
    )


def _source(found: list[Source], name: str | None) -> Source:
    live = [s for s in found if not s.revoked and (name is None or s.name == name)]
    if len(live) != 1:
        names = ", ".join(s.name for s in found if not s.revoked)
        rule = f"say whose files these are: {names}" if names else "make one: lahde source add NAME --agency CODE"
        raise Refused("--source", rule)
    if not live[0].agency:
        raise Refused("--source", "a file's source must belong to one agency; this one is of any")
    return live[0]


def _report(summary: Summary) -> int:
    parts = [f"{summary.added} added"]
    if summary.known:
        parts.append(f"{summary.known} known already")
    parts += [f"{count} rows {rule}" for rule, count in summary.not_yet.items()]
    if summary.quarantined:
        parts.append(f"{len(summary.quarantined)} rows set aside")
    print(f"{summary.file}: {', '.join(parts)}", file=sys.stderr)
    if summary.dropped:
        print(f"  columns not stored: {', '.join(summary.dropped)}", file=sys.stderr)
    for rule, count in summary.flagged.items():
        print(f"  {count} rows taken, worth a look: {rule}", file=sys.stderr)
    for field, rule, count, row in refusals(summary.quarantined)[:SHOWN]:
        where = f"row {row}" if count == 1 else f"{count} rows, first {row}"
        print(f"  {where}, {field}: {rule}", file=sys.stderr)
    return 3 if summary.quarantined else 0
