"""The one way in: whatever door a statement comes through, here it is checked and taken apart for the ledger."""

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from collectors.attachments import matched
from collectors.identity import local_day
from collectors.ledger import work
from collectors.ledger.work import Prepared
from schemas import profile
from schemas.reduced import PULSE_DOMAIN
from schemas.statement import agent, check
from schemas.statement.agent import identifier, mentions, people
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused
from schemas.statement.related import alone, related

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
REFLECTED = f"{profile.BASE}/verbs/reflected"
REFLECTION_TEXT = frozenset(profile.spellings("http://id.tincanapi.com/extension/reflection"))

REFLECTION_RULE = "the text of a reflection is never taken in; leave the field out and send its text-shape instead"
_REFLECTION_KEY = re.compile(rb'"(?:%s)"\s*:' % b"|".join(re.escape(iri.encode()) for iri in sorted(REFLECTION_TEXT)))

KINDS = frozenset(agent.KINDS)
PARTS = {"actor": "a", "object": "o", "member": "m", "team": "t"}
GIVEN = {
    "id": work.GIVEN_ID,
    "timestamp": work.GIVEN_TIMESTAMP,
    "stored": work.GIVEN_STORED,
    "authority": work.GIVEN_AUTHORITY,
    "version": work.GIVEN_VERSION,
}


def prepare(
    raw: bytes,
    *,
    path: str = "",
    statement_id: str | None = None,
    version: str | None = None,
    parts: Mapping[str, bytes] | None = None,
) -> Prepared:
    """Parses and checks one statement; `path` is where it stands in the request, e.g. `[3]`.

    Raises Refused with the path and the rule. `statement_id` is the one of the request, for a PUT; `version` of xAPI is
    the request's, None where there is none: the statement says it itself. `parts`: the contents that came with it, by
    SHA-2; None where they stay with who holds them.
    """
    try:
        statement = parse(raw)
        version = version or _spoken(statement)
        check(statement, version)
        hidden = _hidden(raw, statement)
        _refuse_reflection_text(statement, hidden)
        attachments = [] if parts is None else matched(statement, parts)
    except Refused as refusal:
        raise Refused(_under(path, refusal.path), refusal.rule, status=refusal.status) from None
    target = _target(statement)
    obj = statement["object"]
    return Prepared(
        id=(statement.get("id") or statement_id or str(uuid.uuid4())).lower(),
        body=raw,
        verb=statement["verb"]["id"],
        activity=obj["id"] if obj.get("objectType", "Activity") == "Activity" else None,
        registration=statement.get("context", {}).get("registration", "").lower() or None,
        target=target,
        voiding=target is not None and statement["verb"]["id"] == VOIDED,
        given=_given(statement, version),
        day=local_day(statement["timestamp"]).isoformat() if "timestamp" in statement else None,
        related=related(statement),
        attachments=attachments,
        mentions=_mentions(statement, hidden),
        anonymous=is_pulse(statement),
    )


def is_pulse(statement: dict[str, Any]) -> bool:
    """Whether the actor is a wave pseudonym, which stands for nobody."""
    home_page = statement["actor"].get("account", {}).get("homePage", "")
    return bool(home_page.startswith(PULSE_DOMAIN))


def _given(statement: dict[str, Any], version: str) -> int:
    bits = sum(bit for name, bit in GIVEN.items() if name in statement)
    bits |= work.GIVEN_AS_2_0 if version == "2.0.0" else 0
    return bits | (work.GIVEN_ALONE if alone(statement) else 0)


def _spoken(statement: dict[str, Any]) -> str:
    return "2.0.0" if str(statement.get("version", "")).startswith("2") else "1.0.3"


def _under(path: str, inner: str) -> str:
    return f"{path}.{inner}" if path and inner else path or inner


def _target(statement: dict[str, Any]) -> str | None:
    obj = statement["object"]
    return obj["id"].lower() if obj.get("objectType") == "StatementRef" else None


def _mentions(statement: dict[str, Any], hidden: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(identifier key, part), each identifier once: as a person concerned where it is one."""
    found = {named.key: PARTS[part] for part, named in reversed(people(statement))}
    for group in (statement["actor"], statement["object"]):
        if group.get("objectType") == "Group" and (named := identifier(group)):
            found.setdefault(named.key, "g")
    for named in mentions(statement):
        found.setdefault(named.key, "i")
    for node in hidden:
        if not KINDS.isdisjoint(node) and (named := identifier(node)):
            found.setdefault(named.key, "x")
    return list(found.items())


def _hidden(raw: bytes, statement: dict[str, Any]) -> list[dict[str, Any]]:
    """Every object of a statement that can hold some where the rules do not look; an escape may spell the words."""
    found = b"\\" in raw or b'"extensions"' in raw or b'"authority"' in raw
    return list(_nodes(statement)) if found else []


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in the statement, those in extensions too."""
    waiting = [value]
    for value in waiting:
        if type(value) is dict:
            yield value
            value = value.values()
        waiting += [inner for inner in value if type(inner) is dict or type(inner) is list]


def refuse_reflections(document: bytes) -> None:
    """Law 11 for documents: whatever kind they say they are of, the reflection extension's text stands in none."""
    if _REFLECTION_KEY.search(document.replace(rb"\/", b"/")):  # as PHP writes a slash
        raise Refused("body", REFLECTION_RULE, status=403)


def _refuse_reflection_text(statement: dict[str, Any], hidden: list[dict[str, Any]], path: str = "") -> None:
    """Law 11: what somebody wrote about their own learning is not ours to keep."""
    rule = REFLECTION_RULE
    if any(not REFLECTION_TEXT.isdisjoint(node) for node in hidden):
        raise Refused(_place(statement), rule, status=403)
    obj = statement["object"]
    if obj.get("objectType") == "SubStatement":
        _refuse_reflection_text(obj, [], "object")
    if profile.canonical(statement["verb"]["id"]) != REFLECTED:
        return
    if "response" in statement.get("result", {}):
        raise Refused(_under(path, "result.response"), rule, status=403)
    if "attachments" in statement:
        raise Refused(_under(path, "attachments"), rule, status=403)
    if "description" in obj.get("definition", {}):
        raise Refused(_under(path, "object.definition.description"), rule, status=403)


def _place(value: Any, path: str = "") -> str:
    """Where the reflection extension stands. Names within extensions are the sender's and are not told."""
    if path.endswith("extensions"):
        return path
    steps = value.items() if isinstance(value, dict) else ((f"[{i}]", item) for i, item in enumerate(value))
    for step, inner in steps:
        if any(not REFLECTION_TEXT.isdisjoint(node) for node in _nodes(inner)):
            return _place(inner, path + step if step.startswith("[") else _under(path, step))
    return path
