"""One indicator of one agency, made ready to be read: everything a page or a download says about it."""

from datetime import date
from itertools import pairwise

import msgspec

from dashboards import words
from dashboards.charts import Part, Point, Row, index
from look.messages import message
from schemas.cell import Cell
from schemas.indicators.card import Card

SPARSE = {3: "chart.sparse_3", 6: "chart.sparse_6", 12: "chart.sparse_12"}
"""Why there is not a figure every month, by the length of the window."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    card: Card
    agency: str
    lang: str
    trend: list[Cell]
    """The figure itself, one cell a period, oldest first."""
    parts: dict[str, dict[str, Cell]]
    """Period → category → cell; empty for an indicator without a breakdown."""

    @property
    def name(self) -> str:
        return self.card.name[self.lang]

    @property
    def latest(self) -> Cell | None:
        return self.trend[-1] if self.trend else None

    @property
    def quarterly(self) -> bool:
        """Too few people for a figure each month: only calendar quarters are published."""
        return bool(self.trend) and all(c.window == "R3M" and words.last_month(c).month % 3 == 0 for c in self.trend)

    @property
    def sparse(self) -> bool:
        """Not a figure every month: fewer people than that takes stand behind some periods at least."""
        ends = [index(words.last_month(c)) for c in self.trend]
        alone = len(ends) == 1 and (ends[0] + 1) % self.card.months == 0 if self.card.months else False
        return self.card.months > 0 and (alone or any(b - a > 1 for a, b in pairwise(ends)))

    @property
    def points(self) -> list[Point]:
        return [_point(cell) for cell in self.trend]

    def period(self, cell: Cell) -> str:
        return words.period(cell, self.lang, quarterly=self.quarterly)

    def year_before(self, cell: Cell) -> Cell | None:
        """The same window one year earlier; of pulse waves the one opened in the same month."""
        wanted = index(words.last_month(cell)) - 12
        return next((c for c in self.trend if index(words.last_month(c)) == wanted), None)

    def described(self) -> str:
        """The trend in a sentence or two, for those who do not see it and as its caption."""
        seen = [c for c in self.trend if c.value is not None]
        if not seen:
            return message(self.lang, "chart.empty")
        first, last = seen[0], seen[-1]
        key = "chart.trend" if len(seen) > 1 else "chart.single"
        told = {"first": words.shown(first, self.lang), "last": words.shown(last, self.lang)}
        trend = message(self.lang, key, **told, start=self.period(first), end=self.period(last))
        told_more = [trend]
        if len(seen) < len(self.trend):
            told_more.append(message(self.lang, "chart.hidden", count=len(self.trend) - len(seen)))
        if self.sparse and self.card.months in SPARSE:
            told_more.append(message(self.lang, SPARSE[self.card.months]))
        return " ".join(told_more)

    def rows(self) -> list[Row]:
        """The parts of the latest whole figure and of the year before, oldest first, for the stacked bar."""
        drawn = [c for c in (self.latest and self.year_before(self.latest), self.latest) if c and self._whole(c)]
        return [Row(label=self.period(c), parts=[self._part(c, k) for k in self.card.breakdown]) for c in drawn]

    def part(self, cell: Cell, category: str) -> str:
        found = self.parts.get(cell.period, {}).get(category)
        return words.shown(found, self.lang) if found else ""

    def _whole(self, cell: Cell) -> bool:
        found = self.parts.get(cell.period, {})
        return all(k in found and found[k].value is not None for k in self.card.breakdown)

    def _part(self, cell: Cell, category: str) -> Part:
        found = self.parts[cell.period][category]
        return Part(share=found.value or 0, label=words.shown(found, self.lang))


def figure(card: Card, cells: list[Cell], agency: str, lang: str) -> Figure:
    """Of the agency's cells those of this card and of its own window."""
    mine = sorted((c for c in cells if c.indicator == card.id and c.window == card.window), key=lambda c: c.period_end)
    parts: dict[str, dict[str, Cell]] = {}
    for cell in mine:
        if cell.breakdown and card.breakdown:
            parts.setdefault(cell.period, {})[cell.category] = cell
    trend = [c for c in mine if not c.breakdown]
    return Figure(card=card, agency=agency, lang=lang, trend=trend, parts=parts)


def _point(cell: Cell) -> Point:
    month = index(date.fromisoformat(cell.period_end))
    return Point(
        month=month, state=cell.state, value=cell.value, low=cell.low, high=cell.high, bounded=bool(cell.bound)
    )
