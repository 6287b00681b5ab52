"""A kept statement in its person's words: what it was, when, and what was said of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec

from collectors.ledger.people import Kept
from collectors.ledger.stamps import day_of
from look import message
from look.dates import day as written
from look.numbers import number
from schemas import profile
from schemas.indicators.feeding import fed_by

EXT = f"{profile.BASE}/ext/"
FIELDS = (
    "role", "session-mode", "place", "initiative", "counterpart-scope", "counterpart-role", "crafting-type",
    "reflection-mode", "text-shape",
)  # fmt: skip
"""Closed lists that may stand in a statement, in the order they are told."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    kept: Kept
    title: str
    day: date
    on: str
    """The day in words."""
    facts: list[tuple[str, str]]
    template: profile.Template | None
    feeds: list[str]
    """Names of the indicators it counts in."""

    @property
    def class_(self) -> str:
        return self.template.class_ if self.template else ""

    @property
    def mine(self) -> bool:
        """The person themself is its actor."""
        return self.kept.part == "a"

    @property
    def open(self) -> bool:
        """An own moment or reflection that stands: it can be taken back."""
        return self.mine and not self.kept.voided and self.class_ in ("LM", "SC", "RF")


def told(kept: Kept, lang: str) -> Told:
    statement = kept.statement
    template = profile.match(statement["verb"]["id"], statement["object"].get("definition", {}).get("type"))
    day = date.fromisoformat(day_of(statement, kept.stored))
    return Told(
        kept=kept,
        title=_title(template, lang),
        day=day,
        on=written(day, lang),
        facts=list(_facts(statement, lang)),
        template=template,
        feeds=[] if kept.voided or template is None else _feeds(template, statement, lang),
    )


def _feeds(template: profile.Template, statement: dict[str, Any], lang: str) -> list[str]:
    said = statement.get("context", {}).get("extensions", {})
    return [card.name[lang] for card in fed_by(template.class_, frozenset(_marks(template, said)))]


def _marks(template: profile.Template, said: dict[str, Any]) -> Iterator[str]:
    """What a card may ask of an event beside its class (schemas/indicators/feeding.py)."""
    yield _kind(template)
    if (role := said.get(f"{EXT}role")) in profile.VALUES[f"{EXT}role"]:
        yield role
    if isinstance(mandatory := said.get(f"{EXT}mandatory"), bool):
        yield "mandatory" if mandatory else "voluntary"
    for mark, name in (("place", "place"), ("scope", "counterpart-scope"), ("initiative", "initiative")):
        if said.get(EXT + name) in profile.VALUES[EXT + name] - {"unknown"}:
            yield mark


def _kind(template: profile.Template) -> str:
    """Of a moment; `story` for one told, "" for the rest."""
    return template.kind or ("story" if template.verb.endswith("/shared") else "")


def _title(template: profile.Template | None, lang: str) -> str:
    if template is None:
        return message(lang, "event.other")
    kind = _kind(template)
    return message(lang, f"kind.{kind}" if kind else f"class.{template.class_}")


def _facts(statement: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    context, result = statement.get("context", {}), statement.get("result", {})
    given = {**context.get("extensions", {}), **result.get("extensions", {})}
    facts = [
        (message(lang, f"field.{field}"), message(lang, f"value.{field}.{value}"))
        for field in FIELDS
        if (value := given.get(EXT + field)) in profile.VALUES[EXT + field]
    ]
    if length := duration(result.get("duration"), lang):
        facts.append((message(lang, "field.duration"), length))
    if isinstance(mandatory := given.get(f"{EXT}mandatory"), bool):
        value = message(lang, "value.mandatory.yes" if mandatory else "value.mandatory.no")
        facts.append((message(lang, "field.mandatory"), value))
    return facts


def duration(iso: object, lang: str) -> str:
    """In minutes or hours; "" where it says none."""
    try:
        minutes = msgspec.convert(iso, timedelta).total_seconds() / 60
    except (ValueError, OverflowError):
        return ""
    if minutes < 120:
        return message(lang, "value.minutes", minutes=number(minutes, lang))
    return message(lang, "value.hours", hours=number(minutes / 60, lang, 1))


def parents(event: Told) -> list[str]:
    """IRIs of what it is about."""
    given = event.kept.statement.get("context", {}).get("contextActivities", {}).get("parent", [])
    return [parent["id"] for parent in (given if isinstance(given, list) else [given])]
