"""Windows of one series over time: those of few never overlap another that is published (domain 5.6.4).

By the cadence they would not; but where a node grows beyond many or shrinks below, a window of a quarter and one of
each month meet. Their difference would be the few who came or left.
"""

from collections import defaultdict
from collections.abc import Hashable
from datetime import date
from typing import NamedTuple


class Window(NamedTuple):
    start: date
    end: date
    few: bool
    """Fewer persons are behind it than are told of every month."""

    def meets(self, other: "Window") -> bool:
        """Whether one could be subtracted from the other and tell of few."""
        overlap = self.start <= other.end and other.start <= self.end and self[:2] != other[:2]
        return overlap and (self.few or other.few)


class Series:
    """The windows that are published of each node and indicator."""

    def __init__(self) -> None:
        self._published: dict[Hashable, list[Window]] = defaultdict(list)
        self._of_few: dict[Hashable, list[Window]] = defaultdict(list)

    def add(self, key: Hashable, window: Window) -> None:
        self._published[key].append(window)
        if window.few:
            self._of_few[key].append(window)

    def free(self, key: Hashable, window: Window) -> bool:
        """Whether it may be published beside those that are. Two of many tell of nobody: only others are compared."""
        others = self._published if window.few else self._of_few
        return not any(window.meets(other) for other in others.get(key, ()))
