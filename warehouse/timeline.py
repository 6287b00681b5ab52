"""Windows of one node and indicator: which of them may stand beside those that are published."""

from collections.abc import Iterable, Sequence
from datetime import date

from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.cells import confidential, longest, months_of
from warehouse.disclosure.cadence import MANY, due
from warehouse.disclosure.series import Series, Window
from warehouse.disclosure.shares import band
from warehouse.figures import Figure

FEW = frozenset(band(n) for n in range(1, MANY))
"""Numbers of persons, as shown, that are published by quarters only."""


class Timeline:
    """What is published, in order of time; and what is known of shorter windows inside longer ones."""

    def __init__(self, cells: Iterable[Cell], found: Sequence[Figure], cards: dict[str, Card]) -> None:
        self._series = Series()
        self.add(cells)
        self._of_few: dict[tuple[str, str], list[tuple[date, date]]] = {}
        for f in found:
            if months_of(f) in cards[f.indicator].shorter and f.persons and confidential(f, cards[f.indicator]):
                self._of_few.setdefault((f.indicator, f.node), []).append((f.period_start, f.period_end))

    def add(self, cells: Iterable[Cell]) -> None:
        for c in cells:
            if c.n and not c.category:
                window = Window(date.fromisoformat(c.period_start), date.fromisoformat(c.period_end), c.n in FEW)
                self._series.add((c.indicator, c.formula_version, c.node), window)

    def bars(self, f: Figure, card: Card) -> bool:
        """Whether the figure may not be shown: it would tell of few who came or left, or of a month of few."""
        if f.window == "wave":
            return False
        window = Window(f.period_start, f.period_end, f.persons < MANY)
        return not self._series.free((card.id, card.version, f.node), window) or self._holds_few(f)

    def _holds_few(self, f: Figure) -> bool:
        """A quarter of many less its published months is the month that may not be (LC04)."""
        return f.persons >= MANY and any(
            f.period_start <= start and end <= f.period_end
            for start, end in self._of_few.get((f.indicator, f.node), ())
        )


def anchored(f: Figure, card: Card) -> bool:
    """Whether the window is published also of few."""
    return due(0, months_of(f), f.period_end, longest(f, card))
