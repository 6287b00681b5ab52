"""What is published, in reading order."""

from datetime import date

from dashboards.figures import Figure, figure
from look.collation import collation_key
from schemas.indicators.card import Card
from warehouse.published import Goal, Node, Published

READING_ORDER = ("LC05", "LC02a", "LC04", "LC01")
"""From what learning is to how far it reaches; cards not named here follow by id."""


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


def figures(published: Published, node: Node, lang: str) -> list[list[Figure]]:
    """All that is published of one agency, grouped for reading."""
    cells = published.cells(node.id)
    return [[figure(card, cells, node.id, lang) for card in group] for group in groups(published.cards)]


def agencies(published: Published, lang: str) -> list[Node]:
    """The top nodes by name: never by any figure."""
    top = [node for node in published.nodes() if not node.parent]
    return sorted(top, key=lambda node: collation_key(name_of(node, lang)[0]))


def agency(published: Published, wanted: str) -> Node | None:
    return next((node for node in published.nodes() if not node.parent and node.id == wanted), None)


def name_of(named: Node | Goal, lang: str) -> tuple[str, str]:
    """The name to show and the language it is in: Swedish where wanted and there, else Finnish."""
    if lang == "sv" and named.name_sv:
        return named.name_sv, "sv"
    return named.name_fi, "fi"


def other_name(node: Node, lang: str) -> tuple[str, str]:
    """The name in the other national language; empty where there is none."""
    return (node.name_fi, "fi") if name_of(node, lang)[1] == "sv" else (node.name_sv or "", "sv")


def as_of(published: Published) -> date:
    return date.fromisoformat(str(published.release["as_of"]))
