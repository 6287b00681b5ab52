"""What is taken from each kind of file, and what of it crosses the boundary.

Derived, so that the record of processing cannot say something else than the software does: a kind's fields are its
COLUMNS, and how a field crosses is seen by sending a statement through the boundary.
"""

from functools import cache
from typing import Any, Literal

import msgspec

from collectors import boundary
from collectors.kinds import KINDS, kind
from collectors.kinds.build.template import SLOTS
from collectors.whose import FEED
from schemas import profile
from schemas.journal import Assignment, Batch, Finding, GoalRow, UnitRow

Way = Literal["whole", "day", "pseudonym", "hashed", "stays"]
"""How a field crosses: as it is, as its day, as a pseudonym or keyed hash; or it stays in the record store."""

WAYS: tuple[Way, ...] = ("whole", "day", "hashed", "pseudonym", "stays")
WITHOUT_COLUMNS = {
    "calendar": {"attendees": "person", "event_uid": "object", "status": "verb", "start": "planned_start",
                 "duration_min": "planned_duration"},
    "statements": {"statement": ""},
}  # fmt: skip
"""Kinds that are no tables: field → where it goes in a statement ("" where that depends on the sender)."""

SLOT = {
    "person_id": "person", "respondent": "person", "session_id": "object", "moment_id": "object", "event_id": "object",
    "reflection_id": "object", "course_id": "object", "item": "object", "series_id": "registration",
    "status": "verb", "kind": "type", "start": "timestamp", "end": "timestamp", "date": "timestamp",
    "completed_at": "timestamp", "recorded_at": "timestamp", "answered_date": "timestamp", "duration_min": "duration",
    "programme": "grouping", "goal": "grouping", "wave": "grouping", "batch_unit": "grouping",
    "help_event_id": "parent", "about_id": "parent", "score": "raw", "value": "raw", "scale_max": "max",
}  # fmt: skip
"""Column → where it goes in a statement; others go where their name says."""
MODE = {"sessions": "session_mode", "reflections": "reflection_mode"}

REFERENCE: dict[str, tuple[type[msgspec.Struct], frozenset[str]]] = {
    "persons": (Assignment, frozenset({"person_id"})),
    "units": (UnitRow, frozenset({"unit_id", "agency_id"})),
    "goals": (GoalRow, frozenset({"goal_id", "agency_id"})),
    "analysis": (Finding, frozenset({"theme", "agency_id"})),
}
"""Reference data: the journal's row, and the columns that are its subject."""


class Field(msgspec.Struct, frozen=True):
    name: str
    way: Way


def fields(name: str) -> list[Field]:
    """What is taken from a file of this kind; every other column is dropped unread."""
    if name in WITHOUT_COLUMNS:
        return [Field(field, _crossing().get(slot, "stays")) for field, slot in WITHOUT_COLUMNS[name].items()]
    kept = (column for column in kind(name).COLUMNS.known if name not in REFERENCE or _kept(name, column))
    return [Field(column, _way(name, column)) for column in kept]


def kinds_of(feed: str | None) -> list[str]:
    """Kinds of files by which a feed comes; None: those that any source of an agency may hand over."""
    return [name for name in KINDS if FEED.get(name) == feed]


def _way(name: str, column: str) -> Way:
    if name == "identities":
        return "stays"
    if name in REFERENCE:
        return "pseudonym" if column == "person_id" else "whole"
    if name == "pulse":
        return "whole" if column in Batch.__struct_fields__ else _crossing(pulse=True)[SLOT[column]]
    slot = MODE[name] if column == "mode" else SLOT.get(column, column)
    return _crossing().get(slot, "stays")


def _kept(name: str, column: str) -> bool:
    """Of reference data the ledger keeps what the journal tells, and nothing else."""
    row, subject = REFERENCE[name]
    return column in subject or column.removesuffix("_id") in row.__struct_fields__


@cache
def _crossing(*, pulse: bool = False) -> dict[str, Way]:
    """Slot → how it crosses, as the boundary does it."""
    probe = _probe()
    told: dict[str, Any] = {"key": b"probe", "agency": "KLV", "timestamp": probe["timestamp"]}
    if pulse:
        reduced = boundary.reduce_pulse(probe, wave="w", batch="u", **told)
        grouping: Way = "whole"  # the ledger knows wave and batch, and names them
    else:
        reduced = boundary.reduce(probe, person="p" * 32, **told)
        grouping = "hashed"
    ways = {slot: _compared(_at(probe, path), _at(reduced, path)) for slot, path in SLOTS.items()}
    more: dict[str, Way] = {"person": "hashed" if pulse else "pseudonym", "grouping": grouping}
    shown = {
        "verb": _compared(probe["verb"]["id"], reduced["verb"]["id"]),
        "type": _compared(probe["object"]["definition"]["type"], reduced["object"]["definition"]["type"]),
    }
    return ways | more | shown


def _compared(before: Any, after: Any) -> Way:
    if after is None:
        return "stays"
    if before == after:
        return "whole"
    return "day" if str(before)[:11] == str(after)[:11] else "hashed"


def _at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _probe() -> dict[str, Any]:
    """A statement with something in every slot."""
    item = next(iter(profile.PULSE_ITEMS))
    statement: dict[str, Any] = {
        "verb": {"id": f"{profile.BASE}/verbs/reflected"},
        "object": {"definition": {"type": f"{profile.BASE}/activity-types/reflection"}},
    }
    given = {
        "id": "00000000-0000-4000-8000-000000000000", "home_page": "https://pulse.lc.example/klv/w",
        "person": "somebody", "object": item, "duration": "PT1H", "raw": 1, "min": 1, "max": 5, "scaled": 0.5,
        "success": True,
        "response": "1", "registration": "00000000-0000-4000-8000-000000000001", "platform": "somewhere",
        "parent": [{"id": "https://lc.example/a"}], "grouping": [{"id": "https://lc.example/b"}], "mandatory": True,
        "statement": "00000000-0000-4000-8000-000000000002", "timestamp": "2026-01-01T07:30:00.000Z",
    }  # fmt: skip
    for slot, path in SLOTS.items():
        value = given.get(slot, next(iter(sorted(profile.VALUES.get(str(path[-1]), ["something"])))))
        *way, last = map(str, path)
        inner = statement
        for step in way:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return statement
