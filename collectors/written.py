"""Changing a written statement in some places and leaving the rest as it was sent, byte for byte."""

from collections.abc import Callable, Mapping

import msgspec

Change = Callable[[bytes], bytes]
Fields = dict[str, msgspec.Raw]


def fields(raw: bytes) -> Fields:
    """An object's values as they are written."""
    return msgspec.json.decode(raw, type=Fields)


def changed(raw: bytes, changes: Mapping[str, Change]) -> bytes:
    """The object with the fields that it has of these changed."""
    found = fields(raw)
    for name in changes.keys() & found.keys():
        found[name] = msgspec.Raw(changes[name](bytes(found[name])))
    return msgspec.json.encode(found)


def each(change: Change) -> Change:
    """Every item of a list."""

    def all_of(raw: bytes) -> bytes:
        return b"[" + b",".join(change(bytes(item)) for item in msgspec.json.decode(raw, type=list[msgspec.Raw])) + b"]"

    return all_of


def with_substatement(statement: Change) -> Change:
    """`statement` for the object of a statement, where that is a SubStatement."""

    def within(raw: bytes) -> bytes:
        kind = fields(raw).get("objectType")
        return statement(raw) if kind is not None and msgspec.json.decode(kind) == "SubStatement" else raw

    return within


def in_lists(statement: bytes) -> bytes:
    """Each context Activity that stands alone comes into a list (Data 2.4.6.2)."""
    kinds = dict.fromkeys(("parent", "grouping", "category", "other"), _listed)
    context = {"contextActivities": lambda raw: changed(raw, kinds)}
    return changed(statement, {"context": lambda raw: changed(raw, context), "object": with_substatement(in_lists)})


def _listed(raw: bytes) -> bytes:
    return raw if raw.lstrip().startswith(b"[") else b"[" + raw + b"]"
