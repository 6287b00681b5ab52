"""Agents and Groups (Data 2.4.2), and who may stand as authority (2.4.9)."""

from typing import Any

from schemas.statement.formats import iri, mailto, sha1, text
from schemas.statement.refusal import Refused
from schemas.statement.shape import Check, by_type, each, exactly, shape

_IDENTIFIERS: dict[str, Check] = {
    "account": shape({"homePage": iri, "name": text}, required=("homePage", "name")),
    "mbox": mailto,
    "mbox_sha1sum": sha1,
    "openid": iri,
}
_NAMES = ", ".join(_IDENTIFIERS)


def _identified(agent: dict[str, Any]) -> None:
    if len(_IDENTIFIERS.keys() & agent.keys()) != 1:
        raise Refused("", f"must have exactly one identifier of {_NAMES}")


def _identified_or_listed(group: dict[str, Any]) -> None:
    found = len(_IDENTIFIERS.keys() & group.keys())
    if found > 1:
        raise Refused("", f"must have at most one identifier of {_NAMES}")
    if not found and "member" not in group:
        raise Refused("member", "is required of a Group without an identifier; list its Agents")


def _two(group: dict[str, Any]) -> None:
    if len(group["member"]) != 2:
        raise Refused("member", "must be two Agents, an application and a user")


agent = by_type(
    {"Agent": shape({"objectType": exactly("Agent"), "name": text, **_IDENTIFIERS}, laws=[_identified])}, "Agent"
)
_GROUP = {"objectType": exactly("Group"), "name": text, "member": each(agent)}
_group = shape({**_GROUP, **_IDENTIFIERS}, laws=[_identified_or_listed])

group = by_type({"Group": _group})
actor = by_type({"Agent": agent, "Group": _group}, "Agent")
authority = by_type({"Agent": agent, "Group": shape(_GROUP, required=["member"], laws=[_two])}, "Agent")
