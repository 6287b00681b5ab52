"""Where a document request points: its parameters, read and checked (Communication 2.3, 2.6, 2.7)."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from starlette.datastructures import QueryParams

from collectors.door import is_pulse
from collectors.ledger.stamps import microseconds
from collectors.ledger.work import Place
from schemas.statement import formats
from schemas.statement.actors import actor
from schemas.statement.agent import identifier
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused


class Sort(msgspec.Struct, frozen=True, kw_only=True):
    """One of the three document resources."""

    name: str
    id: str
    """The parameter that names one document."""
    keys: tuple[str, ...]
    """Parameters that are always needed."""
    optional: tuple[str, ...] = ()
    scopes: frozenset[str]
    lenient: bool = False
    """1.0.3 takes a PUT without If-Match: conflicts are unlikely where one learner has one course open."""
    clears: bool = False
    """DELETE without an id takes all documents of the place away."""


STATE = Sort(
    name="state",
    id="stateId",
    keys=("activityId", "agent"),
    optional=("registration",),
    scopes=frozenset({"state", "all"}),
    lenient=True,
    clears=True,
)
ACTIVITY_PROFILE = Sort(name="activity", id="profileId", keys=("activityId",), scopes=frozenset({"profile", "all"}))
AGENT_PROFILE = Sort(name="agent", id="profileId", keys=("agent",), scopes=frozenset({"profile", "all"}))


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    place: Place
    id: str | None = None
    since: int | None = None
    """Microseconds, exclusive."""
    nobody: bool = False
    """The agent stands for no person."""


def asked(sort: Sort, method: str, parameters: QueryParams) -> Asked:
    """Refused where a parameter is missing, malformed, doubled or unknown."""
    reading = method in ("GET", "HEAD")
    listing = reading and sort.id not in parameters
    optional = {*sort.optional, sort.id} | ({"since"} if listing else set())
    required = list(sort.keys) if reading or (sort.clears and method == "DELETE") else [*sort.keys, sort.id]
    found = read_parameters(parameters, required, optional)
    place = Place(
        resource=sort.name,
        activity=found.get("activityId", ""),
        agent=found.get("agent", ""),
        registration=found.get("registration", ""),
    )
    nobody = "agent" in parameters and _nobody(agent(parameters["agent"]))
    return Asked(place=place, id=found.get(sort.id), since=found.get("since"), nobody=nobody)


def read_parameters(parameters: QueryParams, required: list[str], optional: set[str]) -> Mapping[str, Any]:
    """The parameters' values; no others may stand there."""
    if len(parameters.multi_items()) != len(parameters):
        raise Refused("query", "each parameter may stand once")
    allowed = {*required, *optional}
    if not parameters.keys() <= allowed:
        known = ", ".join(sorted(allowed))
        raise Refused("query", f"unknown parameter (names are case-sensitive); known here are {known}")
    for name in required:
        if name not in parameters:
            raise Refused(name, "is required; add this parameter")
    return {name: _value(name, text) for name, text in parameters.items()}


def _value(name: str, text: str) -> Any:
    try:
        return READERS[name](text)
    except Refused as refused:
        raise refused.within(name) from None


def agent(text: str) -> dict[str, Any]:
    """An Agent or identified Group as JSON."""
    found = parse(text.encode())
    actor(found)
    if identifier(found) is None:
        raise Refused("", "must have an identifier: a Group without one is nobody to keep documents of")
    return found


def _nobody(agent: dict[str, Any]) -> bool:
    return agent.get("objectType") == "Group" or is_pulse({"actor": agent})


def _key(text: str) -> str:
    named = identifier(agent(text))
    return named.key if named else ""


def _iri(text: str) -> str:
    formats.iri(text)
    return text


def _uuid(text: str) -> str:
    formats.uuid(text)
    return text.lower()


def _named(text: str) -> str:
    if not text:
        raise Refused("", "must not be empty")
    return text


def _since(text: str) -> int:
    moment = text.replace(" ", "+")  # a + that was not written %2B
    formats.timestamp(moment)
    return microseconds(moment)


READERS: dict[str, Callable[[str], Any]] = {
    "activityId": _iri,
    "agent": _key,
    "registration": _uuid,
    "stateId": _named,
    "profileId": _named,
    "since": _since,
}
