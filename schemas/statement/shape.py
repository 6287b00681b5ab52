"""What rules are made of: tables from key to check. A check returns nothing, or raises Refused from where it stands."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from schemas.statement.refusal import Refused

Check = Callable[[Any], None]

_PROPERTIES: dict[str, str] = {}
"""Every property name of the specification, by its small letters: these may be named in a refusal, others may not."""


def shape(fields: Mapping[str, Check], required: Iterable[str] = (), laws: Iterable[Check] = ()) -> Check:
    """An object of these keys and no others; `laws` see the whole object once its parts are right."""
    fields, required, laws = dict(fields), tuple(required), tuple(laws)
    _PROPERTIES.update((name.lower(), name) for name in fields)

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Refused("", "must be an object")
        for key, item in value.items():
            field = fields.get(key)
            if field is None:
                raise _unknown(key, fields)
            try:
                field(item)
            except Refused as fault:
                raise _null(key) if item is None else fault.within(key) from None
        for key in required:
            if key not in value:
                raise Refused(key, "is required; add it")
        for law in laws:
            law(value)

    return check


def each(item: Check) -> Check:
    """A list of such items."""

    def check(value: Any) -> None:
        if type(value) is not list:
            raise Refused("", "must be a list")
        for index, entry in enumerate(value):
            try:
                item(entry)
            except Refused as fault:
                raise _null(f"[{index}]") if entry is None else fault.within(f"[{index}]") from None

    return check


def by_type(kinds: Mapping[str, Check], default: str | None = None) -> Check:
    """The check that the object's `objectType` names; `default` where it has none."""
    rule = f"must be {' or '.join(kinds)}, written exactly so"

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Refused("", "must be an object")
        kind = value.get("objectType", default)
        chosen = kinds.get(kind) if type(kind) is str else None
        if chosen is None:
            raise Refused("objectType", rule)
        chosen(value)

    return check


def exactly(word: str) -> Check:
    """This string."""

    def check(value: Any) -> None:
        if value != word:
            raise Refused("", f"must be {word}")

    return check


def _null(step: str) -> Refused:
    return Refused(step, "null is taken in extensions only; leave the property out")


def _unknown(key: str, fields: Mapping[str, Check]) -> Refused:
    meant = _PROPERTIES.get(key.lower())
    known = ", ".join(sorted(fields))
    if meant is None:
        return Refused("", f"holds a key that is not known here; remove it or use an extension (known: {known})")
    if meant != key:
        return Refused(meant, "keys are case-sensitive; write it exactly so")
    return Refused(key, f"does not belong here (known: {known})")
