"""What there is to do with a file that was handed in: to check it, or to take it in. And how: here, or elsewhere."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from collectors.collect import Do, Summary, collect, dry_run
from collectors.ledger.sources import sources
from collectors.ledger.sqlite import open_reader
from collectors.sources.mapping import Recipe
from collectors.whose import MakeContext

MOST_REFUSALS = 10_000
"""Refused rows that are named."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    job: Literal["check", "take"]
    kind: str
    path: str
    source: str
    mapping: Recipe | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    summary: Summary
    first: list[bytes] = []
    """Of a check the first statements or rows, as JSON."""
    refusals: int = 0
    """Rows refused; the summary names some thousands of them."""


Progress = Callable[[int, int], None]
Perform = Callable[[Task, Progress], Outcome]
"""FileRefused or Refused: nothing can be taken."""


def here(data: Path, do: Do, reading: MakeContext) -> Perform:
    """In this process."""

    def perform(task: Task, progress: Progress) -> Outcome:
        ledger = open_reader(data)
        try:
            context = reading(ledger, next(s for s in sources(ledger) if s.name == task.source))
            path = Path(task.path)
            if task.job == "check":
                return _outcome(*dry_run(task.kind, path, context, ledger, task.mapping, do, progress))
            return _outcome(collect(task.kind, path, context, do, progress, task.mapping))
        finally:
            ledger.close()

    return perform


def _outcome(summary: Summary, first: list[bytes] | None = None) -> Outcome:
    refusals = len(summary.quarantined)
    summary.quarantined = sorted(summary.quarantined, key=lambda q: q.row)[:MOST_REFUSALS]
    return Outcome(summary=summary, first=first or [], refusals=refusals)
