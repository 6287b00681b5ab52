"""The rules of xAPI 2.0 (IEEE 9274.1.1): a context may name more people, and in what part (4.2.2.5)."""

import re
from typing import Any

from schemas.statement.actors import agent, group
from schemas.statement.formats import iri
from schemas.statement.refusal import Refused
from schemas.statement.rules import rules
from schemas.statement.shape import Check, each, exactly, shape

_is_version = re.compile(r"(?:1|2)\.0(?:\.\d+)?", re.ASCII).fullmatch
_types = each(iri)


def _version(value: Any) -> None:
    """2.0.x, or 1.0.x: what such a statement says, 2.0 says too (4.2.4.3)."""
    if type(value) is not str or _is_version(value) is None:
        raise Refused("", "must be 2.0.x or 1.0.x; best leave it out")


def _relevant_types(value: Any) -> None:
    _types(value)
    if not value:
        raise Refused("", "must name an activity type; leave it out where there is none")


def _named(kind: str, who: str, check: Check) -> Check:
    """A list of those who play a part in the context."""
    fields = {"objectType": exactly(kind), who: check, "relevantTypes": _relevant_types}
    return each(shape(fields, required=["objectType", who]))


check = rules(
    _version,
    {
        "contextAgents": _named("contextAgent", "agent", agent),
        "contextGroups": _named("contextGroup", "group", group),
    },
)
"""Raises Refused at the first fault, with its path."""
