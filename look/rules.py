"""Rules that rows and files break, in the page's language. The collectors say them in English, for logs and reports.

A rule that the catalogue does not know stays as it is, and the page says that it is English.
"""

import re
from functools import cache

import msgspec

from look.messages import texts


class Rule(msgspec.Struct, frozen=True):
    rule: str
    lang: str


def worded(rule: str, lang: str) -> Rule:
    """In the language asked for, else in English."""
    known = texts(lang)
    if exact := known.get(f"rule.{rule}"):
        return Rule(exact, lang)
    for pattern, key in _patterns():
        if found := pattern.fullmatch(rule):
            return Rule(known[key].format(**found.groupdict()), lang)
    return Rule(rule, "en")


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Rules that name values of ours: `{values}` stands for them."""
    keys = [key for key in texts("en") if key.startswith("rule.") and "{" in key]
    return [(re.compile(_as_pattern(key.removeprefix("rule."))), key) for key in keys]


def _as_pattern(rule: str) -> str:
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(rule))
