"""One indicator of one node, made ready to be read: everything a page or a download says about it."""

from datetime import date
from itertools import pairwise

import msgspec

from dashboards.charts import Axis, Bar, Dot, Part, Point, Row, index, round_steps
from dashboards.reading import words
from look.messages import message
from look.numbers import number
from schemas.cell import Cell
from schemas.indicators.card import Card
from warehouse.published import Node

SPARSE = {3: "chart.sparse_3", 6: "chart.sparse_6", 12: "chart.sparse_12"}
"""Why there is not a figure every month, by the length of the window."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    card: Card
    node: Node
    lang: str
    trend: list[Cell]
    """The figure itself, one cell a period, oldest first."""
    parts: dict[str, dict[str, Cell]]
    """Period → category → cell; empty for an indicator without a breakdown."""

    @property
    def name(self) -> str:
        return self.card.name[self.lang]

    @property
    def months(self) -> int:
        """The window's length at the node's level; 0 of a pulse."""
        return _months(self.card, self.node)

    @property
    def latest(self) -> Cell | None:
        return self.trend[-1] if self.trend else None

    @property
    def cells(self) -> list[Cell]:
        """The figure of each period, then its parts."""
        return [cell for main in self.trend for cell in (main, *self.parts.get(main.period, {}).values())]

    @property
    def quarterly(self) -> bool:
        """Too few people for a figure each month: only calendar quarters are published."""
        return bool(self.trend) and all(c.window == "R3M" and words.last_month(c).month % 3 == 0 for c in self.trend)

    @property
    def sparse(self) -> bool:
        """Not a figure every month: fewer people than that takes stand behind some periods at least."""
        ends = [index(words.last_month(c)) for c in self.trend]
        alone = len(ends) == 1 and (ends[0] + 1) % self.months == 0 if self.months else False
        return self.months > 0 and (alone or any(b - a > 1 for a, b in pairwise(ends)))

    @property
    def parts_sparse(self) -> bool:
        """There is a figure and no parts of it in some periods: fewer people stand behind those."""
        return bool(self.parts) and any(c.value is not None and c.period not in self.parts for c in self.trend)

    @property
    def seldom(self) -> str:
        return message(self.lang, SPARSE[self.months])

    @property
    def parts_first(self) -> bool:
        """The parts are what the figure says; its own value is only told on request (domain 2.2, LC08)."""
        return self.card.unit == "index" and bool(self.card.breakdown)

    @property
    def axis(self) -> Axis:
        return axis(self.card, self.lang, max((c.high or c.value or 0 for c in self.trend), default=0))

    @property
    def points(self) -> list[Point]:
        return self.points_on(self.axis)

    def points_on(self, axis: Axis) -> list[Point]:
        """On an axis that is shared with others."""
        return [_point(cell, axis.top) for cell in self.trend]

    def period(self, cell: Cell) -> str:
        return words.period(cell, self.lang, quarterly=self.quarterly)

    def year_before(self, cell: Cell) -> Cell | None:
        """The same window one year earlier; of pulse waves the one opened in the same month."""
        wanted = index(words.last_month(cell)) - 12
        return next((c for c in self.trend if index(words.last_month(c)) == wanted), None)

    def shown(self, cell: Cell) -> str:
        """The figure in words as a headline."""
        if self.parts_first and self._whole(cell):
            told = {name: words.shown(part, self.lang) for name, part in self.parts[cell.period].items()}
            return message(self.lang, f"headline.{self.card.id}", **told)
        return words.shown(cell, self.lang)

    def sentence(self, cell: Cell) -> str:
        return words.sentence(cell, self.name, self.lang, self.parts.get(cell.period))

    def described(self) -> str:
        """The trend in a sentence or two, for those who do not see it and as its caption."""
        seen = [c for c in self.trend if c.value is not None]
        if not seen:
            return message(self.lang, "chart.empty")
        first, last = seen[0], seen[-1]
        key = "chart.trend" if len(seen) > 1 else "chart.single"
        told = {"first": self.shown(first), "last": self.shown(last)}
        trend = message(self.lang, key, **told, start=self.period(first), end=self.period(last))
        told_more = [trend]
        if len(seen) < len(self.trend):
            told_more.append(message(self.lang, "chart.hidden", count=len(self.trend) - len(seen)))
        if self.sparse and self.months in SPARSE:
            told_more.append(self.seldom)
        return " ".join(told_more)

    def rows(self) -> list[Row]:
        """The parts of the latest whole figure and of the year before, oldest first, for the stacked bar."""
        drawn = [c for c in (self.latest and self.year_before(self.latest), self.latest) if c and self._whole(c)]
        return [Row(label=self.period(c), parts=[self._part(c, k) for k in self.card.breakdown]) for c in drawn]

    def bars(self) -> list[Bar]:
        """The parts of the latest whole figure, for bars beside each other."""
        cell = self.latest
        found = self.parts.get(cell.period, {}) if cell and self._whole(cell) else {}
        return [self._bar(found[name]) for name in self.card.breakdown if name in found]

    def _bar(self, part: Cell) -> Bar:
        name, label = message(self.lang, f"part.{part.category}"), words.shown(part, self.lang)
        return Bar(share=part.value or 0, name=name, label=label, bounded=bool(part.bound))

    def dots(self) -> list[Dot]:
        """A row each period, oldest first: of pulses, which have no months between them."""
        return [self._dot(cell, point) for cell, point in zip(self.trend, self.points, strict=True)]

    def _dot(self, cell: Cell, point: Point) -> Dot:
        return Dot(
            name=self.period(cell), label=words.shown(cell, self.lang), state=point.state, value=point.value,
            low=point.low, high=point.high, bounded=point.bounded,
        )  # fmt: skip

    def part(self, cell: Cell, category: str) -> str:
        found = self.parts.get(cell.period, {}).get(category)
        return words.shown(found, self.lang) if found else "–"

    def _whole(self, cell: Cell) -> bool:
        found = self.parts.get(cell.period, {})
        return all(k in found and found[k].value is not None for k in self.card.breakdown)

    def _part(self, cell: Cell, category: str) -> Part:
        found = self.parts[cell.period][category]
        return Part(share=found.value or 0, label=words.shown(found, self.lang))


def figure(card: Card, cells: list[Cell], node: Node, lang: str) -> Figure:
    """Of the node's cells those of this card and of the window it has at the node's level."""
    months = _months(card, node)
    window = f"R{months}M" if months > 1 else card.window
    mine = sorted((c for c in cells if c.indicator == card.id and c.window == window), key=lambda c: c.period_end)
    parts: dict[str, dict[str, Cell]] = {}
    for cell in mine:
        if cell.breakdown and card.breakdown:
            parts.setdefault(cell.period, {})[cell.category] = cell
    trend = [c for c in mine if not c.breakdown]
    return Figure(card=card, node=node, lang=lang, trend=trend, parts=parts)


def _months(card: Card, node: Node) -> int:
    return card.below if card.below and node.parent else card.months


def axis(card: Card, lang: str, highest: float) -> Axis:
    """From 0 to the scale's greatest, or where it has none to a round number above the highest figure."""
    greatest = card.scale[1:]
    ticks = _cut(greatest[0]) if greatest else round_steps(highest)
    return Axis(top=ticks[-1], ticks=[(tick / ticks[-1], _tick(tick, card, lang)) for tick in ticks])


def _cut(greatest: float) -> list[float]:
    """In quarters where that is round, else in fifths."""
    steps = 4 if greatest in (1, 100) else 5
    return [greatest * i / steps for i in range(steps + 1)]


def _tick(value: float, card: Card, lang: str) -> str:
    """As the figures are written, but without decimals that say nothing."""
    whole = card.unit != "share" and value == int(value)
    return number(value, lang) if whole else words.figure(value, card.unit, lang)


def _point(cell: Cell, top: float) -> Point:
    month = index(date.fromisoformat(cell.period_end))
    value, low, high = (None if v is None else v / top for v in (cell.value, cell.low, cell.high))
    return Point(month=month, state=cell.state, value=value, low=low, high=high, bounded=bool(cell.bound))
