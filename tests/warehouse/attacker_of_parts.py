"""The same colleague before figures with parts: means of persons' shares, which make one of each person.

A figure's parts and the sums over the hierarchy are tables linked with each other, so the bounds are found by linear
programming: what each seat's persons can have of each part, given every part of every node as it is shown.

What the parts of one figure say of each other is its own: of 40 %, 60 % and `< 20 %` the last is at most 10 %.
That so little is left to few is a leak where it takes more than one figure to tell.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from tests.warehouse.attacker import K, Leak

NEARLY = 1e-6


class Node(NamedTuple):
    """A node or its seat. `shown`: part → (value, bound, low, high) as published; `sums`: the truth."""

    name: str
    parent: str | None
    size: int
    sums: dict[str, float]
    shown: dict[str, tuple[float, str, float | None, float | None]] | None


class PartsAttack:
    """On one window and agency; `step`: (persons) → how coarsely a share of so many is rounded."""

    def __init__(self, nodes: list[Node], step, *, many: int) -> None:
        self.nodes = {n.name: n for n in nodes}
        self.parts = list(nodes[0].sums)
        self.many, self.step = many, step
        parents = {n.parent for n in nodes}
        self.seats = [n.name for n in nodes if n.name not in parents and n.size]
        self.column = {(s, p): i for i, (s, p) in enumerate((s, p) for s in self.seats for p in self.parts)}
        self.a, self.b = self._shown()
        self.a_eq, self.b_eq = self._ones()

    def leaks(self) -> Iterator[Leak]:
        for n in self.nodes.values():
            if not 0 < n.size < self.many:
                continue
            for part in self.parts:
                low, high = self.bounds(n, part)
                most, least = self._told_by_one(n, part)
                if n.size < K and (high < min(n.size, most) - NEARLY or n.size - low < min(n.size, least) - NEARLY):
                    yield Leak("few", f"{n.name} {part}", n.size, low, high)
                alike = min(2, n.size) - NEARLY
                if high < alike <= most or n.size - low < alike <= least:
                    yield Leak("all alike", f"{n.name} {part}", n.size, low, high)

    def bounds(self, n: Node, part: str) -> tuple[float, float]:
        c = self._row(n.name, part)
        ends = []
        for sign in (1, -1):
            found = linprog(sign * c, A_ub=self.a, b_ub=self.b, A_eq=self.a_eq, b_eq=self.b_eq, bounds=(0, None))
            assert found.success, found.message
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def _shown(self):
        rows, limits = [], []
        for n in self.nodes.values():
            for part, cell in (n.shown or {}).items():
                low, high = interval(*cell, self.step(n.size))
                row = self._row(n.name, part)
                rows += [row, -row]
                limits += [high * n.size + NEARLY, -low * n.size + NEARLY]
        return (coo_array(np.array(rows)), np.array(limits)) if rows else (None, None)

    def _ones(self):
        """Of each person the parts make one."""
        rows = [sum(self._unit(s, p) for p in self.parts) for s in self.seats]
        return coo_array(np.array(rows)), np.array([float(self.nodes[s].size) for s in self.seats])

    def _row(self, name: str, part: str):
        return sum((self._unit(s, part) for s in self.seats if name in self._above(s)), np.zeros(len(self.column)))

    def _unit(self, seat: str, part: str):
        row = np.zeros(len(self.column))
        row[self.column[seat, part]] = 1
        return row

    def _above(self, name: str | None) -> list[str]:
        found = []
        while name is not None:
            found.append(name)
            name = self.nodes[name].parent
        return found

    def _told_by_one(self, n: Node, part: str) -> tuple[float, float]:
        """How much of the part the group can have, and not have, by any one figure of many, with all its parts."""
        did, did_not = float(n.size), float(n.size)
        for name in self._above(n.name):
            one = self.nodes[name]
            if one.shown is None or one.size < K:
                continue
            low, high = self._by_itself(one, part)
            if name == n.name and n.size < self.many:
                did, did_not = min(did, high), min(did_not, one.size - low)
            else:
                did, did_not = min(did, one.sums[part]), min(did_not, one.size - one.sums[part])
        return did, did_not

    def _by_itself(self, one: Node, part: str) -> tuple[float, float]:
        """What the parts of one figure, which make one, say of each other."""
        ends = {p: interval(*cell, self.step(one.size)) for p, cell in one.shown.items()}
        others = [end for p, end in ends.items() if p != part]
        low = max(ends[part][0], 1 - sum(high for _, high in others))
        high = min(ends[part][1], 1 - sum(low for low, _ in others))
        return low * one.size, high * one.size


def interval(value, bound, low, high, step):
    """Where the mean can be: rounded to what is shown, and amid the ends of its interval where neither is cut off."""
    if bound:
        return (0.0, value) if bound == "<" else (value, 1.0)
    middles = [value] + ([(low + high) / 2] if low and high and high < 1 else [])
    return max(0.0, max(middles) - step / 2), min(1.0, min(middles) + step / 2)
