"""Which properties a statement has, in every version of xAPI. What a version adds is told in the module of its name."""

from typing import Any

from schemas.statement.activities import activity, context_activities, statement_ref
from schemas.statement.actors import actor, authority, group
from schemas.statement.formats import extensions, iri, language_map, language_tag, text, timestamp, uuid
from schemas.statement.outcome import attachments, result
from schemas.statement.refusal import Refused
from schemas.statement.shape import Check, by_type, shape

VOIDED = "http://adlnet.gov/expapi/verbs/voided"


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

_REQUIRED = ("actor", "verb", "object")


def rules(version: Check, context: dict[str, Check]) -> Check:
    """What checks statements: `version` their own, `context` what else their context may hold."""
    shared: dict[str, Check] = {
        "actor": actor,
        "verb": shape(VERB, required=["id"]),
        "result": result,
        "context": shape(CONTEXT | context),
        "timestamp": timestamp,
        "attachments": attachments,
    }
    substatement = shape(
        shared | {"objectType": text, "object": by_type(OBJECTS, "Activity")}, required=_REQUIRED, laws=_LAWS
    )
    own: dict[str, Check] = {
        "id": uuid,
        "object": by_type(OBJECTS | {"SubStatement": substatement}, "Activity"),
        "stored": timestamp,
        "authority": authority,
        "version": version,
    }
    return shape(shared | own, required=_REQUIRED, laws=_LAWS)
