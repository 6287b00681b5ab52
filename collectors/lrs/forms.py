"""The forms in which statements are answered: exact, ids, canonical (Communication 2.1.3; 2.0: 4.1.6.1)."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, get_args

import msgspec

from collectors.lrs import languages
from collectors.written import Change, changed, each, fields, with_substatement
from schemas.statement.activities import LISTS
from schemas.statement.agent import CONTEXT_LISTS, KINDS
from schemas.statement.formats import utc

Form = Literal["exact", "ids", "canonical"]
FORMS: tuple[Form, ...] = get_args(Form)

Definition = Callable[[str], dict[str, Any]]
"""What is known of an Activity by its id."""

ACTIVITIES = ("parent", "grouping", "category", "other")


def in_utc(statement: bytes) -> bytes:
    """As 2.0 answers: times in UTC (4.2.4.2)."""
    return changed(statement, {"timestamp": _utc, "object": with_substatement(in_utc)})


def _utc(raw: bytes) -> bytes:
    """What is in UTC stays as it was written, with all its digits."""
    timestamp = msgspec.json.decode(raw)
    return raw if timestamp.endswith("Z") else msgspec.json.encode(utc(timestamp))


def ids(statement: bytes) -> bytes:
    """Of whom and what it names, what identifies them and no more."""
    return _throughout(statement, agent=_agent_ids, verb=_only_id, activity=_only_id)


def canonical(statement: bytes, wanted: list[str], definition: Definition) -> bytes:
    """Verbs in one language each, Activities as they are known here, in one language too."""

    def activity(raw: bytes) -> bytes:
        found = fields(raw)
        known = definition(msgspec.json.decode(found["id"]))
        return msgspec.json.encode(found | {"definition": _in_one_language(known, wanted)}) if known else raw

    def verb(raw: bytes) -> bytes:
        return changed(raw, {"display": lambda words: _one(words, wanted)})

    return _throughout(statement, agent=lambda raw: raw, verb=verb, activity=activity)


def _throughout(statement: bytes, *, agent: Change, verb: Change, activity: Change) -> bytes:
    """Each agent, verb and Activity changed, wherever it stands."""
    context: dict[str, Change] = {
        "instructor": agent,
        "team": agent,
        "contextActivities": lambda raw: changed(raw, dict.fromkeys(ACTIVITIES, each(activity))),
    }
    for name, who in CONTEXT_LISTS:
        context[name] = each(partial(changed, changes={who: agent}))

    def whole(raw: bytes) -> bytes:
        return changed(raw, {"actor": agent, "verb": verb, "object": thing, "context": lambda c: changed(c, context)})

    def thing(raw: bytes) -> bytes:
        kind = fields(raw).get("objectType")
        match kind is not None and msgspec.json.decode(kind):
            case "Agent" | "Group":
                return agent(raw)
            case "SubStatement":
                return whole(raw)
            case "StatementRef":
                return raw
        return activity(raw)

    return whole(statement)


def _only_id(raw: bytes) -> bytes:
    return msgspec.json.encode({"id": fields(raw)["id"]})


def _agent_ids(raw: bytes) -> bytes:
    """An unidentified Group is its members."""
    found = fields(raw)
    kept = {name: value for name, value in found.items() if name in KINDS or name == "objectType"}
    if "member" in found and not kept.keys() & set(KINDS):
        kept["member"] = msgspec.Raw(each(_agent_ids)(bytes(found["member"])))
    return msgspec.json.encode(kept)


def _one(raw: bytes, wanted: list[str]) -> bytes:
    return msgspec.json.encode(_language(msgspec.json.decode(raw), wanted))


def _language(words: dict[str, str], wanted: list[str]) -> dict[str, str]:
    tag = languages.chosen(words, wanted)
    return {} if tag is None else {tag: words[tag]}


def _in_one_language(definition: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    """Names, descriptions, and those of an interaction's components."""
    shown = dict(definition)
    for name, value in definition.items():
        if name in ("name", "description"):
            shown[name] = _language(value, wanted)
        elif name in LISTS:
            shown[name] = [_described(one, wanted) for one in value]
    return shown


def _described(component: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    if "description" not in component:
        return component
    return component | {"description": _language(component["description"], wanted)}
