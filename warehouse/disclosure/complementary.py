"""Complementary suppression over a hierarchy: what shown figures leave over must not tell of few (domain 5.6, step 2).

Everybody sits in exactly one node of a tree, so a node's figure is the sum over its own people and those of all nodes
below it. Whoever subtracts shown figures from each other learns the sums over remainders and over unions of
remainders, and nothing finer. A shown node's remainder is what is left of it without the shown nodes below it. So a
pattern is safe if every remainder is. It is the same exact arithmetic as an attacker's, before any rounding.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

Nodes = frozenset[str]
Safe = Callable[[str, Collection[str]], bool]
"""Whether what is known of a shown node beside those that are shown tells of few. With none below it, it does not."""


class Tree:
    """Nodes by what lies below them."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self._below: dict[str, list[str]] = {node: [] for node in parents}
        for node in sorted(parents):
            parent = parents[node]
            if parent is not None:
                self._below[parent].append(node)
        self.roots = [node for node in sorted(parents) if parents[node] is None]
        self.parents = parents

    def remainder(self, node: str, shown: Collection[str]) -> Nodes:
        """The nodes whose people are left of `node` when those shown below it are taken away."""
        left, waiting = {node}, list(self._below[node])
        while waiting:
            if (below := waiting.pop()) not in shown:
                left.add(below)
                waiting += self._below[below]
        return frozenset(left)

    def nearest(self, node: str, shown: Collection[str]) -> str | None:
        """The lowest shown node above."""
        above = self.parents[node]
        while above is not None and above not in shown:
            above = self.parents[above]
        return above

    def upwards(self) -> Iterable[str]:
        """Every node after all that lie below it."""
        order = list(self.roots)
        for node in order:
            order += self._below[node]
        return reversed(order)

    def highest(self, node: str, shown: Collection[str]) -> list[str]:
        """The shown nodes below `node` that have no shown node between."""
        found, waiting = [], list(self._below[node])
        while waiting:
            if (below := waiting.pop()) in shown:
                found.append(below)
            else:
                waiting += self._below[below]
        return found


def complement(tree: Tree, may_show: Collection[str], safe: Safe, size: Callable[[str], int]) -> set[str]:
    """The nodes that stay shown. Where a remainder is unsafe, the smallest shown node below joins it, and so on."""
    shown = set(may_show)
    for node in tree.upwards():
        if node in shown:
            _cover(tree, node, shown, safe, size)
    _uncover(tree, set(may_show) - shown, shown, safe, size)
    return shown


def _cover(tree: Tree, node: str, shown: set[str], safe: Safe, size: Callable[[str], int]) -> None:
    """Ends at the latest when nothing below is shown: then the remainder is the node, which may be shown."""
    while (candidates := tree.highest(node, shown)) and not safe(node, shown):
        shown.remove(min(candidates, key=lambda below: (size(below), below)))


def _uncover(tree: Tree, covered: set[str], shown: set[str], safe: Safe, size: Callable[[str], int]) -> None:
    """What was covered in vain, because a later choice would have done alone, is shown again; the largest first."""
    for node in sorted(covered, key=lambda n: (-size(n), n)):
        shown.add(node)
        above = tree.nearest(node, shown)
        around = [node] if above is None else [node, above]
        if not all(safe(each, shown) for each in around):
            shown.remove(node)
