"""A release: closed periods' figures under disclosure control, frozen. Reads a copy of the warehouse, never a clock."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from schemas.cell import Cell, change
from schemas.indicators.card import Card, cards
from warehouse.beside import Beside, Source, findings
from warehouse.cells import cells, told_here
from warehouse.disclosure.floors import K_SENSITIVE, K
from warehouse.families import Family, beside, families
from warehouse.figures import SHARED, UNIT, Con, Figure, Progress, begin, figures_of, silent, steps
from warehouse.goals import COUNTED_BY, active, hide, shown
from warehouse.published import Node
from warehouse.publishing import Previous, next_id, previous, publish, write
from warehouse.sql import text
from warehouse.tables import FORMAT, check_format
from warehouse.timeline import Timeline, anchored

A_MONTH = timedelta(days=30)
OPEN_FOR = timedelta(days=15)
"""A period stays open until day 15 after its end."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a release came to."""

    release: str | None
    """None: no period has closed since the release before, and none was made."""
    previous: str | None
    new: int
    carried: int
    states: dict[str, int]
    """State → number of new cells."""


Audit = Callable[[Path, str], None]
"""Looks at a written release (its folder, its id) before it is published; raises to keep it from being."""


def unaudited(_written: Path, _release: str) -> None:
    """Nothing is looked at."""


def release(
    warehouse_copy: Path,
    published: Path,
    *,
    as_of: date,
    demo: bool = False,
    sources: Sequence[Source] = (),
    audit: Audit = unaudited,
    progress: Progress = silent,
    memory_limit: str = "1GB",
    threads: int = 2,
) -> Summary:
    """Write, audit and publish what has closed by `as_of`; what was published before is carried over as it stands."""
    before = previous(published)
    name = next_id(published, as_of.isoformat())
    settings: dict[str, Any] = {"memory_limit": memory_limit, "threads": threads}
    with duckdb.connect(str(warehouse_copy), read_only=True, config=settings) as con:
        position = check_format(con)
        since = Known(before).since(_agencies(con), cards())
        begin(con, as_of, cards(), lambda done, _: progress(done, steps() + 1), since)
        fresh, periods = _new(con, before, name, as_of, progress)
        nodes, found_out = _nodes(con, before), findings(con, as_of)
        months = {end for window, end in periods if window == "M"}
        listed = active(con, max(months)) if months else before.beside.goals if before else []
    carried = before.cells if before else []
    if periods:  # also where nothing can be shown: the release says that these periods are closed
        told = manifest(name, as_of, position, before, demo)
        goals = shown(listed, [*carried, *fresh])
        beside = Beside(goals=goals, findings=found_out, sources=list(sources))
        written = write(published, told, [*carried, *fresh], nodes, cards(), beside)
        audit(written, name)
        publish(published, written, name)
    progress(steps() + 1, steps() + 1)
    return Summary(
        release=name if periods else None,
        previous=before.manifest["id"] if before else None,
        new=len(fresh),
        carried=len(carried),
        states=dict(Counter(c.state for c in fresh)),
    )


def closed(period_end: date, as_of: date) -> bool:
    return period_end + OPEN_FOR <= as_of


def _new(
    con: Con, before: Previous | None, name: str, as_of: date, progress: Progress
) -> tuple[list[Cell], set[tuple[str, date]]]:
    """The new cells, and the window and the last day of what closes, also where it leaves none.

    An indicator at a time: no rule looks at two of them, and the figures of all would need much memory at once.
    """
    known, own = Known(before), _by_indicator(before.cells if before else ())
    made: list[Cell] = []
    periods: set[tuple[str, date]] = set()
    for done, indicator in enumerate(sorted(cards(), key=lambda name: (name == COUNTED_BY, name)), len(SHARED) + 1):
        if indicator == COUNTED_BY:
            hide(con, [*(before.cells if before else ()), *made])
        found = list(figures_of(con, indicator))
        closing = due(found, cards(), known, as_of)
        made += new_cells(closing, cards(), own.get(indicator, []), name, found)
        periods |= {(f.window, f.period_end) for f in closing}
        progress(done, steps() + 1)
    return made, periods


def _by_indicator(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(cell.indicator, []).append(cell)
    return found


def due(found: Iterable[Figure], chosen: dict[str, Card], known: "Known", as_of: date) -> list[Figure]:
    """The figures that close with this release. None at a cut-off before the last: it would reopen periods."""
    return [
        f for f in found if known.as_of <= as_of and closed(f.period_end, as_of) and known.lacks(f, chosen[f.indicator])
    ]


def new_cells(
    closing: Sequence[Figure],
    chosen: dict[str, Card],
    carried: Sequence[Cell],
    name: str,
    found: Sequence[Figure] | None = None,
) -> list[Cell]:
    """What is published of the figures, with its change against a year earlier; a unit's is not told (domain 2.1).

    `found` are these and those that are settled, as far back as a window has shorter ones in it.
    """
    timeline = Timeline(carried, found or closing, chosen)
    made: list[Cell] = []
    for family in sorted(families(closing), key=lambda f: next(iter(f.figures.values())).period_end):
        fresh = list(_family_cells(family, chosen, name, timeline))
        timeline.add(fresh)
        made += fresh
    series = {_moment(c): c for c in (*carried, *made)}
    units = {f.node for f in closing if f.depth == UNIT}
    return [
        c if c.node in units else msgspec.structs.replace(c, change=change(c, series.get(_moment(c, 1)))) for c in made
    ]


def _family_cells(family: Family, chosen: dict[str, Card], name: str, timeline: Timeline) -> Iterator[Cell]:
    """A window that only many have, and that may not stand beside others, is none: it is left out, not hidden."""
    card = chosen[next(iter(family.figures.values())).indicator]
    barred = {node for node, f in family.figures.items() if told_here(f, card) and timeline.bars(f, card)}
    hidden = beside(family, card, barred)
    for node, figure in family.figures.items():
        if node not in barred or anchored(figure, card):
            yield from cells(figure, card, name, beside=node in hidden.figures, parts_beside=node in hidden.parts)


class Known:
    """What the release before has settled. A period closes once (law 8), also where it left nothing to show."""

    def __init__(self, before: Previous | None) -> None:
        manifest = before.manifest if before else {}
        self.as_of = date.fromisoformat(manifest.get("as_of", date.min.isoformat()))
        self.versions: dict[str, int] = manifest.get("formula_versions", {})
        self.agencies = {node.agency for node in before.nodes} if before else set()
        of = {node.id: node.agency for node in before.nodes} if before else {}
        self.waves = {(of[c.node], c.period) for c in before.cells if c.window == "wave"} if before else set()

    def since(self, agencies: Set[str], chosen: dict[str, Card]) -> date:
        """The first day on which a window can end that is not settled, or is inside one that is not.

        A new formula or agency unsettles them all.
        """
        changed = any(self.versions.get(card.id) != card.version for card in chosen.values())
        if changed or not agencies <= self.agencies:
            return date.min
        inside = max((card.months - 1 for card in chosen.values() if card.shorter), default=0)
        return self.as_of - OPEN_FOR + timedelta(days=1) - inside * A_MONTH

    def lacks(self, figure: Figure, card: Card) -> bool:
        """A new formula and an agency that has just joined begin with all closed periods; a wave may come in late."""
        if self.versions.get(card.id) != card.version or figure.agency not in self.agencies:
            return True
        if figure.window == "wave":
            return (figure.agency, figure.period) not in self.waves
        return not closed(figure.period_end, self.as_of)


def _moment(c: Cell, years_back: int = 0) -> tuple[object, ...]:
    """What makes two cells one series, and where in it a cell stands; of waves the month they opened in."""
    year, month = int(c.period_end[:4]) - years_back, c.period_end[5:7]
    return c.indicator, c.formula_version, c.node, c.breakdown, c.category, c.window, year, month


def _agencies(con: Con) -> set[str]:
    return {agency for (agency,) in con.execute("SELECT DISTINCT agency_id FROM dim_unit").fetchall()}


def _nodes(con: Con, before: Previous | None) -> list[Node]:
    """Nodes by id; one that has ended keeps its place, for its cells stay."""
    rows = con.execute(text("published_nodes")).fetchall()
    now = {row[0]: Node(**dict(zip(Node.__struct_fields__, row, strict=True))) for row in rows}
    gone = {node.id: node for node in before.nodes} if before else {}
    return [node for _, node in sorted((gone | now).items())]


def manifest(name: str, as_of: date, position: int, before: Previous | None, demo: bool) -> dict[str, Any]:
    """What a release says of itself; what was put right stays told in all that follow."""
    return {
        "id": name,
        "as_of": as_of.isoformat(),
        "position": position,
        "previous": before.manifest["id"] if before else None,
        "created_from": {"lahde": metadata.version("lahde"), "warehouse_format": FORMAT},
        "formula_versions": {card.id: card.version for card in cards().values()},
        "k": K,
        "k_sensitive": K_SENSITIVE,
        "demo": demo or bool(before and before.manifest["demo"]),  # invented data do not become real by a later release
        "corrections": before.manifest.get("corrections", []) if before else [],
    }
