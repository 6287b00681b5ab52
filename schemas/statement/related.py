"""The Activities of a (checked) statement: what it is about, its context's, and those of a SubStatement."""

from collections.abc import Iterator
from typing import Any

Activity = dict[str, Any]


def activities(statement: dict[str, Any]) -> Iterator[Activity]:
    """Every Activity, the object first; one can stand in several places."""
    obj = statement["object"]
    kind = obj.get("objectType", "Activity")
    if kind == "Activity":
        yield obj
    for named in statement.get("context", {}).get("contextActivities", {}).values():
        yield from named if isinstance(named, list) else (named,)
    if kind == "SubStatement":
        yield from activities(obj)


def related(statement: dict[str, Any]) -> list[str]:
    """The ids of the Activities it is related to beside the one it is about (Communication 2.1.3), each once."""
    about = statement["object"].get("id")
    return list({activity["id"]: None for activity in activities(statement) if activity["id"] != about})


def alone(statement: dict[str, Any]) -> bool:
    """Whether an Activity of a context stands outside a list, as it may be sent but not answered (Data 2.4.6.2)."""
    named = statement.get("context", {}).get("contextActivities", {})
    if any(isinstance(activity, dict) for activity in named.values()):
        return True
    obj = statement["object"]
    return obj.get("objectType") == "SubStatement" and alone(obj)
