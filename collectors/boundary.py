"""The boundary: builds a new, reduced statement from an allow-list. What is not listed does not pass (law 5).

One pure function for both engines; the list itself stands in schemas/reduced.py.
"""

import math
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from collectors.keyed import keyed
from schemas import profile
from schemas.reduced import PSEUDONYM_DOMAIN, PULSE_DOMAIN, UNLISTED, Reduced

DURATION = re.compile(r"P(?=.)[0-9.YMWD]*(T[0-9.HMS]+)?", re.ASCII)
BOOLEANS = (f"{profile.BASE}/ext/mandatory",)


def reduced_id(key: bytes, statement_id: str, person: str | None) -> str:
    """The id under which a statement's part about one person crosses."""
    return keyed(key, "reduced", statement_id.lower(), person or "")


def statement_key(key: bytes, statement_id: str) -> str:
    """What a reflection refers to when it names a statement."""
    return keyed(key, "statement", statement_id.lower())


def reduce(statement: dict[str, Any], *, key: bytes, person: str | None, agency: str, timestamp: str) -> Reduced:
    """The part of `statement` that is about `person` (a pseudonym), or about nobody.

    `timestamp` is the statement's own, or when it was stored.
    """
    reduced: Reduced = {
        "id": reduced_id(key, statement["id"], person),
        "actor": {"account": {"homePage": f"{PSEUDONYM_DOMAIN}{agency.lower()}", "name": _pseudonym(person)}},
        "verb": {"id": profile.canonical(statement["verb"]["id"]) or UNLISTED},
        "object": {"id": _hashed(key, statement["object"].get("id"))},
        "timestamp": utc(timestamp),
    }
    kind = statement["object"].get("definition", {}).get("type")
    if kind is not None:
        reduced["object"]["definition"] = {"type": profile.canonical(kind) or UNLISTED}
    if result := _result(statement.get("result", {})):
        reduced["result"] = result
    if context := _context(key, statement.get("context", {})):
        reduced["context"] = context
    return reduced


def reduce_pulse(
    statement: dict[str, Any], *, key: bytes, agency: str, wave: str, batch: str, timestamp: str
) -> Reduced:
    """A pulse answer of a wave and batch the ledger knows: nobody's, with the item's own IRI.

    The caller has seen that item, wave and batch are ours; no other part of an IRI passes.
    """
    respondent = keyed(key, "respondent", wave, statement["actor"]["account"]["name"])
    base = f"https://lc.example/{agency.lower()}/pulse/{wave}"
    return {
        "id": reduced_id(key, statement["id"], None),
        "actor": {"account": {"homePage": f"{PULSE_DOMAIN}{agency.lower()}/{wave}", "name": respondent}},
        "verb": {"id": profile.canonical(statement["verb"]["id"])},
        "object": {
            "id": statement["object"]["id"],
            "definition": {"type": profile.canonical(statement["object"]["definition"]["type"])},
        },
        "result": _result(statement.get("result", {})),
        "context": {"contextActivities": {"grouping": [{"id": base}, {"id": f"{base}/batch/{batch}"}]}},
        "timestamp": f"{utc(timestamp)[:10]}T10:00:00Z",
    }


def utc(timestamp: str) -> str:
    """The instant in UTC, to the millisecond."""
    moment = datetime.fromisoformat(timestamp)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _pseudonym(person: str | None) -> str:
    return (person or "").replace("-", "")


@lru_cache(10_000)  # the same courses again and again
def _hashed(key: bytes, iri: str | None) -> str:
    """Activity, session and series ids pass only as keyed hashes."""
    return f"urn:uuid:{keyed(key, 'activity', iri or '')}"


def _result(result: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if isinstance(duration := result.get("duration"), str) and DURATION.fullmatch(duration):
        kept["duration"] = duration
    score = {k: v for k, v in result.get("score", {}).items() if k in ("scaled", "raw", "min", "max") and _number(v)}
    if score:
        kept["score"] = score
    kept |= {k: result[k] for k in ("success", "completion") if isinstance(result.get(k), bool)}
    if extensions := _extensions(result.get("extensions", {})):
        kept["extensions"] = extensions
    return kept


def _context(key: bytes, context: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if "registration" in context:
        kept["registration"] = keyed(key, "series", context["registration"].lower())
    if "statement" in context:
        kept["statement"] = {"objectType": "StatementRef", "id": statement_key(key, context["statement"]["id"])}
    activities = context.get("contextActivities", {})
    passed = {part: _activities(key, activities[part]) for part in ("parent", "grouping") if activities.get(part)}
    if passed:
        kept["contextActivities"] = passed
    if extensions := _extensions(context.get("extensions", {})):
        kept["extensions"] = extensions
    return kept


def _activities(key: bytes, given: Any) -> list[dict[str, str]]:
    return [{"id": _hashed(key, a["id"])} for a in (given if isinstance(given, list) else [given])]


def _extensions(extensions: dict[str, Any]) -> dict[str, Any]:
    """Values of closed lists, and booleans where a boolean is meant."""
    return {
        name: value
        for name, value in extensions.items()
        if (name in profile.VALUES and isinstance(value, str) and value in profile.VALUES[name])
        or (name in BOOLEANS and isinstance(value, bool))
    }


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
