"""Activities, their definitions and interactions (Data 2.4.4.1), and StatementRefs (2.4.4.3)."""

from typing import Any

from schemas.statement.formats import extensions, iri, language_map, text, uuid
from schemas.statement.refusal import Refused
from schemas.statement.shape import Check, by_type, each, exactly, shape

COMPONENT_LISTS = {
    "choice": ("choices",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "true-false": (),
    "fill-in": (),
    "long-fill-in": (),
    "numeric": (),
    "other": (),
}
"""interactionType → the lists it may have."""

LISTS = frozenset(name for names in COMPONENT_LISTS.values() for name in names)
"""Names of all of them."""
_INTERACTION = LISTS | {"correctResponsesPattern"}

_component = each(shape({"id": text, "description": language_map}, required=["id"]))


def _components(value: Any) -> None:
    _component(value)
    if len({component["id"] for component in value}) != len(value):
        raise Refused("", "each component must have an id of its own")


def _interaction_type(value: Any) -> None:
    if type(value) is not str or value not in COMPONENT_LISTS:
        raise Refused("", f"must be one of {', '.join(COMPONENT_LISTS)}")


def _interaction(definition: dict[str, Any]) -> None:
    """Lists belong to interactions, and each kind has its own."""
    if "interactionType" not in definition:
        if not _INTERACTION.isdisjoint(definition):
            raise Refused("interactionType", "is required of an interaction; add it")
        return
    allowed = COMPONENT_LISTS[definition["interactionType"]]
    for name in sorted(LISTS & definition.keys()):
        if name not in allowed:
            raise Refused(name, "does not belong to this interactionType; leave it out")


_definition = shape(
    {
        "name": language_map,
        "description": language_map,
        "type": iri,
        "moreInfo": iri,
        "interactionType": _interaction_type,
        "correctResponsesPattern": each(text),
        **dict.fromkeys(sorted(LISTS), _components),
        "extensions": extensions,
    },
    laws=[_interaction],
)
activity = by_type(
    {"Activity": shape({"objectType": exactly("Activity"), "id": iri, "definition": _definition}, required=["id"])},
    "Activity",
)
_activities = each(activity)


def _one_or_many(value: Any) -> None:
    (_activities if type(value) is list else activity)(value)


context_activities: Check = shape(dict.fromkeys(("parent", "grouping", "category", "other"), _one_or_many))
statement_ref = by_type(
    {"StatementRef": shape({"objectType": exactly("StatementRef"), "id": uuid}, required=["objectType", "id"])}
)
