"""What is known of a wave, and what one respondent hands in."""

import re

import msgspec

from collectors.spool.texts import Text
from schemas.statement.refusal import Refused

FEWEST = 10
"""Invited in a batch at least: below that a batch says too much about its people (domain.md 3.6)."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,63}")


class Wave(msgspec.Struct, frozen=True, kw_only=True):
    """A wave as it was opened; days are ISO."""

    name: str
    agency: str
    source: str
    opened: str
    closes: str
    """The last day on which answers are taken."""
    items: dict[str, Text]
    """What is asked, in its order; the texts stay as they were when the wave opened."""
    invited: dict[str, int]
    """Reporting unit → how many were invited."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The answers of one respondent, who is known by nothing but a random id."""

    respondent: str
    unit: str
    answers: dict[str, int]


class Unlinked(Exception):
    """The link opens nothing: it was used, or it never was one of this wave. Which of the two is not kept."""


class Closed(Exception):
    """The wave takes no more answers."""


def named(name: str) -> str:
    """The name, if it can be one: it stands in addresses and in a file's name."""
    if not NAME.fullmatch(name):
        rule = "letters A to Z, digits and . _ ~ - make a wave's name, at most 64, beginning with a letter or digit"
        raise Refused("WAVE", rule)
    return name
