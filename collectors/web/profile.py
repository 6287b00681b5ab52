"""/profile: what statements mean, for people. Verbs, activity types, values, templates with their rules, patterns."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby

import msgspec
from starlette.responses import JSONResponse, Response

from collectors.web.iris import LD_JSON, PROFILE, anchor
from collectors.web.visit import Visit
from schemas.profile import BASE, PATTERNS, TEMPLATES, VERSION, Rule, Template, brief, place
from schemas.profile.concepts import CONCEPTS, EXTENSIONS, TYPES, VERBS
from schemas.profile.iris import expand

WAYS = {
    "sequence": "profile.sequence",
    "alternates": "profile.alternates",
    "optional": "profile.optional",
    "one_or_more": "profile.one_or_more",
    "zero_or_more": "profile.zero_or_more",
}


class Asked(msgspec.Struct, frozen=True):
    """A rule as a reader sees it."""

    place: str
    extension: str | None
    """Its IRI, where it is one of ours: the page says there which values it takes."""
    among: tuple[str, ...]
    """Where it is not: what the value must be, if that is fixed."""


def page(visit: Visit) -> Response:
    """Open to all: whoever builds a source needs it, and whoever is told about may know it."""
    rows = [list(row) for _, row in groupby(TEMPLATES, key=lambda t: (t.id, t.label["en"]))]
    return visit.page(
        "profile.html",
        "profile.title",
        base=BASE,
        version=VERSION,
        verbs=VERBS,
        types=TYPES,
        extensions=EXTENSIONS,
        in_context=CONCEPTS.context,
        everywhere=_shown(_everywhere()),
        rows=[(row[0], row, _shown(_rules(row[0], but=_everywhere()))) for row in rows],
        patterns=PATTERNS,
        ways=WAYS,
        names={iri: name for row in rows for iri, name in _names(row, visit.lang)}
        | {pattern.iri: pattern.label[visit.lang] for pattern in PATTERNS},
        anchor=anchor,
        expand=expand,
    )


def whole(_: Visit) -> Response:
    """The JSON-LD as a file, for a browser, which the IRI itself leads to the page."""
    return JSONResponse(PROFILE, media_type=LD_JSON)


def _names(row: list[Template], lang: str) -> Iterator[tuple[str, str]]:
    """Of several templates with one name each says its verb."""
    for template in row:
        name = f"{template.id} {template.label[lang]}"
        yield template.iri, f"{name}: {template.verb.rpartition('/')[2]}" if len(row) > 1 else name


Rules = dict[str, list[Rule]]
"""Under the message that says what is asked."""


def _rules(template: Template, but: Rules) -> Rules:
    """Without those in `but`."""
    asked = {
        "profile.required": template.required,
        "profile.recommended": template.recommended,
        "profile.excluded": template.excluded,
    }
    return {key: [rule for rule in rules if rule not in but.get(key, ())] for key, rules in asked.items()}


@cache
def _everywhere() -> Rules:
    """Rules that all templates have: said once."""
    first, *others = (_rules(template, but={}) for template in TEMPLATES)
    return {
        key: [rule for rule in rules if all(rule in other[key] for other in others)] for key, rules in first.items()
    }


def _shown(rules: Rules) -> list[tuple[str, list[Asked]]]:
    return [(key, list(map(_asked, asked))) for key, asked in rules.items() if asked]


def _asked(rule: Rule) -> Asked:
    """Another vocabulary's extension is written out: nothing here says what it is."""
    ours = next((iri for iri in EXTENSIONS if f"'{iri}'" in rule.location), None)
    if ours:
        return Asked(brief(place(rule)), ours, ())
    return Asked(
        place(rule), None, (*rule.any, *(str(one).lower() if isinstance(one, bool) else one for one in rule.all))
    )
