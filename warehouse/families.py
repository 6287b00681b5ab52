"""Figures of one indicator and window that sum up to each other, and which of them must be hidden beside others."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce
from itertools import groupby

import msgspec

from schemas.indicators.card import Card
from warehouse.cells import NOBODY_OF_MANY, confidential, due_now, hiding
from warehouse.disclosure.complementary import Nodes, Tree, complement
from warehouse.figures import Figure, Sums


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's nodes in one window. Every person is in the seat of exactly one of them."""

    figures: dict[str, Figure]
    """Node → its whole figure."""
    seats: dict[str, Figure]
    """Node → the figure of those who sit in it and in no node below."""


def families(found: Iterable[Figure]) -> Iterator[Family]:
    """`found` is in any order."""
    key = _family
    for _, group in groupby(sorted(found, key=key), key=key):
        members = list(group)
        figures = {f.node: f for f in members if not f.seated}
        yield Family(figures=figures, seats=figures | {f.node: f for f in members if f.seated})


def _family(figure: Figure) -> tuple[str, str, str, str]:
    return figure.indicator, figure.window, figure.period, figure.agency


def beside(family: Family, card: Card) -> set[str]:
    """The nodes that could be shown by themselves, and may not be, for what would be left of others (domain 5.6)."""
    tree = Tree({f.node: f.parent if f.parent in family.figures else None for f in family.figures.values()})
    may_show = {node for node, f in family.figures.items() if due_now(f, f, card) and not hiding(f, card)}

    def safe(nodes: Nodes) -> bool:
        return _safe(reduce(joined, (family.seats[node] for node in sorted(nodes))), card)

    return may_show - complement(tree, may_show, safe, lambda node: family.figures[node].persons)


def _safe(rest: Figure, card: Card) -> bool:
    """Whether the figure of these people could be published by itself, as far as it is about persons."""
    if not card.persons or rest.eligible == rest.persons == 0:
        return True
    if rest.persons == 0:
        return rest.eligible >= NOBODY_OF_MANY
    return all(due_now(rest, s, card) and not confidential(s, card) for s in (rest, *rest.parts.values()))


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
