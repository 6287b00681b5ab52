"""The first statements or rows of a file in plain words, so that HR sees whether the columns were understood."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from look import dates

HELSINKI = ZoneInfo("Europe/Helsinki")


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: who, what, when, and the values of closed lists as the file's columns call them."""

    who: str
    what: str
    when: str
    more: str


def statement(body: bytes, lang: str) -> Plain | None:
    """None: it is a row of reference data."""
    read = json.loads(body)
    if "verb" not in read:
        return None
    return Plain(
        who=_who(read["actor"]),
        what=_worded(read["object"].get("definition", {}).get("name", {}), lang) or _worded(_verb(read), lang),
        when=_when(read.get("timestamp"), lang),
        more=", ".join(_more(read)),
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
    if timestamp is None:
        return ""
    local = datetime.fromisoformat(timestamp).astimezone(HELSINKI)
    return f"{dates.day(local.date(), lang)} {dates.clock(local.time(), lang)}"


def _more(read: dict[str, Any]) -> list[str]:
    """Codes of our closed lists, and how long it took."""
    kept = (read.get("result", {}), read.get("context", {}))
    values = [v for part in kept for v in part.get("extensions", {}).values() if isinstance(v, str)]
    duration = read.get("result", {}).get("duration")
    return [*([duration] if duration else []), *values]
