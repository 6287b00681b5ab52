"""Lines that can be given back, so that another reading of them can be tried."""

from collections import deque
from collections.abc import Iterable, Iterator


class Lines:
    """`keep()` settles the lines taken so far; `give_back()` returns those taken since."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self._taken.append(line)
        return line

    def keep(self) -> None:
        self._taken.clear()

    def give_back(self, after: int = 0) -> None:
        """The first `after` lines are kept."""
        self._back.extendleft(reversed(self._taken[after:]))
        self._taken.clear()
