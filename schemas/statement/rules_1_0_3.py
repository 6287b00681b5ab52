"""The rules of xAPI 1.0.3: which properties a statement has. The parts themselves are shared between versions."""

import re
from typing import Any

from schemas.statement.activities import activity, context_activities, statement_ref
from schemas.statement.actors import actor, authority, group
from schemas.statement.formats import extensions, iri, language_map, language_tag, text, timestamp, uuid
from schemas.statement.outcome import attachments, result
from schemas.statement.refusal import Refused
from schemas.statement.shape import Check, by_type, shape

VOIDED = "http://adlnet.gov/expapi/verbs/voided"

_is_version = re.compile(r"1\.0(?:\.\d+)?", re.ASCII).fullmatch


def _version(value: Any) -> None:
    """1.0, or 1.0.x: any patch, since all 1.0.x share one data model."""
    if type(value) is not str or _is_version(value) is None:
        raise Refused("", "must be 1.0.x; best leave it out")


def _voiding(statement: dict[str, Any]) -> None:
    if statement["verb"]["id"] == VOIDED and statement["object"].get("objectType") != "StatementRef":
        raise Refused("object.objectType", "must be StatementRef where the verb is voided")


def _of_activities_only(statement: dict[str, Any]) -> None:
    if "context" not in statement or statement["object"].get("objectType", "Activity") == "Activity":
        return
    for name in ("revision", "platform"):
        if name in statement["context"]:
            raise Refused(f"context.{name}", "belongs to statements about an Activity only; leave it out")


_LAWS = [_voiding, _of_activities_only]

OBJECTS: dict[str, Check] = {"Activity": activity, "Agent": actor, "Group": actor, "StatementRef": statement_ref}

VERB: dict[str, Check] = {"id": iri, "display": language_map}

CONTEXT: dict[str, Check] = {
    "registration": uuid,
    "instructor": actor,
    "team": group,
    "contextActivities": context_activities,
    "revision": text,
    "platform": text,
    "language": language_tag,
    "statement": statement_ref,
    "extensions": extensions,
}

SUBSTATEMENT: dict[str, Check] = {
    "actor": actor,
    "verb": shape(VERB, required=["id"]),
    "result": result,
    "context": shape(CONTEXT),
    "timestamp": timestamp,
    "attachments": attachments,
}
"""What statements and SubStatements share, the object aside."""

_REQUIRED = ("actor", "verb", "object")

_substatement = shape(
    SUBSTATEMENT | {"objectType": text, "object": by_type(OBJECTS, "Activity")}, required=_REQUIRED, laws=_LAWS
)
_statement = shape(
    SUBSTATEMENT
    | {
        "id": uuid,
        "object": by_type(OBJECTS | {"SubStatement": _substatement}, "Activity"),
        "stored": timestamp,
        "authority": authority,
        "version": _version,
    },
    required=_REQUIRED,
    laws=_LAWS,
)


def check(statement: dict[str, Any]) -> None:
    """Raises Refused at the first fault, with its path."""
    _statement(statement)
