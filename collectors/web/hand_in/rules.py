"""Rules that rows and files break, in the page's language. The collectors say them in English, for logs and reports.

A rule that the catalogue does not know stays as it is, and the page says that it is English.
"""

import re
from functools import cache

import msgspec

from collectors.quarantine import Quarantined
from look.messages import texts

NAMED = 8
"""Row numbers named for one rule; the download has them all."""


class Rule(msgspec.Struct, frozen=True):
    rule: str
    lang: str


class Broken(msgspec.Struct, frozen=True, kw_only=True):
    """A rule, and the rows that break it in one column."""

    field: str
    rule: str
    lang: str
    rows: str
    more: int


def worded(rule: str, lang: str) -> Rule:
    """In the language asked for, else in English."""
    known = texts(lang)
    if exact := known.get(f"rule.{rule}"):
        return Rule(exact, lang)
    for pattern, key in _patterns():
        if found := pattern.fullmatch(rule):
            return Rule(known[key].format(**found.groupdict()), lang)
    return Rule(rule, "en")


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


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Rules that name values of ours: `{values}` stands for them."""
    keys = [key for key in texts("en") if key.startswith("rule.") and "{" in key]
    return [(re.compile(_as_pattern(key.removeprefix("rule."))), key) for key in keys]


def _as_pattern(rule: str) -> str:
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(rule))
