"""Statement templates (domain.md 3.5): how a statement is recognised and what it should hold; see templates.toml."""

from collections.abc import Iterator

import msgspec

from schemas.profile.canonical import canonical
from schemas.profile.concepts import BOOLEAN, CONCEPTS, EXTENSIONS, VALUES, Text
from schemas.profile.iris import BASE, expand, read


class Rule(msgspec.Struct, frozen=True):
    """What is asked of the values at `location`, a JSONPath of the profile specification's kind."""

    location: str
    all: tuple[str | bool, ...] = ()
    """If not empty: every value is one of these."""
    any: tuple[str, ...] = ()
    """If not empty: some value is one of these."""


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """One verb with one object type. Rows of templates.toml with several of them make several templates."""

    id: str
    """T01 … T17"""
    iri: str
    class_: str
    """One of schemas.participation's, or PULSE, GOAL, VOID: what becomes no participation."""
    kind: str | None
    """Of a learning moment: problem-solved, success, failure, …; of a story: story, story-circle."""
    verb: str
    object_type: str | None
    """None: the object is no activity."""
    refers: str | None
    """Id of the template that the statement in its context is of."""
    required: tuple[Rule, ...]
    recommended: tuple[Rule, ...]
    excluded: tuple[Rule, ...]
    label: Text
    definition: Text


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"class_": "class"}):
    id: str
    class_: str
    verbs: list[str]
    label: Text
    definition: Text
    types: list[str] = []
    refers: str | None = None
    required: list[str] = []
    recommended: list[str] = []
    excluded: list[str] = []


class _Always(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    recommended: list[str]
    excluded: list[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    places: dict[str, str]
    any: dict[str, list[str]]
    all: dict[str, list[str | bool]]
    always: _Always
    template: list[_Row]


_FILE = read("templates.toml", _File)


def _rules(names: list[str]) -> tuple[Rule, ...]:
    return tuple(map(_rule, names))


def _rule(name: str) -> Rule:
    """A named place, or an extension with its closed list."""
    if name in _FILE.places:
        any_ = tuple(map(expand, _FILE.any.get(name, [])))
        return Rule(_FILE.places[name], all=tuple(_FILE.all.get(name, [])), any=any_)
    holder = "context" if name in CONCEPTS.context else "result"
    return Rule(f"$.{holder}.extensions['{BASE}/ext/{name}']", all=_allowed(name))


def _allowed(extension: str) -> tuple[str | bool, ...]:
    """What the extension's value may be, where that can be listed."""
    iri = f"{BASE}/ext/{extension}"
    return (True, False) if EXTENSIONS[iri].schema == BOOLEAN else tuple(sorted(VALUES.get(iri, ())))


def _templates(row: _Row) -> Iterator[Template]:
    for verb in row.verbs:
        for kind in row.types or [""]:
            yield Template(
                id=row.id,
                iri="-".join(filter(None, (f"{BASE}/templates/{row.id.lower()}", _last(verb), _slug(kind)))),
                class_=row.class_,
                kind=kind if row.class_ in ("LM", "SC") else None,
                verb=expand(verb),
                object_type=_type(kind),
                refers=row.refers,
                required=_rules(row.required),
                recommended=_rules(row.recommended + _FILE.always.recommended),
                excluded=_rules(row.excluded + _FILE.always.excluded),
                label=row.label,
                definition=row.definition,
            )


def _type(kind: str) -> str | None:
    """One of our own stands without a prefix."""
    return (expand(kind) if ":" in kind else f"{BASE}/activity-types/{kind}") if kind else None


def _slug(kind: str) -> str:
    """`cmi5:course` → cmi5-course: courses of three vocabularies must not share a name."""
    prefix, _, rest = kind.rpartition(":")
    return "-".join(filter(None, (prefix, rest.rpartition("/")[2])))


def _last(verb: str) -> str:
    return verb.rpartition("/")[2].rpartition(":")[2]


TEMPLATES = tuple(template for row in _FILE.template for template in _templates(row))
_BY_PAIR = {(t.verb, t.object_type): t for t in TEMPLATES}


def match(verb: str, object_type: str | None) -> Template | None:
    """The template for this verb and object type, after aliases and by these two alone."""
    return _BY_PAIR.get((canonical(verb) or "", object_type and (canonical(object_type) or "")))
