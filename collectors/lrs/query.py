"""The parameters of GET /statements, read and checked (Communication 2.1.3)."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from collectors.ledger.query import Query
from collectors.ledger.stamps import microseconds
from collectors.lrs.forms import FORMS, Form
from schemas.statement.agent import identifier
from schemas.statement.parse import parse
from schemas.statement.refusal import Refused

SINGLE = ("statementId", "voidedStatementId")


class Asked(Query, frozen=True, kw_only=True, omit_defaults=True):
    """A page of statements, and what is shown of them."""

    form: Form = "exact"
    attachments: bool = False


class Single(msgspec.Struct, frozen=True, kw_only=True):
    """One statement by its id, and what is shown of it."""

    id: str
    voided: bool
    form: Form = "exact"
    attachments: bool = False


def single(parameters: Mapping[str, str]) -> Single | None:
    """None unless one statement is asked for; nothing but format and attachments may go with it."""
    asked = [name for name in SINGLE if name in parameters]
    if not asked:
        return None
    name = asked[0]
    if parameters.keys() - {name} - SHOWING.keys():
        raise Refused(name, "only format and attachments may go with it; leave out the other parameters")
    return Single(id=_uuid(parameters[name], name), voided=name == "voidedStatementId", **_read(parameters, SHOWING))


def query(parameters: Mapping[str, str]) -> Asked:
    """The filters; a `more` token stands for what it was made from."""
    if "more" in parameters:
        return _from_token(parameters["more"])
    if parameters.keys() - FILTERS.keys() - SHOWING.keys():
        known = ", ".join((*FILTERS, *SHOWING))
        raise Refused("query", f"unknown parameter (names are case-sensitive); known are statementId, {known}")
    return Asked(**_read(parameters, FILTERS), **_read(parameters, SHOWING))


def token(more: Asked) -> str:
    """The next page as one opaque word; it holds its state itself, so it does not run out."""
    return base64.urlsafe_b64encode(msgspec.json.encode(more)).decode().rstrip("=")


def _from_token(text: str) -> Asked:
    try:
        padded = text + "=" * (-len(text) % 4)
        return msgspec.json.decode(base64.urlsafe_b64decode(padded), type=Asked)
    except (msgspec.DecodeError, binascii.Error, ValueError):
        raise Refused("more", "this is not a `more` address of ours; ask the first page anew") from None


def _read(parameters: Mapping[str, str], readers: "Readers") -> dict[str, Any]:
    """What these parameters say, by the name of the field for it."""
    return {field: read(parameters[name], name) for name, (field, read) in readers.items() if name in parameters}


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


def _form(text: str, name: str) -> Form:
    for form in FORMS:
        if form == text:
            return form
    raise Refused(name, f"must be {' or '.join(FORMS)}")


Readers = Mapping[str, tuple[str, Callable[[str, str], Any]]]

FILTERS: Readers = {
    "agent": ("agent", _agent),
    "verb": ("verb", _iri),
    "activity": ("activity", _iri),
    "registration": ("registration", _uuid),
    "since": ("since", _timestamp),
    "until": ("until", _timestamp),
    "limit": ("limit", _limit),
    "ascending": ("ascending", _boolean),
    "related_agents": ("related_agents", _boolean),
    "related_activities": ("related_activities", _boolean),
}
"""Parameter → field, and how its text is read."""

SHOWING: Readers = {"format": ("form", _form), "attachments": ("attachments", _boolean)}
