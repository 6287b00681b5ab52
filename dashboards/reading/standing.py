"""Where a figure stands: its latest cell, what it was before, and where there is none, why and until when."""

from datetime import timedelta

import msgspec

from dashboards.charts.points import first_day, index
from dashboards.reading import words
from dashboards.reading.figures import Figure
from look.dates import day, months
from look.messages import message, texts
from schemas.cell import Cell, Change, change

CLOSES_AFTER = timedelta(days=15)
"""A period's figures come out on day 15 after its end at the earliest (DESIGN.md law 8)."""


class Since(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier figure of the same series, and which way it has gone from there."""

    cell: Cell
    change: Change


class Standing(msgspec.Struct, frozen=True):
    figure: Figure

    @property
    def cell(self) -> Cell | None:
        return self.figure.latest

    @property
    def shown(self) -> str:
        cell, lang = self.cell, self.figure.lang
        return self.figure.shown(cell) if cell else message(lang, "state.not_available")

    @property
    def sentence(self) -> str:
        return self.figure.sentence(self.cell) if self.cell else message(self.figure.lang, "sentence.nothing")

    @property
    def year(self) -> Since | None:
        """The same window a year earlier."""
        before = self.cell and self.figure.year_before(self.cell)
        if not self.cell or not before or before.value is None or self.cell.value is None:
            return None
        return Since(cell=before, change=self.cell.change)

    @property
    def baseline(self) -> Since | None:
        """The first figure that was published: it stays as it is, since periods close."""
        first = next((c for c in self.figure.trend if c.value is not None), None)
        if not self.cell or self.cell.value is None or first is None or first is self.cell:
            return None
        return Since(cell=first, change=change(self.cell, first))

    @property
    def last_shown(self) -> Cell | None:
        """The newest figure that could be shown, where the latest one could not."""
        if self.cell and self.cell.value is not None:
            return None
        return next((c for c in reversed(self.figure.trend) if c.value is not None), None)

    @property
    def reason(self) -> str:
        """Why there is no figure; empty where there is one."""
        if not self.cell or self.cell.value is not None:
            return ""
        return words.reason(self.cell, self.figure.lang)

    @property
    def may_appear(self) -> str:
        """What it takes until there is one, and when it may be at the earliest; empty where there is one."""
        if not self.cell or self.cell.value is not None:
            return ""
        lang, card = self.figure.lang, self.figure.card
        key = f"when.{self.cell.note.partition(':')[0]}"
        needs = message(lang, key, k=card.min_n, months=card.months) if key in texts(lang) else ""
        return " ".join(part for part in (needs, _next(self.figure, self.cell)) if part)


def _next(figure: Figure, cell: Cell) -> str:
    """The period that may have a figure next, and when it is published at the earliest."""
    if cell.window == "wave":
        return message(figure.lang, "when.wave")
    length = figure.months
    end = index(words.last_month(cell)) + (length if figure.sparse else 1)
    out = first_day(end + 1) - timedelta(days=1) + CLOSES_AFTER
    period = months(first_day(end - length + 1), first_day(end), figure.lang)
    return message(figure.lang, "when.next", period=period, date=day(out, figure.lang))
