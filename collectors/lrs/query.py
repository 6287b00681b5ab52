"""The parameters of GET /statements, read and checked (Communication 2.1.3)."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from collectors.ledger.reader import Query
from collectors.ledger.stamps import microseconds
from schemas.statement.agent import identifier
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

SINGLE = ("statementId", "voidedStatementId")


def single(parameters: Mapping[str, str]) -> tuple[str, bool] | None:
    """(statement id, voided?) when one statement is asked for; nothing but format and attachments may go with it."""
    asked = [name for name in SINGLE if name in parameters]
    if not asked:
        return None
    others = set(parameters) - {asked[0], "format", "attachments"}
    if others:
        raise Refused(asked[0], "only format and attachments may go with it; leave out the other parameters")
    _only_exact(parameters)
    return _uuid(parameters[asked[0]], asked[0]), asked[0] == "voidedStatementId"


def query(parameters: Mapping[str, str]) -> Query:
    """The filters; a `more` token stands for the filters it was made from."""
    if "more" in parameters:
        return _from_token(parameters["more"])
    unknown = set(parameters) - set(READERS) - {"format", "attachments"}
    if unknown:
        known = ", ".join(READERS)
        raise Refused("query", f"unknown parameter (names are case-sensitive); known are statementId, {known}")
    _only_exact(parameters)
    values = {name: READERS[name](parameters[name], name) for name in parameters if name in READERS}
    values.pop("related_activities", None)
    return Query(**values)


def token(more: Query) -> str:
    """The next page as one opaque word; it holds its state itself, so it does not run out."""
    return base64.urlsafe_b64encode(msgspec.json.encode(more)).decode().rstrip("=")


def _from_token(text: str) -> Query:
    try:
        padded = text + "=" * (-len(text) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Query)
    except (msgspec.DecodeError, binascii.Error, ValueError):
        raise Refused("more", "this is not a `more` address of ours; ask the first page anew") from None


def _only_exact(parameters: Mapping[str, str]) -> None:
    if parameters.get("format", "exact") != "exact":
        raise Refused("format", "only exact is served so far; leave it out")
    if "attachments" in parameters and _boolean(parameters["attachments"], "attachments"):
        raise Refused("attachments", "attachments are not served so far; leave it out or say false")


def _uuid(text: str, name: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Refused(name, "must be a UUID") from None


def _agent(text: str, name: str) -> str:
    try:
        found = identifier(parse(text.encode()))
    except Refused:
        found = None
    if found is None:
        raise Refused(name, "must be an Agent or Group as JSON with one identifier") from None
    return found.key


def _iri(text: str, name: str) -> str:
    if ":" not in text:
        raise Refused(name, "must be an IRI with a scheme")
    return text


def _timestamp(text: str, name: str) -> int:
    try:
        return microseconds(text.replace(" ", "+"))
    except ValueError:
        raise Refused(name, "must be an ISO 8601 timestamp") from None


def _limit(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Refused(name, "must be a whole number from 0")
    return int(text)


def _boolean(text: str, name: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise Refused(name, "must be true or false")
    return text.lower() == "true"


def _unstated(text: str, name: str) -> bool:
    if _boolean(text, name):
        raise Refused(name, "is not served so far; leave it out")
    return False


READERS: dict[str, Callable[[str, str], Any]] = {
    "agent": _agent,
    "verb": _iri,
    "activity": _iri,
    "registration": _uuid,
    "since": _timestamp,
    "until": _timestamp,
    "limit": _limit,
    "ascending": _boolean,
    "related_agents": _boolean,
    "related_activities": _unstated,
}
