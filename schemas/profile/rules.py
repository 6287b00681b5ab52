"""Checks a statement against a template's rules, which say where to look in the profile specification's JSONPath."""

import re
from functools import cache
from typing import Any

from schemas.profile.templates import Rule, Template

Fault = tuple[str, str]
"""(path, rule); never a value."""

_EXTENSION = re.compile(r"\.extensions\['.*/([^/']+)'\]")
_STEP = re.compile(r"\.(?P<name>\w+)|\['(?P<key>[^']+)'\]|(?P<every>\[\*\])")


def faults(statement: dict[str, Any], template: Template) -> list[Fault]:
    """Where the statement breaks the template's rules; what is only recommended may be missing.

    Errors in statements of our own making, warnings in those of others.
    """
    found = [_missing(rule, template) for rule in template.required if not find(statement, rule.location)]
    for rule in template.required + template.recommended:
        found += _wrong(rule, find(statement, rule.location))
    for rule in template.excluded:
        if find(statement, rule.location):
            found.append((place(rule), f"template {template.id} excludes it; leave it out"))
    return found


def find(statement: dict[str, Any], location: str) -> list[Any]:
    """The values at a JSONPath: names, ['keys'], [*], and alternatives joined by |."""
    return [value for steps in _alternatives(location) for value in _walk(statement, steps)]


@cache
def _alternatives(location: str) -> list[list[str | None]]:
    """Each alternative as its steps, None for [*]."""
    return [[m["name"] or m["key"] for m in _STEP.finditer(path)] for path in location.split("|")]


def _walk(statement: dict[str, Any], steps: list[str | None]) -> list[Any]:
    values: list[Any] = [statement]
    for step in steps:
        if step is None:  # a context activity that stands alone is a list of one
            values = [item for value in values for item in (value if isinstance(value, list) else [value])]
        else:
            values = [value[step] for value in values if isinstance(value, dict) and step in value]
    return values


def _missing(rule: Rule, template: Template) -> Fault:
    return place(rule), f"template {template.id} requires it; add it"


def _wrong(rule: Rule, values: list[Any]) -> list[Fault]:
    if rule.all and not all(_among(value, rule.all) for value in values):
        return [(place(rule), f"must be one of {', '.join(map(_shown, rule.all))}")]
    if rule.any and values and not any(_among(value, rule.any) for value in values):
        return [(place(rule), f"must name {' or '.join(rule.any)}")]
    return []


def _among(value: Any, allowed: tuple[str | bool, ...]) -> bool:
    """True is not 1 here."""
    return any(value == one and type(value) is type(one) for one in allowed)


def _shown(value: str | bool) -> str:
    return value if isinstance(value, str) else str(value).lower()


def place(rule: Rule) -> str:
    """Where it looks, as other errors write it."""
    return rule.location.partition(" |")[0].removeprefix("$.").removesuffix("[*].id")


def brief(place: str) -> str:
    """`context: role` for an extension of that name, `grouping` for the context activities: fits a table."""
    return _EXTENSION.sub(r": \1", place).removeprefix("context.contextActivities.")
