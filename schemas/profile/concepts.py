"""What the profile adds to the vocabularies it reuses: verbs, activity types, extensions. Read from concepts.toml."""

import msgspec

from schemas.profile.iris import BASE, read

Text = dict[str, str]
"""Language → text: en, fi, sv."""


class Concept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One concept. `broader` names concepts of this profile, the matches and `verbs` compact IRIs of any."""

    label: Text
    definition: Text
    broader: list[str] = []
    broadMatch: list[str] = []  # noqa: N815  the profile specification's own word
    relatedMatch: list[str] = []  # noqa: N815
    verbs: list[str] = []
    """Of an extension: verbs it is recommended with."""
    values: dict[str, Text] = {}
    """Of an extension: the closed list, and what its values are called."""
    schema: str | None = None
    """Of an extension: JSON Schema, where there is no closed list."""


class Concepts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By the end of the IRI."""

    verb: dict[str, Concept]
    type: dict[str, Concept]
    context: dict[str, Concept]
    result: dict[str, Concept]


CONCEPTS = read("concepts.toml", Concepts)

VERBS = {f"{BASE}/verbs/{name}": concept for name, concept in CONCEPTS.verb.items()}
TYPES = {f"{BASE}/activity-types/{name}": concept for name, concept in CONCEPTS.type.items()}
EXTENSIONS = {f"{BASE}/ext/{name}": concept for name, concept in (CONCEPTS.context | CONCEPTS.result).items()}

VALUES = {iri: frozenset(concept.values) for iri, concept in EXTENSIONS.items() if concept.values}
"""Closed lists (domain.md 3.4) by the extension's IRI."""

LABELS = {iri: concept.values for iri, concept in EXTENSIONS.items() if concept.values}
"""What the values of closed lists are called, by the extension's IRI, in the order in which people are shown them."""

BOOLEAN = '{"type":"boolean"}'
"""The schema of an extension that is true or false."""
