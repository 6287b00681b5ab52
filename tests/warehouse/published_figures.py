"""What the attacker reads: random organisations' figures as several releases in a row publish them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations

from schemas.indicators.card import cards
from tests.warehouse.all_figures import figures
from tests.warehouse.attacker import ADDED_UP, Group, Leak
from tests.warehouse.attacker_of_parts import Node
from warehouse import cells as showing
from warehouse import release as releasing
from warehouse.disclosure.cadence import MANY
from warehouse.disclosure.floors import K
from warehouse.disclosure.overlap import alone, subtractable
from warehouse.figures import Figure, Sums
from warehouse.publishing import Previous

STAFF = ("LC01", "LC02a", "LC10", "LC13a")
"""One yes or no of each of the staff: down to units and to departments, of three months and twelve, one sensitive."""
COUNTED = (*STAFF, "LC04", "LC11a")
"""Also yes or no of each session, of those who had any; and of each respondent."""
WITH_PARTS = ("LC05", "LC06", "LC10")
"""Parts of the very persons of the figure, down to units and to departments; and of other persons."""
RELEASES = (date(2025, 7, 16), date(2025, 11, 16), date(2026, 1, 20))
PERSONS = """
SELECT e.months, e.window_end, o.node, list(e.person_key)
FROM eligible e JOIN node_of o ON o.window_end = e.window_end AND o.leaf = e.leaf
WHERE o.seat = 0 AND e.months IN (3, 12)
GROUP BY ALL
"""


@dataclass
class Releases:
    """The figures of each release in turn, and who is behind them."""

    each: list[list[Figure]]
    persons: dict[tuple[int, date, str], frozenset[str]]

    @property
    def figures(self) -> list[Figure]:
        return [f for figures in self.each for f in figures]

    def publish(self) -> dict[tuple[str, str, str, str, str], object]:
        """Indicator, window, period, node and category → cell; each release keeps what the one before it said."""
        made, before = [], None
        for as_of, closing in zip(RELEASES, self.each, strict=True):
            made += releasing.new_cells(closing, cards(), before.cells if before else (), str(as_of))
            before = Previous(manifest={}, cells=list(made), nodes=[])
        return {(c.indicator, c.window, c.period, c.node, c.category): c for c in made}

    def shown_anyway(self, keys):
        return {
            key: showing._filled(frame(f), showing.share(f), f, f, cards()[f.indicator], showing.SHARE)
            for f in self.figures
            if (key := (f.indicator, f.window, f.period, f.node, "")) in keys and not f.seated and f.persons
        }

    def overlaps(self, published):
        """Two windows of a node that overlap, are not both of many, and differ by 1-4 persons who came or left."""
        behind = defaultdict(list)
        for f in self.figures:
            if (
                not f.seated
                and f.indicator in STAFF
                and told_of(published.get((f.indicator, f.window, f.period, f.node, "")))
            ):
                behind[f.indicator, f.node].append(f)
        for (indicator, node), found in behind.items():
            for one, other in combinations(found, 2):
                first, second = (self.persons[months(f), f.period_end, node] for f in (one, other))
                if meet(one, other) and subtractable(first, second, K):
                    left = alone(first, second)
                    yield Leak("overlap", f"{indicator} {node} {one.period} {other.period}", min(left), *left)


def meet(one, other):
    few = min(one.persons, other.persons) < MANY
    return few and one.period_start <= other.period_end and other.period_start <= one.period_end


def releases(con, indicators=COUNTED) -> Releases:
    chosen = {name: cards()[name] for name in indicators}
    each, persons, before = [], {}, None
    for as_of in RELEASES:
        closing = releasing.due(figures(con, as_of, chosen=chosen), chosen, releasing.Known(before), as_of)
        persons |= {tuple(row[:3]): frozenset(row[3]) for row in con.execute(PERSONS).fetchall()}
        each.append(closing)
        before = settled(as_of, closing)
    return Releases(each, persons)


def settled(as_of, closing):
    versions = {card.id: card.version for card in cards().values()}
    nodes = {f.agency: releasing.Node(id=f.agency, parent=None, agency=f.agency, name_fi="", name_sv="", level="agency")
             for f in closing}  # fmt: skip
    return Previous(manifest={"as_of": str(as_of), "formula_versions": versions}, cells=[], nodes=list(nodes.values()))


def months(figure) -> int:
    return int(figure.window.strip("RM"))


def groups(family, published):
    for node, f in family.figures.items():
        shown = told_of(published.get((f.indicator, f.window, f.period, node, "")))
        if f.depth == 0 and f.persons >= 20 and not showing.told_here(f, cards()[f.indicator]):
            shown = ADDED_UP
        parent = f.parent if f.parent in family.figures else None
        yield Group(node, parent, f.den, int(f.num), f.persons, shown)
        if (seat := family.seats[node]) is not f:
            yield Group(f"{node}, own", node, seat.den, int(seat.num), seat.persons)


def nodes(family, published):
    for node, f in family.figures.items():
        cells = {part: published.get((f.indicator, f.window, f.period, node, part)) for part in f.parts}
        shown = {part: cell[1:] for part, c in cells.items() if (cell := told_of(c))}
        yield Node(node, f.parent if f.parent in family.figures else None, *behind(f), shown or None)
        if (seat := family.seats[node]) is not f:
            yield Node(f"{node}, own", node, *behind(seat), None)


def behind(figure):
    sums = {part: float(s.num) for part, s in figure.parts.items()}
    return next(iter(figure.parts.values())).persons, sums


def told_of(cell):
    """What one reads of it."""
    return (cell.state, cell.value, cell.bound, cell.low, cell.high) if cell and cell.n else None


def told(sensitive):
    """(count, of how many, persons) → what one would read of it."""

    @cache
    def display(count, size, persons):
        if not persons:
            return None
        sums = Sums(persons=persons, counted=persons, num=Decimal(count), den=size, squares=None, largest_num=[],
                    largest_den=[], coded=0, unknown=0, spread=[])  # fmt: skip
        found = showing.share(sums)
        seen = showing.shown(found.value, persons, sensitive=sensitive, scale=showing.SHARE)
        ends = (None, None) if seen.bound else [showing.rounded(e, persons, showing.SHARE) for e in found[1:]]
        return seen.state, seen.value, seen.bound, *ends

    return display


def frame(f):
    return showing.Cell(
        indicator=f.indicator, formula_version=1, node=f.node, period=f.period, window=f.window, state="value",
        period_start=str(f.period_start), period_end=str(f.period_end), release="",
    )  # fmt: skip
