"""Whether two statements with one id say the same (Data 2.3.1): what may differ without changing what is stated."""

import re
from typing import Any

import msgspec

from schemas.statement.agent import CONTEXT_LISTS, KINDS, identifier
from schemas.statement.formats import utc

Node = dict[str, Any]

_SET_BY_THE_LRS = ("id", "stored", "authority")
_ADDED_BY_THE_LRS = ("timestamp", "version")
"""Where one of the two statements lacks these, the LRS may have given them to the other."""

_SECONDS = re.compile(r"(\d+)[.,](\d+)S")


def same(a: Node, b: Node) -> bool:
    """Whether `a` and `b`, both checked and of one id, are one statement."""
    a, b = _stated(a), _stated(b)
    for name in _ADDED_BY_THE_LRS:
        if name not in a or name not in b:
            a.pop(name, None)
            b.pop(name, None)
    return alike(a, b)


def _stated(statement: Node) -> Node:
    """The statement (or SubStatement) in one form, without what is no part of it."""
    stated = {name: value for name, value in statement.items() if name not in _SET_BY_THE_LRS}
    stated |= {
        "actor": _agent(statement["actor"]),
        "verb": _without("display", statement["verb"]),
        "object": _object(statement["object"]),
    }
    if "context" in statement:
        stated["context"] = _context(statement["context"])
    if "duration" in statement.get("result", {}):
        stated["result"] = statement["result"] | {"duration": cut(statement["result"]["duration"])}
    if "timestamp" in statement:
        stated["timestamp"] = utc(statement["timestamp"])
    return stated


def _object(obj: Node) -> Node:
    match obj.get("objectType", "Activity"):
        case "Activity":
            return _without("definition", obj)
        case "StatementRef":
            return obj | {"id": obj["id"].lower()}
        case "SubStatement":
            return _stated(obj)
        case _:
            return _agent(obj)


def _agent(agent: Node) -> Node:
    """Identifiers with case levelled; members in an order of their own, since theirs means nothing."""
    named = identifier(agent)
    plain = {name: value for name, value in agent.items() if name not in KINDS}
    if "member" in agent:
        plain["member"] = sorted(map(_agent, agent["member"]), key=_ordered)
    return plain | {"identifier": named and named.key}


def _ordered(node: Node) -> bytes:
    return msgspec.json.encode(node, order="deterministic")


def _context(context: Node) -> Node:
    plain = dict(context)
    for name in ("instructor", "team"):
        if name in context:
            plain[name] = _agent(context[name])
    for name, who in CONTEXT_LISTS:
        if name in context:
            plain[name] = [part | {who: _agent(part[who])} for part in context[name]]
    if "registration" in context:
        plain["registration"] = context["registration"].lower()
    if "statement" in context:
        plain["statement"] = _object(context["statement"])
    if "contextActivities" in context:
        plain["contextActivities"] = {
            sort: [_without("definition", activity) for activity in (given if isinstance(given, list) else [given])]
            for sort, given in context["contextActivities"].items()
        }
    return plain


def _without(name: str, node: Node) -> Node:
    return {key: value for key, value in node.items() if key != name}


def cut(duration: str) -> str:
    """Cut to hundredths of a second (Data 4.6), otherwise as written: PT60S is not PT1M."""
    return _SECONDS.sub(lambda m: f"{m[1]}.{m[2][:2]}".rstrip("0").rstrip(".") + "S", duration)


def alike(a: Any, b: Any) -> bool:
    """Equal as JSON: 1 is 1.0, but true is not 1."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(alike(value, b[name]) for name, value in a.items())
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(alike, a, b))
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b)
