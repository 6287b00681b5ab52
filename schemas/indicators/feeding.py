"""Which indicators an event feeds, for the person whose event it is."""

from schemas.indicators.card import Card, cards

PLAIN = frozenset({"voluntary", "mandatory", "place", "scope", "initiative"})
"""Marks beside a moment's kind and a person's role: a course's sort, and fields that are told of the event."""


def fed_by(class_: str, marks: frozenset[str]) -> list[Card]:
    """Cards that count an event of the class with these marks. A card's `MS` is all of them, `MS.peer` those marked."""
    return [card for card in cards().values() if any(_counts(event, class_, marks) for event in card.events)]


def _counts(event: str, class_: str, marks: frozenset[str]) -> bool:
    of_class, _, mark = event.partition(".")
    return of_class == class_ and (not mark or mark in marks)
