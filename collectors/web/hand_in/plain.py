"""The first statements or rows of a file in plain words, so that HR sees whether the columns were understood."""

import json
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from look import dates
from schemas.profile.concepts import EXTENSIONS, LABELS

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = time(12)


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: who, what, when, and what the closed lists say of it."""

    who: str
    what: str
    when: str
    more: list[tuple[str, str]]
    """What a value says, and the value, both in words."""


def statement(body: bytes, lang: str) -> Plain | None:
    """None: it is a row of reference data."""
    read = json.loads(body)
    if "verb" not in read:
        return None
    return Plain(
        who=_who(read["actor"]),
        what=_worded(read["object"].get("definition", {}).get("name", {}), lang) or _worded(_verb(read), lang),
        when=_when(read.get("timestamp"), lang),
        more=_more(read, lang),
    )


def row(body: bytes) -> dict[str, str]:
    """The fields of a row of reference data that say something."""
    return {name: str(value) for name, value in json.loads(body).items() if value not in (None, "")}


def _who(actor: dict[str, Any]) -> str:
    account: dict[str, str] = actor.get("account", {})
    return account.get("name", "")


def _verb(read: dict[str, Any]) -> dict[str, str]:
    display: dict[str, str] = read["verb"].get("display", {})
    return display


def _worded(words: dict[str, str], lang: str) -> str:
    return words.get(lang) or words.get("en") or next(iter(words.values()), "")


def _when(timestamp: str | None, lang: str) -> str:
    """Of a day without a time the collector made its noon."""
    if timestamp is None:
        return ""
    local = datetime.fromisoformat(timestamp).astimezone(HELSINKI)
    day = dates.day(local.date(), lang)
    return day if local.time() == NOON else f"{day} {dates.clock(local.time(), lang)}"


def _more(read: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    """In the order of the profile; what it has no words for is left out."""
    parts = (read.get("context", {}), read.get("result", {}))
    said = {iri: value for part in parts for iri, value in part.get("extensions", {}).items()}
    return [
        (EXTENSIONS[iri].label[lang], names[value][lang])
        for iri, names in LABELS.items()
        if (value := said.get(iri)) in names
    ]
