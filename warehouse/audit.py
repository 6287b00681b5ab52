"""The audit of a family's pattern: what a shown figure and those shown below it leave to guess of few."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from math import ceil

from schemas.indicators.card import Card
from warehouse.disclosure.bounds import ALIKE, Known, narrow
from warehouse.disclosure.complementary import Tree
from warehouse.disclosure.floors import fewest
from warehouse.disclosure.shares import few, near, nearest, step
from warehouse.figures import Figure, Sums
from warehouse.measures import proportional, ratio, share


class Audit:
    """Of sums over persons. A figure that is no such sum has the pattern of its persons' number (domain 5.6.3)."""

    def __init__(self, tree: Tree, figures: Mapping[str, Figure], seats: Mapping[str, Figure], card: Card) -> None:
        self._tree, self._figures, self._seats, self._card = tree, figures, seats, card
        self._k = fewest(sensitive=card.sensitive)
        self._summed = proportional(card)
        self._seen: dict[tuple[str, str], Known] = {}

    def holds(self, node: str, left: Sums, category: str, shown: Collection[str]) -> bool:
        """`left` is what is left of a shown node without those shown below it."""
        below = self._tree.highest(node, shown)
        whole = self._figures[node].of(category)
        if not below or not (category or self._summed) or not (left.persons or self._any_few(below, category)):
            return True
        hidden = _between(left, Fraction(0), Fraction(1), self._small(node, category, shown))
        inside = [hidden, *(self._known(n, category, shown) for n in below)]
        return not narrow(_as_shown(whole, self._card).closer(_rounded_alike(whole)), inside)

    def _any_few(self, nodes: Collection[str], category: str) -> bool:
        return any(few(self._figures[n].of(category).persons, sensitive=self._card.sensitive) for n in nodes)

    def _small(self, node: str, category: str, shown: Collection[str]) -> int:
        """How many of those left over must be free to be either: the people of hidden nodes of few, all together."""
        sizes = [self._seats[n].of(category).persons for n in self._tree.remainder(node, shown)]
        return max(ALIKE, min(sum(size for size in sizes if size < self._k), self._k - 1))

    def _known(self, node: str, category: str, shown: Collection[str]) -> Known:
        key = node, category
        if key not in self._seen:
            self._seen[key] = _as_shown(self._figures[node].of(category), self._card)
        known = self._seen[key]
        if known.low == known.high:
            return known
        return known.sharpened([self._known(n, category, shown) for n in self._tree.highest(node, shown)])


def _as_shown(sums: Sums, card: Card) -> Known:
    """A mean that is a bound is taken as known nearly as well as if it were none.

    For parts make one: each says something of the others, here and in the figures around.
    """
    found, edge = ratio(sums), near(sums.persons)
    if few(sums.persons, sensitive=card.sensitive) and not edge <= found <= 1 - edge:
        most = edge if sums.squares is not None else Fraction(ceil(edge * sums.den) - 1, sums.den)
        bound = _between(sums, *((Fraction(0), most) if found < edge else (1 - most, Fraction(1))), ALIKE)
        return bound if sums.squares is None else bound.closer(_rounded_alike(sums))
    return _rounded_alike(sums)


def _rounded_alike(sums: Sums) -> Known:
    """A proportion's interval has ends that tell it to the last person. A mean is told no closer than it is rounded.

    That is within half a step of what is shown, and of the middle of its interval, where that is whole.
    """
    mean, n = ratio(sums), sums.persons
    if sums.squares is None:
        return _between(sums, mean, mean)
    low, high = share(sums)[1:]
    middles = [nearest(mean, n)]
    if low and high and high < 1:
        middles.append((nearest(low, n) + nearest(high, n)) / 2)
    return _between(sums, max(middles) - step(n) / 2, min(middles) + step(n) / 2)


def _between(sums: Sums, low: Fraction, high: Fraction, persons: int = 0) -> Known:
    """A share of these persons lies between; so many of them must be free to be either."""
    heaviest = sums.largest_den[0] if sums.largest_den else 0
    return Known(sums.den, max(low, Fraction(0)) * sums.den, min(high, Fraction(1)) * sums.den, persons * heaviest)
