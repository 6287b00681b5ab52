"""A closed period put right: a release of its own, held against what was published before (DESIGN law 8, domain 5.6).

Of each figure it is known who was behind it then and who is now, and what each contributed. Whoever has both figures
learns what is different between them, and so of everybody who came, left, moved or contributes something else. People
who changed in the same way must be nobody or enough for a figure of their own; else the figure stays as it is, or is
told above only, where departments or units are not told apart. Only what was shown before may be shown again, so that
no two patterns of hidden cells can be laid over each other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec
import pyarrow as pa

from schemas.cell import Cell
from schemas.indicators.card import Card, cards
from warehouse.disclosure.floors import fewest
from warehouse.disclosure.overlap import subtractable
from warehouse.figures import FIGURES, LEVELS, Figure, begin, figures_of
from warehouse.goals import hide
from warehouse.publishing import Previous, next_id, previous, publish, write
from warehouse.release import Audit, manifest, new_cells, unaudited
from warehouse.sql import text

Con = duckdb.DuckDBPyConnection
SHOWN = ("value", "zero")

Key = tuple[str, int, str, str, str, str]
"""A cell's place within its period."""


class Base(NamedTuple):
    """What the figures in question were made of."""

    release: str
    settled: int
    """Journal position after which people's own later changes were left out already."""
    position: int


class Family(NamedTuple):
    """Figures that are put right together or not at all."""

    indicator: str
    window: str
    agency: str


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction came to; families of figures are counted, never named."""

    release: str | None
    previous: str
    corrected: int
    """Cells that say something else now."""
    families: dict[str, int]
    """corrected, same, above (departments or units of it stay as they are), few (too few people changed in the same
    way), organisation (its nodes are others now), not_reproduced (what it was made of is not there any more)."""


class _State(NamedTuple):
    """One state of the warehouse, as far as it concerns the period."""

    figures: dict[Family, list[Figure]]
    behind: pa.Table


def bases(published: Path, period: str, agency: str | None = None) -> dict[Base, date]:
    """What must be rebuilt to look at a period again, and the first day its figures tell of."""
    before = previous(published)
    found: dict[Base, date] = {}
    for cell in _in_question(before, period, agency) if before else ():
        base = _base(published, cell.release)
        found[base] = min(found.get(base, date.max), date.fromisoformat(cell.period_start))
    return found


def _base(published: Path, release: str) -> Base:
    told = msgspec.json.decode((published / "releases" / release / "release.json").read_bytes())
    own = next((c for c in told.get("corrections", []) if c["release"] == release), None)
    return Base(release, own["settled"] if own else told["position"], told["position"])


def _in_question(before: Previous, period: str, agency: str | None) -> list[Cell]:
    """What is shown of the period, by the formulas in force: what is hidden stays so."""
    of = {node.id: node.agency for node in before.nodes}
    now = {(card.id, card.version) for card in cards().values()}
    shown = (c for c in before.cells if c.period == period and c.state in SHOWN)
    return [c for c in shown if agency in (None, of[c.node]) and (c.indicator, c.formula_version) in now]


def correct(
    states: Mapping[Base, tuple[Path, Path]],
    published: Path,
    *,
    period: str,
    reason: str,
    made: date,
    agency: str | None = None,
    audit: Audit = unaudited,
) -> Correction:
    """`states`: of each base the warehouse as it was, and as it is with people's own later changes left out."""
    before = previous(published)
    if before is None:
        raise ValueError("nothing is published")
    name, as_of = next_id(published, made.isoformat()), date.fromisoformat(before.manifest["as_of"])
    looked = _Looked(before, period, name)
    for base, (old, new) in states.items():
        mine = {c for c in _in_question(before, period, agency) if c.release == base.release}
        chosen = {c.indicator: cards()[c.indicator] for c in mine}
        since = min(date.fromisoformat(c.period_end) for c in mine)
        was, now = (_state(file, as_of, period, chosen, since, before.cells) for file in (old, new))
        looked.at(mine, was, now)
    if looked.fresh:
        own: dict[str, Any] = {"release": name, "period": period, "agency": agency, "reason": reason}
        own |= {"made": made.isoformat(), "settled": min(base.settled for base in states)}
        told = manifest(name, as_of, _position(states), before, before.manifest["demo"])
        told["corrections"] = [*told["corrections"], own]
        written = write(published, told, looked.cells(), before.nodes, cards(), before.beside)
        audit(written, name)
        publish(published, written, name)
    return Correction(
        release=name if looked.fresh else None,
        previous=before.manifest["id"],
        corrected=len(looked.fresh),
        families=dict(looked.families),
    )


def _position(states: Mapping[Base, tuple[Path, Path]]) -> int:
    """How far the journal was read: of one state like of all."""
    new = next(iter(states.values()))[1]
    with duckdb.connect(str(new), read_only=True) as con:
        return int(con.execute("SELECT position FROM position").fetchall()[0][0])


def _state(
    warehouse: Path, as_of: date, period: str, chosen: dict[str, Card], since: date, published: Sequence[Cell]
) -> _State:
    """The figures of the period and who is behind them."""
    found: dict[Family, list[Figure]] = {}
    behind = []
    with duckdb.connect(str(warehouse), read_only=True) as con:
        begin(con, as_of, chosen, since=since)
        hide(con, published)
        for card in chosen.values():
            for figure in figures_of(con, card.id):
                if figure.period == period:
                    found.setdefault(Family(card.id, figure.window, figure.agency), []).append(figure)
            behind += [_behind(con, card.id, period, level) for level in range(LEVELS.index(card.deepest) + 1)]
    return _State(found, pa.concat_tables(behind))


def _behind(con: Con, indicator: str, period: str, level: int) -> pa.Table:
    rows: Any = con.sql(text("behind", FIGURES), params={"level": level, "period": period}).to_arrow_table()
    return rows.append_column("indicator", pa.array([indicator] * rows.num_rows, pa.string()))


class _Looked:
    """Family by family: what of the period says something else now, and may be told."""

    def __init__(self, before: Previous, period: str, release: str) -> None:
        self._before, self._period, self._release = before, period, release
        self._agency = {node.id: node.agency for node in before.nodes}
        self.fresh: dict[Key, Cell] = {}
        """Key of a cell → what takes its place."""
        self.families: Counter[str] = Counter()

    def at(self, cells: Iterable[Cell], old: _State, new: _State) -> None:
        changed = _changed(old.behind, new.behind)
        shown: dict[Family, dict[Key, Cell]] = {}
        for cell in cells:
            family = Family(cell.indicator, cell.window, self._agency[cell.node])
            shown.setdefault(family, {})[key(cell)] = cell
        for family, published in sorted(shown.items()):
            was, now = old.figures.get(family, []), new.figures.get(family, [])
            fate, level = _fate(family, published, was, now, changed.get(family, {}))
            above = {f.node for f in now if f.depth <= level}
            fresh = self._fresh({k: c for k, c in published.items() if c.node in above}, now)
            self.families[fate if fresh or level < 0 else "same"] += 1
            self.fresh |= fresh

    def _fresh(self, published: dict[Key, Cell], now: list[Figure]) -> dict[Key, Cell]:
        """What says something else; where nothing can be said any more, that it is hidden."""
        made = {key(c): c for c in new_cells(now, cards(), self._before.cells, self._release)}
        found = {k: _again(cell, made.get(k)) for k, cell in published.items()}
        return {k: cell for k, cell in found.items() if not _alike(cell, published[k])}

    def cells(self) -> list[Cell]:
        return [self.fresh.get(key(c), c) if c.period == self._period else c for c in self._before.cells]


def key(cell: Cell) -> Key:
    return cell.indicator, cell.formula_version, cell.node, cell.breakdown, cell.category, cell.window


def _again(cell: Cell, fresh: Cell | None) -> Cell:
    """The fresh cell, or that there is none to be shown this often any more."""
    if fresh is not None:
        return fresh
    none: dict[str, Any] = {"value": None, "bound": "", "low": None, "high": None, "n": "", "change": ""}
    return msgspec.structs.replace(cell, state="suppressed", note="beside", **none)


def _alike(one: Cell, other: Cell) -> bool:
    return msgspec.structs.replace(one, release="", change="") == msgspec.structs.replace(other, release="", change="")


def _fate(
    family: Family,
    published: Mapping[Key, Cell],
    was: list[Figure],
    now: list[Figure],
    changed: Mapping[int, list[list[str]]],
) -> tuple[str, int]:
    """What becomes of a family's figures, as `Correction.families` names it, and down to which level (-1: none)."""
    card = cards()[family.indicator]
    deepest, k = LEVELS.index(card.deepest), fewest(sensitive=card.sensitive, asked=card.min_n)
    if not _reproduced(published, was):
        return "not_reproduced", -1
    if {f.node for f in was} != {f.node for f in now}:
        return "organisation", -1
    if card.persons and not changed:
        return "same", -1
    level = next((level for level in range(deepest, -1, -1) if _enough(changed.get(level, []), k)), -1)
    return ("corrected" if level == deepest else "above" if level >= 0 else "few"), level


def _enough(changed: list[list[str]], k: int) -> bool:
    return not any(subtractable(set(people), set(), k) for people in changed)


def _reproduced(published: Mapping[Key, Cell], was: list[Figure]) -> bool:
    """Whether the old state gives the figures that were published, as far as both show them."""
    made = {key(c): c for c in new_cells(was, cards(), (), "")}
    return all(k in made and _agree(cell, made[k]) for k, cell in published.items())


def _agree(published: Cell, again: Cell) -> bool:
    """Rules of hiding may have become stricter since."""
    return again.state not in SHOWN or _figure(published) == _figure(again)


def _figure(cell: Cell) -> tuple[float | None, str, str]:
    return cell.value, cell.bound, cell.n


CHANGED = """
SELECT coalesce(o.indicator, n.indicator), coalesce(o."window", n."window"), coalesce(o.agency, n.agency),
    coalesce(o.level, n.level), list(coalesce(o.person, n.person))
FROM old o FULL JOIN new n
    ON (n.indicator, n."window", n.agency, n.level, n.person) = (o.indicator, o."window", o.agency, o.level, o.person)
WHERE o.seat IS DISTINCT FROM n.seat OR o.said IS DISTINCT FROM n.said
GROUP BY 1, 2, 3, 4, o.seat, n.seat
"""
"""People who changed in the same way: from one seat to another (none: they came, or left), or within one."""


def _changed(old: pa.Table, new: pa.Table) -> dict[Family, dict[int, list[list[str]]]]:
    """Family → level → the people who changed in one way."""
    found: dict[Family, dict[int, list[list[str]]]] = {}
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        for *family, level, people in con.execute(CHANGED).fetchall():
            found.setdefault(Family(*family), {}).setdefault(level, []).append(people)
    return found
