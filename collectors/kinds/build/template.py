"""From rows to statements at speed: tincan makes the first statement of each shape, the others are cut from it."""

import re
from time import perf_counter
from typing import Any

import msgspec
from tincan import Statement

from collectors.bookings import PLANNED_DURATION, PLANNED_START
from schemas import profile

Path = tuple[str | int, ...]

EXT = f"{profile.BASE}/ext"
_CONTEXT, _RESULT = ("context", "extensions"), ("result", "extensions")

SLOTS: dict[str, Path] = {
    "id": ("id",),
    "home_page": ("actor", "account", "homePage"),
    "person": ("actor", "account", "name"),
    "object": ("object", "id"),
    "duration": ("result", "duration"),
    "raw": ("result", "score", "raw"),
    "min": ("result", "score", "min"),
    "max": ("result", "score", "max"),
    "response": ("result", "response"),
    "scaled": ("result", "score", "scaled"),
    "success": ("result", "success"),
    "goal_value": (*_RESULT, f"{EXT}/goal-value"),
    "text_shape": (*_RESULT, f"{EXT}/text-shape"),
    "reflection_mode": (*_RESULT, f"{EXT}/reflection-mode"),
    "registration": ("context", "registration"),
    "platform": ("context", "platform"),
    "parent": ("context", "contextActivities", "parent"),
    "grouping": ("context", "contextActivities", "grouping"),
    "role": (*_CONTEXT, f"{EXT}/role"),
    "session_mode": (*_CONTEXT, f"{EXT}/session-mode"),
    "initiative": (*_CONTEXT, f"{EXT}/initiative"),
    "place": (*_CONTEXT, f"{EXT}/place"),
    "counterpart_scope": (*_CONTEXT, f"{EXT}/counterpart-scope"),
    "counterpart_role": (*_CONTEXT, f"{EXT}/counterpart-role"),
    "crafting_type": (*_CONTEXT, f"{EXT}/crafting-type"),
    "mandatory": (*_CONTEXT, f"{EXT}/mandatory"),
    "planned_start": (*_CONTEXT, PLANNED_START),
    "planned_duration": (*_CONTEXT, PLANNED_DURATION),
    "due_date": (*_CONTEXT, "https://w3id.org/xapi/tla/extensions/due_date"),
    "statement": ("context", "statement", "id"),
    "name": ("object", "definition", "name"),
    "timestamp": ("timestamp",),
}
"""Where a row's values go in a statement."""

_encode = msgspec.json.Encoder().encode
_PLACEHOLDER = re.compile(rb'"\\u0000(\w+)"')


class Template:
    """All statements of one verb and object type. `fixed` is what they have in common."""

    seconds = 0.0
    """Spent in tincan, by all templates of this process."""

    def __init__(self, fixed: dict[str, Any]) -> None:
        self._fixed = fixed
        self._shapes: dict[tuple[str, ...], tuple[list[bytes], list[str]]] = {}

    def fill(self, values: dict[str, Any]) -> bytes:
        """The statement with these slots; one that is None is left out."""
        values = {slot: value for slot, value in values.items() if value is not None}
        shape = tuple(values)
        if shape not in self._shapes:
            self._shapes[shape] = self._cut(values)
        between, slots = self._shapes[shape]
        parts = [between[0]]
        for slot, rest in zip(slots, between[1:], strict=True):
            parts += (_encode(values[slot]), rest)
        return b"".join(parts)

    def _cut(self, values: dict[str, Any]) -> tuple[list[bytes], list[str]]:
        """tincan's own JSON of the first statement of this shape, cut where rows differ: (texts between, slots)."""
        whole = _copy(self._fixed)
        for slot, value in values.items():
            _set(whole, SLOTS[slot], value)
        started = perf_counter()
        made = msgspec.json.decode(Statement(whole).to_json())
        Template.seconds += perf_counter() - started
        del made["version"]  # tincan writes 1.0.3; ours hold in 2.0 as well
        if not made["actor"].get("member", True):
            del made["actor"]["member"]  # tincan gives every group an empty list of members
        for slot in values:
            _set(made, SLOTS[slot], f"\0{slot}", known=True)
        pieces = _PLACEHOLDER.split(_encode(made))
        return pieces[::2], [slot.decode() for slot in pieces[1::2]]


def _copy(node: Any) -> Any:
    return msgspec.json.decode(_encode(node))


def _set(tree: Any, path: Path, value: Any, *, known: bool = False) -> None:
    """Puts the value at the path. `known`: it must be there already, or tincan has lost it."""
    *way, last = path
    for step in way:
        tree = tree[step] if known else tree.setdefault(step, {})
    if known and last not in tree:
        raise KeyError(path)
    tree[last] = value
