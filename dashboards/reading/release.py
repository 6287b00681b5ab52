"""A release as somebody reads it: in a language, as it was known at a month's end, in reading order."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

import msgspec

from dashboards.access import Sight
from dashboards.reading.figures import Figure, figure
from look.collation import collation_key
from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.published import Goal, Node, Published

READING_ORDER = ("LC05", "LC07", "LC09", "LC11a")
"""The order of the five questions; the last two share a group. Cards not named here follow by id."""

LEVELS = ("agency", "department", "unit")

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What every page is made from: the release, and the state that stands in the address."""

    published: Published
    lang: str
    at: str = ""
    """A month (2026-08): only what its end was known by. Empty: all that is published."""
    sight: Sight = Sight()
    """What the reader may see; `published` is only that."""

    def cells(self, node: str, indicator: str | None = None) -> list[Cell]:
        """Of periods that had ended by then."""
        found = self.published.cells(node, indicator)
        return [c for c in found if c.period_end[:7] <= self.at] if self.at else found

    def figure(self, node: Node, card: Card) -> Figure:
        return figure(card, self.cells(node.id, card.id), node, self.lang)

    def drawn(self, node: Node, card: Card) -> Figure:
        """Whose trend is drawn: of a unit its department's, as its own would show single people move (domain 2.1)."""
        whose = self.published.node(node.parent or "") if node.level == "unit" else None
        return self.figure(whose or node, card)

    def figures(self, node: Node) -> list[list[Figure]]:
        """All that may be published of the node, grouped for reading."""
        cells = self.cells(node.id)
        return [[figure(card, cells, node, self.lang) for card in group] for group in groups(self.told_of(node))]

    def by_card(self, node: Node) -> dict[str, Figure]:
        """The same by indicator, in reading order."""
        return {shown.card.id: shown for group in self.figures(node) for shown in group}

    def told_of(self, node: Node) -> dict[str, Card]:
        """The cards that are published at the node's level."""
        return {name: card for name, card in self.published.cards.items() if is_told_of(node, card)}

    def address(self, path: str, suffix: str = "", *, lang: str = "", at: str | None = None) -> str:
        """Of a page, with the state it is read in."""
        at = self.at if at is None else at
        return f"/{lang or self.lang}{path}{suffix}{f'?at={at}' if at else ''}"


def groups(cards: dict[str, Card]) -> list[list[Card]]:
    """Cards as a page shows them: in fixed order, each once, beside those it must be read with (domain.md 2.4)."""
    shown: list[list[Card]] = []
    seen: set[str] = set()
    for name in (*(i for i in READING_ORDER if i in cards), *sorted(cards)):
        if name not in seen:
            together = _together(name, cards)
            shown.append([cards[i] for i in together])
            seen.update(together)
    return shown


def _together(name: str, cards: dict[str, Card]) -> list[str]:
    """The card, the one it is read with, and by id whoever is read with one of these."""
    found = [name]
    for known in found:
        beside = [i for i in (cards[known].pair, *sorted(i for i in cards if cards[i].pair == known)) if i in cards]
        found += [i for i in dict.fromkeys(beside) if i not in found]
    return found


def is_told_of(node: Node, card: Card) -> bool:
    """Whether the card is published as deep as the node lies (domain.md 2.1)."""
    return LEVELS.index(node.level) <= LEVELS.index(card.deepest)


def tops(published: Published, lang: str) -> list[Node]:
    """Where one begins: the agencies, and for a reader of parts only the highest of these."""
    ids = {node.id for node in published.nodes()}
    return by_name((node for node in published.nodes() if node.parent not in ids), lang)


def agencies(published: Published, lang: str) -> list[Node]:
    return children(published, None, lang)


def children(published: Published, parent: str | None, lang: str) -> list[Node]:
    """The nodes below; by name, never by any figure."""
    return by_name((node for node in published.nodes() if node.parent == parent), lang)


def by_name(nodes: Iterable[Node], lang: str) -> list[Node]:
    return sorted(nodes, key=lambda node: (collation_key(name_of(node, lang)[0]), node.id))


def above(published: Published, node: Node) -> list[Node]:
    """From the agency down to the node's parent."""
    parent = published.node(node.parent) if node.parent else None
    return [*above(published, parent), parent] if parent else []


def name_of(named: Node | Goal, lang: str) -> tuple[str, str]:
    """The name to show and the language it is in: Swedish where wanted and there, else Finnish."""
    if lang == "sv" and named.name_sv:
        return named.name_sv, "sv"
    return named.name_fi, "fi"


def other_name(node: Node, lang: str) -> tuple[str, str]:
    """The name in the other national language; empty where there is none."""
    return (node.name_fi, "fi") if name_of(node, lang)[1] == "sv" else (node.name_sv or "", "sv")


def quoted(text: str) -> str:
    """A node's id as a part of an address."""
    return quote(text, safe="")


def as_of(published: Published) -> date:
    return date.fromisoformat(str(published.release["as_of"]))
