"""From bytes to statements. Whatever is wrong with the bytes is Refused, nothing else."""

import re
from typing import Any

import jiter
import msgspec

from schemas.statement.refusal import Refused

DEEPEST = 100
"""Levels of nesting; far more than a statement needs, far fewer than would hurt."""

_slices = msgspec.json.Decoder(list[msgspec.Raw]).decode
_WHERE = re.compile(r"line \d+ column \d+")
_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|([\[{])|([\]}])', re.DOTALL)
"""Strings whole, so that brackets in them are passed over; possessive, so that no input makes it look twice."""

_TOO_DEEP = f"is nested too deeply; at most {DEEPEST} levels are taken"


def split(body: bytes) -> tuple[bool, list[bytes]]:
    """(whether it is a batch, each statement's bytes as sent). Only what is needed to split is checked here."""
    if not body.lstrip(b" \t\r\n").startswith(b"["):
        return False, [body]
    try:
        return True, [bytes(raw) for raw in _slices(body)]
    except RecursionError:
        raise Refused("", _TOO_DEEP) from None
    except msgspec.DecodeError:
        raise Refused("", "is not valid JSON; check the commas and brackets of the list") from None


def parse(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`."""
    _refuse_depth(raw)
    try:
        value = jiter.from_json(raw, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as fault:
        raise _refusal(str(fault)) from None
    if type(value) is not dict:
        raise Refused("", "must be a JSON object")
    return value


def _refuse_depth(raw: bytes) -> None:
    """Few brackets cannot be deep: most statements are done with two counts."""
    if raw.count(b"{") + raw.count(b"[") <= DEEPEST:
        return
    depth = 0
    for token in _BRACKETS.finditer(raw):
        depth += bool(token[1]) - bool(token[2])
        if depth > DEEPEST:
            raise Refused("", _TOO_DEEP)


def _refusal(said: str) -> Refused:
    """The parser quotes keys, and a key may be anything; its place may be told."""
    where = _WHERE.search(said)
    place = f" at {where[0]}" if where else ""
    if said.startswith("Detected duplicate key"):
        return Refused("", f"holds a key twice, the second time{place}; each key may stand once")
    return Refused("", f"is not valid JSON in UTF-8{place}; NaN and Infinity are no JSON either")
