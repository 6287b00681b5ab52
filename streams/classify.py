"""From a reduced statement to what it is: a participation, a pulse answer, or set aside and counted, never guessed."""

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from schemas import profile
from schemas.journal import Stated
from schemas.participation import Participation, PulseAnswer, SetAside
from schemas.profile import Template
from schemas.reduced import Reduced
from streams.duration import seconds
from streams.topology import keys_of

LOCAL = ZoneInfo("Europe/Helsinki")
EXT = f"{profile.BASE}/ext/"
URN = "urn:uuid:"
CLASSES = frozenset({"MS", "LM", "SC", "NE", "WS", "CC", "RF", "RQ", "BK", "CX"})
"""Classes that are one person's part in something; see schemas.participation."""
NOBODYS = {"GOAL": "agency's own", "VOID": "voids nothing"}
"""Why what the other classes say is set aside. What really voids a statement never comes this far."""

BATCH = re.compile(r"https://lc\.example/[^/]+/pulse/(?P<wave>[^/]+)/batch/(?P<unit>[^/]+)")
"""The grouping activity of a pulse answer that names its wave and reporting unit."""


def classify(record: Stated) -> Participation | PulseAnswer | SetAside:
    """By verb and object type alone; whatever else a template asks for, missing is unknown."""
    statement = record.statement
    template = profile.match(statement["verb"]["id"], _object_type(statement))
    if template is None:
        return _set_aside(record, "no template")
    if template.class_ == "PULSE":
        return _pulse_answer(record) or _set_aside(record, "not a pulse of ours")
    if template.class_ not in CLASSES:
        return _set_aside(record, NOBODYS[template.class_])
    if record.person is None:
        return _set_aside(record, "no person")
    when = _when(statement)
    if when is None:
        return _set_aside(record, "no usable time")
    participation = _participation(record, record.person, template, *when)
    return msgspec.structs.replace(participation, keys=keys_of(participation))


def _participation(record: Stated, person: str, template: Template, ended_at: datetime, day: date) -> Participation:
    statement = record.statement
    result, context = statement.get("result", {}), statement.get("context", {})
    said = context.get("extensions", {})
    reflected = result.get("extensions", {})
    reflection_mode = _known(reflected, "reflection-mode")
    return Participation(
        id=statement["id"],
        position=record.position,
        person=person,
        agency=record.agency,
        source=record.source,
        template=template.id,
        class_=template.class_,
        kind=template.kind,
        activity=statement["object"]["id"].removeprefix(URN),
        statement=record.statement_key,
        series=context.get("registration"),
        about=_about(context),
        programme=_programme(context),
        ended_at=ended_at,
        day=day,
        duration_s=seconds(result["duration"]) if "duration" in result else None,
        mode=_known(said, "session-mode"),
        role=_known(said, "role"),
        place=_known(said, "place"),
        initiative=_known(said, "initiative"),
        scope=_known(said, "counterpart-scope"),
        counterpart_role=_known(said, "counterpart-role"),
        crafting_type=_known(said, "crafting-type"),
        mandatory=said.get(f"{EXT}mandatory"),
        declined=None if reflection_mode is None else reflection_mode == "declined",
        text_shape=_known(reflected, "text-shape"),
        reflection_mode=reflection_mode,
        keys=[],
    )


def _pulse_answer(record: Stated) -> PulseAnswer | None:
    """None unless it is nobody's, of an item we know and on its scale, and names wave and batch."""
    statement = record.statement
    item, batch = profile.PULSE_ITEMS.get(statement["object"]["id"]), _batch(statement)
    if record.person is not None or item is None or batch is None:
        return None
    value = _value(statement.get("result", {}).get("score", {}), item.scale_max)
    if value is None:
        return None
    return PulseAnswer(
        id=statement["id"],
        position=record.position,
        wave=batch["wave"],
        unit=batch["unit"],
        respondent=statement["actor"]["account"]["name"],
        item=item.key,
        value=value,
        scale_max=item.scale_max,
    )


def _set_aside(record: Stated, reason: str) -> SetAside:
    return SetAside(
        id=record.statement["id"],
        position=record.position,
        person=record.person or "",
        statement=record.statement_key,
        source=record.source,
        verb=record.statement["verb"]["id"],
        object_type=_object_type(record.statement) or "",
        reason=reason,
    )


def _object_type(statement: Reduced) -> str | None:
    found: str | None = statement["object"].get("definition", {}).get("type")
    return found


def _when(statement: Reduced) -> tuple[datetime, date] | None:
    """The end in UTC and its local day; None at the ends of the calendar, where there is no local day."""
    try:
        ended_at = datetime.fromisoformat(statement["timestamp"]).astimezone(UTC)
        return ended_at, ended_at.astimezone(LOCAL).date()
    except (ValueError, OverflowError):
        return None


def _about(context: dict[str, Any]) -> str | None:
    """The parent activity, else the statement referred to."""
    found: str | None = context.get("statement", {}).get("id")
    for parent in context.get("contextActivities", {}).get("parent", [])[:1]:
        found = parent["id"].removeprefix(URN)
    return found


def _programme(context: dict[str, Any]) -> str | None:
    """The first grouping activity: domain.md 3.5 names the programme before the goal."""
    grouping = context.get("contextActivities", {}).get("grouping", [])
    return grouping[0]["id"].removeprefix(URN) if grouping else None


def _batch(statement: Reduced) -> re.Match[str] | None:
    grouping = statement.get("context", {}).get("contextActivities", {}).get("grouping", [])
    return next((found for activity in grouping if (found := BATCH.fullmatch(activity["id"]))), None)


def _known(extensions: dict[str, Any], name: str) -> str | None:
    """A value of a closed list; `unknown`, which some lists hold, is said by None alone."""
    value = extensions.get(EXT + name)
    return None if value == "unknown" else value


def _value(score: dict[str, Any], scale_max: int) -> int | None:
    """The raw score if it is one of 1 … scale_max, and the scale is not said to be another."""
    same_scale = score.get("min", 1) == 1 and score.get("max", scale_max) == scale_max
    return int(score["raw"]) if same_scale and score.get("raw") in range(1, scale_max + 1) else None
