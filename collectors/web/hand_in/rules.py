"""Rules that rows of a file break, by column, in the page's language."""

import msgspec

from collectors.quarantine import Quarantined
from look.rules import Rule, worded

NAMED = 8
"""Row numbers named for one rule; the download has them all."""


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, and the rows that break it in one column."""

    field: str
    rule: str
    lang: str
    rows: str
    more: int


def broken(refused: list[Quarantined], lang: str) -> list[Broken]:
    """By column and rule, in the order of their first rows."""
    groups: dict[tuple[str, str], list[int]] = {}
    for q in refused:
        groups.setdefault((q.field, q.rule), []).append(q.row)
    return [_broken(field, worded(rule, lang), rows) for (field, rule), rows in groups.items()]


def _broken(field: str, rule: Rule, rows: list[int]) -> Broken:
    named = rows if len(rows) == NAMED + 1 else rows[:NAMED]  # "and 1 more" takes no less room than the row
    shown = ", ".join(map(str, named))
    return Broken(field=field, rule=rule.rule, lang=rule.lang, rows=shown, more=len(rows) - len(named))
