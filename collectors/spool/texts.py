"""The items as people read them: our own words, and what an agency has the right to use."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import msgspec

from schemas.profile import PULSE_ITEMS
from schemas.statement.refusal import Refused

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
KEYS = tuple(item.key for item in PULSE_ITEMS.values())
"""All items, in the order in which they are asked."""


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An item in each language."""

    fi: Words
    sv: Words
    en: Words


def texts(own: Path | None = None) -> dict[str, Text]:
    """Item → its text, where there is one; `own` is the agency's file and goes before ours. Refused: it cannot be."""
    ours = (files("collectors.spool") / "texts.toml").read_text("utf-8")
    known = msgspec.convert(tomllib.loads(ours), dict[str, Text])
    if own:
        known |= _read(own)
    return {key: known[key] for key in KEYS if key in known}


def _read(path: Path) -> dict[str, Text]:
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), dict[str, Text])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Refused(path.name, "the file of [pulse] texts cannot be read as TOML") from None
    except msgspec.ValidationError as fault:
        raise Refused(path.name, f"each item has fi, sv and en, at most 300 characters each: {fault}") from None
    if unknown := sorted(set(found) - set(KEYS)):
        raise Refused(path.name, f"no such item: {', '.join(unknown)}; there are {', '.join(KEYS)}")
    return found


def chosen(known: dict[str, Text], keys: list[str] | None) -> dict[str, Text]:
    """The items asked for, or all that have a text. Refused: one of them has none."""
    if without := [key for key in keys or [] if key not in known]:
        rule = f"no text is known for {', '.join(without)}; give it in the file that [pulse] texts names"
        raise Refused("--items", rule)
    return {key: text for key, text in known.items() if keys is None or key in keys}
