"""Figures of one indicator and window that sum up to each other, and which of them must be hidden beside others."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import reduce
from itertools import groupby
from typing import NamedTuple

import msgspec

from schemas.indicators.card import Card
from warehouse.audit import Audit
from warehouse.cells import NOBODY_OF_MANY, confidential, due_now, hiding, told_here
from warehouse.disclosure.complementary import Tree, complement
from warehouse.figures import Figure, Sums


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's nodes in one window. Every person is in the seat of exactly one of them."""

    figures: dict[str, Figure]
    """Node → its whole figure."""
    seats: dict[str, Figure]
    """Node → the figure of those who sit in it and in no node below."""


class Beside(NamedTuple):
    """The nodes that could be shown by themselves, and may not be, for what would be left of others (domain 5.6)."""

    figures: set[str]
    parts: set[str]
    """Nodes whose parts may not be shown; a figure's parts go with it."""


def families(found: Iterable[Figure]) -> Iterator[Family]:
    """`found` is in any order."""
    key = _family
    for _, group in groupby(sorted(found, key=key), key=key):
        members = list(group)
        figures = {f.node: f for f in members if not f.seated}
        yield Family(figures=figures, seats=figures | {f.node: f for f in members if f.seated})


def _family(figure: Figure) -> tuple[str, str, str, str]:
    return figure.indicator, figure.window, figure.period, figure.agency


def beside(family: Family, card: Card, barred: Collection[str] = ()) -> Beside:
    """Where the parts are of the very persons of the figure, one tells of the other: both are hidden together.

    `barred` are nodes that may not be shown for what was published of other windows.
    """
    figures = family.figures
    categories = list(next(iter(figures.values())).parts)
    able = {node for node, f in figures.items() if _able(f, card, [""]) or _added_up(f, card)}
    with_parts = {node for node in able if _able(figures[node], card, categories)}
    if all(part.persons == f.persons for f in figures.values() for part in f.parts.values()):
        shown = _pattern(family, card, (able & with_parts).difference(barred), ["", *categories])
        return Beside(able - shown, with_parts - shown)
    shown = _pattern(family, card, able.difference(barred), [""])
    return Beside(able - shown, with_parts - _pattern(family, card, with_parts & shown, categories))


def _added_up(figure: Figure, card: Card) -> bool:
    """Whether an agency's figure is known from those of shorter windows, though it is not told."""
    return figure.depth == 0 and figure.persons > 0 and not told_here(figure, card)


def _able(figure: Figure, card: Card, categories: Iterable[str]) -> bool:
    """Whether it could be shown by itself."""
    return all(
        due_now(figure, figure.of(name), card) and not hiding(figure, card, figure.parts.get(name))
        for name in categories
    )


def _pattern(family: Family, card: Card, able: set[str], categories: list[str]) -> set[str]:
    """Those of `able` that can be shown together; of the figure itself (no category) or of parts."""
    if not card.persons:
        return able
    figures = family.figures
    tree = Tree({f.node: f.parent if f.parent in figures else None for f in figures.values()})
    audit = Audit(tree, figures, family.seats, card)

    def safe(node: str, shown: Collection[str]) -> bool:
        left = reduce(joined, (family.seats[seat] for seat in sorted(tree.remainder(node, shown))))
        return all(
            _enough(left, left.of(name), card) and audit.holds(node, left.of(name), name, shown) for name in categories
        )

    return complement(tree, able, safe, lambda node: figures[node].persons)


def _enough(left: Figure, sums: Sums, card: Card) -> bool:
    """Whether the figure of these people could be published by itself, as far as it is about persons."""
    if left.eligible == sums.persons == 0:
        return True
    if sums.persons == 0:
        return left.eligible >= NOBODY_OF_MANY
    return due_now(left, sums, card) and not confidential(sums, card)


def joined(one: Figure, other: Figure) -> Figure:
    """The figure of the people of both, who have nobody in common. What stands aside stays: no sum serves it."""
    return msgspec.structs.replace(
        one,
        **_sums(one, other),
        eligible=one.eligible + other.eligible,
        covered=one.covered + other.covered,
        respondents=one.respondents + other.respondents,
        parts={name: msgspec.structs.replace(s, **_sums(s, other.parts[name])) for name, s in one.parts.items()},
    )


def _sums(one: Sums, other: Sums) -> dict[str, object]:
    return {
        "persons": one.persons + other.persons,
        "counted": one.counted + other.counted,
        "num": one.num + other.num,
        "den": one.den + other.den,
        "largest_num": _largest(one.largest_num, other.largest_num),
        "largest_den": _largest(one.largest_den, other.largest_den),
        "coded": one.coded + other.coded,
        "unknown": one.unknown + other.unknown,
    }


def _largest(one: list[Decimal] | list[int], other: list[Decimal] | list[int]) -> list[Decimal | int]:
    """The two largest of both."""
    return sorted([*one, *other], reverse=True)[:2]
