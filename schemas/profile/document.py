"""The profile as JSON-LD, as the xAPI Profiles specification 1.0 shapes it (Part Two, 6 to 9).

python -m schemas.profile.document > schemas/profile/profile.jsonld
"""

import json
from collections.abc import Iterator
from typing import Any

from schemas.profile.concepts import CONCEPTS, TYPES, VERBS, Concept
from schemas.profile.iris import BASE, VERSION, expand
from schemas.profile.patterns import PATTERNS, Pattern
from schemas.profile.templates import TEMPLATES, Rule, Template

Node = dict[str, Any]

CONTEXT = "https://w3id.org/xapi/profiles/context"

WAYS = {"one_or_more": "oneOrMore", "zero_or_more": "zeroOrMore"}
"""Where the specification spells them otherwise."""


def document() -> Node:
    """The whole profile."""
    return {
        "@context": CONTEXT,
        "id": BASE,
        "type": "Profile",
        "conformsTo": "https://w3id.org/xapi/profiles#1.0",
        "prefLabel": {"en": "Learning culture", "fi": "Oppimiskulttuuri", "sv": "Lärkultur"},
        "definition": {
            "en": "Learning as it happens in everyday work: mentoring, reflection, learning moments and stories.",
            "fi": "Oppiminen työn arjessa: mentorointi, reflektointi, oppimisen hetket ja tarinat.",
            "sv": "Lärande i arbetets vardag: mentorskap, reflektion, lärtillfällen och berättelser.",
        },
        "versions": [{"id": VERSION, "generatedAtTime": "2026-11-25T10:00:00Z"}],
        "author": {"type": "Organization", "name": "Lähde"},
        "concepts": list(_concepts()),
        "templates": [_template(template) for template in TEMPLATES],
        "patterns": [_pattern(pattern) for pattern in PATTERNS],
    }


def _concepts() -> Iterator[Node]:
    for iri, concept in VERBS.items():
        yield _concept("Verb", iri, concept) | _relations(concept)
    for iri, concept in TYPES.items():
        narrower = [each for each, other in TYPES.items() if iri.rpartition("/")[2] in other.broader]
        yield _concept("ActivityType", iri, concept) | _relations(concept) | _filled(narrower=narrower)
    for kind, extensions in (("ContextExtension", CONCEPTS.context), ("ResultExtension", CONCEPTS.result)):
        for name, concept in extensions.items():
            yield _concept(kind, f"{BASE}/ext/{name}", concept) | _extension(concept)


def _concept(kind: str, iri: str, concept: Concept) -> Node:
    return {
        "id": iri,
        "type": kind,
        "inScheme": VERSION,
        "prefLabel": concept.label,
        "definition": concept.definition,
    }


def _relations(concept: Concept) -> Node:
    return _filled(
        broader=[f"{BASE}/activity-types/{name}" for name in concept.broader],
        broadMatch=list(map(expand, concept.broadMatch)),
        relatedMatch=list(map(expand, concept.relatedMatch)),
    )


def _extension(concept: Concept) -> Node:
    """The specification wants a schema as a string."""
    schema = json.dumps({"enum": list(concept.values)}) if concept.values else concept.schema
    return _filled(recommendedVerbs=list(map(expand, concept.verbs)), inlineSchema=schema)


def _template(template: Template) -> Node:
    return {
        "id": template.iri,
        "type": "StatementTemplate",
        "inScheme": VERSION,
        "prefLabel": template.label,
        "definition": template.definition,
        "verb": template.verb,
        **_filled(
            objectActivityType=template.object_type,
            contextStatementRefTemplate=[t.iri for t in TEMPLATES if t.id == template.refers],
        ),
        "rules": [
            *(_rule(rule, "included") for rule in template.required),
            *(_rule(rule, "recommended") for rule in template.recommended),
            *(_rule(rule, "excluded") for rule in template.excluded),
        ],
    }


def _rule(rule: Rule, presence: str) -> Node:
    return {"location": rule.location, "presence": presence} | _filled(any=list(rule.any), all=list(rule.all))


def _pattern(pattern: Pattern) -> Node:
    several = pattern.way in ("sequence", "alternates")
    return {
        "id": pattern.iri,
        "type": "Pattern",
        **_filled(primary=pattern.primary),
        "inScheme": VERSION,
        "prefLabel": pattern.label,
        "definition": pattern.definition,
        WAYS.get(pattern.way, pattern.way): list(pattern.parts) if several else pattern.parts[0],
    }


def _filled(**properties: Any) -> Node:
    """A profile holds no empty values."""
    return {name: value for name, value in properties.items() if value}


def text() -> str:
    """As the file holds it."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    print(text(), end="")
