"""What came of a dropped file, in the house's language: counts, columns, rows and rules, never a value.

A rule that the catalogue does not know stays English.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from collectors.collect import Summary
from collectors.quarantine import FileRefused, printable
from look import dates, message
from look.numbers import number
from look.rules import worded
from schemas.statement.refusal import Refused

MOST_ROWS = 10_000
"""Refused rows named in a report."""


def taken(kind: str, path: Path, summary: Summary, lang: str) -> str:
    """Of a file that could be read."""
    return _text(
        _head(kind, path, lang), *_counts(summary, lang), _sha256(path), *_noted(summary, lang), *_rows(summary, lang)
    )


def refused(kind: str, path: Path, fault: FileRefused | Refused, lang: str) -> str:
    """Of a file of which nothing could be taken in."""
    if isinstance(fault, FileRefused):
        return _nothing(kind, path, (worded(fault.rule, lang).rule, worded(fault.way_out, lang).rule), lang)
    return _nothing(kind, path, (f"{fault.path}: {worded(fault.rule, lang).rule}",), lang)


def unreadable(kind: str, path: Path, lang: str) -> str:
    return _nothing(kind, path, (message(lang, "inbox.unreadable"),), lang)


def failed(kind: str, path: Path, fault: str, lang: str) -> str:
    """By a fault of ours, of which only the type is told."""
    return _nothing(kind, path, (message(lang, "inbox.failed", fault=fault),), lang)


def _nothing(kind: str, path: Path, why: tuple[str, ...], lang: str) -> str:
    return _text(_head(kind, path, lang), message(lang, "inbox.nothing"), *why, message(lang, "inbox.again"))


def _head(kind: str, path: Path, lang: str) -> str:
    now = datetime.now(ZoneInfo("Europe/Helsinki"))
    return f"{path.name} ({kind}), {dates.day(now.date(), lang)} {dates.clock(now.time(), lang)}"


def _counts(summary: Summary, lang: str) -> Iterator[str]:
    """What is new always, the rest where it is not nothing."""
    yield f"{message(lang, 'hand_in.count.new')}: {number(summary.added, lang)}"
    for key, count in (
        ("hand_in.count.known", summary.known),
        ("hand_in.count.changed", summary.changed),
        ("hand_in.count.unstated", sum(summary.unstated.values())),
        ("hand_in.count.refused", len(summary.quarantined)),
    ):
        if count:
            yield f"{message(lang, key)}: {number(count, lang)}"


def _noted(summary: Summary, lang: str) -> Iterator[str]:
    """Columns that were left out, and what is worth a look."""
    if summary.dropped:
        yield f"{message(lang, 'hand_in.dropped')}: {', '.join(map(printable, summary.dropped))}"
    for rule, count in summary.flagged.items():
        yield message(lang, "inbox.flagged", count=number(count, lang), rule=worded(rule, lang).rule)


def _rows(summary: Summary, lang: str) -> Iterator[str]:
    rows = sorted(summary.quarantined, key=lambda q: q.row)
    if rows:
        yield "\n" + message(lang, "inbox.refused")
    for q in rows[:MOST_ROWS]:
        yield message(lang, "inbox.row", row=q.row, field=q.field, rule=worded(q.rule, lang).rule)
    if len(rows) > MOST_ROWS:
        yield message(lang, "inbox.more", count=number(len(rows) - MOST_ROWS, lang))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return f"SHA-256: {hashlib.file_digest(file, 'sha256').hexdigest()}"


def _text(*lines: str) -> str:
    return "\n".join(lines) + "\n"
