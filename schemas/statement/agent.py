"""Who a statement names: identifiers, the persons it is about, and everybody it mentions."""

from collections.abc import Iterator
from typing import Any

import msgspec

Agent = dict[str, Any]

KINDS = ("account", "mbox", "mbox_sha1sum", "openid")
CONTEXT_LISTS = (("contextAgents", "agent"), ("contextGroups", "group"))
"""Where a context of xAPI 2.0 names others, and by which key."""


class Identifier(msgspec.Struct, frozen=True):
    """An inverse functional identifier. `value` is an account's name, else the identifier itself."""

    kind: str
    value: str
    home_page: str | None = None

    @property
    def key(self) -> str:
        """One string for one identifier, and different ones for different: a JSON list.

        Case is levelled where it means nothing: in an address's domain, in a hash.
        """
        parts = (self.kind, _levelled(self.kind, self.value))
        return msgspec.json.encode(parts if self.home_page is None else (*parts, self.home_page)).decode()

    @classmethod
    def from_key(cls, key: str) -> "Identifier":
        """The inverse of `key`, with case as levelled."""
        return cls(*msgspec.json.decode(key, type=list[str]))


def _levelled(kind: str, value: str) -> str:
    if kind == "mbox":
        name, at, domain = value.rpartition("@")
        return name + at + domain.lower()
    return value.lower() if kind == "mbox_sha1sum" else value


def identifier(agent: Agent) -> Identifier | None:
    """The one identifier of an Agent or Group; None if it has none, several, or one that is malformed."""
    found = [kind for kind in KINDS if kind in agent]
    if len(found) != 1:
        return None
    kind, value = found[0], agent[found[0]]
    if kind == "account":
        return _account(value)
    return Identifier(kind, value) if isinstance(value, str) else None


def _account(value: Any) -> Identifier | None:
    match value:
        case {"homePage": str(home_page), "name": str(name)}:
            return Identifier("account", name, home_page)
    return None


def people(statement: dict[str, Any]) -> list[tuple[str, Identifier]]:
    """The persons a (checked) statement is about: (part, identifier), each once, the actor first.

    Parts: `actor`; `object`, an Agent or the members of a Group there; `member` of a Group that acts; `team`, a member
    of the context's team. Instructors, SubStatements and Groups themselves are about nobody.
    """
    found: dict[str, tuple[str, Identifier]] = {}
    for part, agent in _concerned(statement):
        if named := identifier(agent):
            found.setdefault(named.key, (part, named))
    return list(found.values())


def _concerned(statement: dict[str, Any]) -> Iterator[tuple[str, Agent]]:
    actor, obj = statement["actor"], statement["object"]
    acting = "member" if actor.get("objectType") == "Group" else "actor"
    yield from ((acting, agent) for agent in _persons(actor))
    if obj.get("objectType") in ("Agent", "Group"):
        yield from (("object", agent) for agent in _persons(obj))
    if team := statement.get("context", {}).get("team"):
        yield from (("team", agent) for agent in _persons(team))


def _persons(agent: Agent) -> list[Agent]:
    """The Agent, or a Group's members."""
    members: list[Agent] = agent.get("member", []) if agent.get("objectType") == "Group" else [agent]
    return members


def mentions(statement: dict[str, Any]) -> list[Identifier]:
    """Every identified Agent and Group of a (checked) statement, each once; the authority is none of them."""
    found = (identifier(agent) for agent in _named(statement))
    return list({named.key: named for named in found if named}.values())


def _named(statement: dict[str, Any]) -> Iterator[Agent]:
    context, obj = statement.get("context", {}), statement["object"]
    agents = [statement["actor"], context.get("instructor"), context.get("team")]
    if obj.get("objectType") in ("Agent", "Group"):
        agents.insert(1, obj)
    agents += [part[who] for list_, who in CONTEXT_LISTS for part in context.get(list_, ())]
    for agent in filter(None, agents):
        yield agent
        yield from agent.get("member", ())
    if obj.get("objectType") == "SubStatement":
        yield from _named(obj)
