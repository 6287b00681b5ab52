"""A colleague who reads every release: knows who was where and when, and works out what figures tell of 1-4 persons.

Of each figure they try all counts and keep those that would be shown just so: value, bound and ends of the interval.
Then they bound every group of the hierarchy by all figures of a window together. Their bounds are exact: everybody is
in one seat of a tree, so two passes over it are enough (`exactly`, by linear programming, finds the same).

A leak is a group of 1-4 persons whose count is bounded more tightly than between nobody and everybody, and more tightly
than by any one figure of five or more persons, even unrounded: that one figure may be published (domain 2.1). Of fewer
than 20 persons, or of fewer than 100 where it is sensitive, it is a leak as well if anybody among them, who knows what
they did themselves, could tell that nobody else did it, or everybody.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog

K = 5
Range = tuple[int, int]
Display = Callable[[int, int, int], object]
"""(count, of how many, persons) → what is shown of it."""


ADDED_UP = "from the figures of shorter windows"
"""Of a figure that is not published: it is known all the same."""


class Group(NamedTuple):
    """A node, or its seat: those who are in it and in no node below. `shown`: as it is published, if it is."""

    name: str
    parent: str | None
    size: int
    """What can be counted: one a person, or more where events are."""
    done: int
    """The truth. The attacker does not use it."""
    persons: int
    shown: object | None = None


class Leak(NamedTuple):
    kind: str
    group: str
    size: int
    low: int
    high: int


class Attack:
    """On one indicator's figures of one window and agency."""

    def __init__(self, groups: list[Group], display: Display, *, sensitive: bool) -> None:
        self.groups = {g.name: g for g in groups}
        self.below: dict[str, list[str]] = {g.name: [] for g in groups}
        for g in groups:
            if g.parent is not None:
                self.below[g.parent].append(g.name)
        self._many = 100 if sensitive else 20
        self.read = {g.name: self._read(g, display) for g in groups}

    def _read(self, group: Group, display: Display) -> Range:
        """What the figure itself leaves possible."""
        if group.shown is None:
            return 0, group.size
        if group.shown == ADDED_UP:
            return group.done, group.done
        possible = [
            count for count in range(group.size + 1) if display(count, group.size, group.persons) == group.shown
        ]
        return possible[0], possible[-1]

    def leaks(self) -> Iterator[Leak]:
        bounds = self.bounds()
        for g in self.groups.values():
            low, high = bounds[g.name]
            most, least = self._told_by_one(g)
            if 0 < g.persons < K and (high < min(g.size, most) or low > max(0, g.size - least)):
                yield Leak("few", g.name, g.size, low, high)
            if 0 < g.persons < self._many and (high < min(2, most, g.size) or g.size - low < min(2, least, g.size)):
                yield Leak("all alike", g.name, g.size, low, high)
        yield from self._differences(bounds)

    def _told_by_one(self, group: Group) -> Range:
        """How many of the group can have done it, and not done it, by any one figure of many that they are in."""
        did, did_not = group.size, group.size
        name: str | None = group.name
        while name is not None:
            one = self.groups[name]
            if one.shown is not None and one.persons >= (self._many if name == group.name else K):
                did, did_not = min(did, one.done), min(did_not, one.size - one.done)
            name = one.parent
        return did, did_not

    def _differences(self, bounds: Mapping[str, Range]) -> Iterator[Leak]:
        """Each shown figure less one, or all, of those shown below it."""
        for g in self.groups.values():
            if g.shown is None:
                continue
            under = list(self._shown_below(g.name))
            for taken in [[each] for each in under] + [self._highest(g.name)]:
                size = g.size - sum(self.groups[t].size for t in taken)
                persons = g.persons - sum(self.groups[t].persons for t in taken)
                high = bounds[g.name][1] - sum(bounds[t][0] for t in taken)
                low = bounds[g.name][0] - sum(bounds[t][1] for t in taken)
                if taken and 0 < persons < K and (low > 0 or high < size):
                    yield Leak("difference", f"{g.name} less {taken}", size, low, high)

    def _shown_below(self, name: str) -> Iterator[str]:
        for each in self.below[name]:
            if self.groups[each].shown is not None:
                yield each
            yield from self._shown_below(each)

    def _highest(self, name: str) -> list[str]:
        found = []
        for each in self.below[name]:
            found += [each] if self.groups[each].shown is not None else self._highest(each)
        return found

    def bounds(self) -> dict[str, Range]:
        """The least and the most that each group's count can be."""
        found = dict(self.read)
        order = self._downwards()
        for name in reversed(order):
            if self.below[name]:
                low, high = (sum(found[each][end] for each in self.below[name]) for end in (0, 1))
                found[name] = max(found[name][0], low), min(found[name][1], high)
        for name in order:
            low, high = (sum(found[each][end] for each in self.below[name]) for end in (0, 1))
            for each in self.below[name]:
                least, most = found[each]
                found[each] = max(least, found[name][0] - (high - most)), min(most, found[name][1] - (low - least))
        return found

    def _downwards(self) -> list[str]:
        order = [name for name, g in self.groups.items() if g.parent is None]
        for name in order:
            order += self.below[name]
        return order

    def exactly(self, group: str) -> Range:
        """The same bounds by linear programming over seats."""
        seats = [name for name in self.groups if not self.below[name]]
        rows = {name: self._row(name, seats) for name in self.groups}
        a = np.array([*rows.values(), *(-row for row in rows.values())])
        b = np.array([self.read[name][1] for name in rows] + [-self.read[name][0] for name in rows])
        ends = [linprog(sign * rows[group], A_ub=a, b_ub=b, bounds=(0, None)).fun * sign for sign in (1, -1)]
        return round(ends[0]), round(ends[1])

    def _row(self, name: str, seats: list[str]) -> "np.ndarray":
        under = {name}
        for each in self._downwards():
            if self.groups[each].parent in under:
                under.add(each)
        return np.array([float(seat in under) for seat in seats])
