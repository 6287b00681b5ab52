"""What the demo prints when it is done: agencies by indicators, what contradicts what, what to try next."""

import os
import shlex
import shutil
import sys
from dataclasses import astuple
from datetime import date
from pathlib import Path

from rich.console import Console

from dashboards.reading.words import shown
from lahde.demo_feed import Taken
from lahde.pipeline import PUBLISHED
from lahde.population import Population
from lahde.population.calendar import LAST
from lahde.screen import console, table
from lahde.settings import Settings
from look.dates import months
from schemas.cell import Cell
from warehouse.published import Published, open_current

COLUMNS = ("LC05", "LC02a", "LC04", "LC01", "LC11a")
QUERY = "select node, period, value from mart_indicator where indicator = 'LC04'"

HANDED = ("files", "added", "known already", "set aside")
_SURELY_NOTES = 0.3

Figures = dict[tuple[str, str], Cell | None]


def show(settings: Settings, taken: dict[str, Taken], population: Population, *, kept: bool, serving: bool) -> None:
    """What came in, the last published value of each agency and indicator, then the lesson, then commands."""
    published = open_current(settings.folder / PUBLISHED)
    agencies = sorted((n for n in published.nodes() if n.parent is None), key=lambda n: n.id)
    latest: Figures = {(a.id, i): _latest(published, a.id, i) for a in agencies for i in COLUMNS}
    newest = {i: _newest([latest[a.id, i] for a in agencies]) for i in COLUMNS}
    told = table("agency", *COLUMNS, numbers=COLUMNS)
    for agency in agencies:
        cells = [_word(latest[agency.id, i], newest[i]) for i in COLUMNS]
        told.add_row(f"{agency.id:3} {agency.name_fi}", *cells)
    screen = console()
    _came_in(screen, taken)
    screen.print("\nThe latest published figures. All agencies and all data are invented.\n")
    screen.print(told)
    screen.print()
    for i in COLUMNS:
        screen.print(f"{i:6} {published.cards[i].name['en']}, {_period(newest[i])}")
    if any("*" in _word(cell, newest[i]) for (_, i), cell in latest.items()):
        screen.print("*      few people, so the last full quarter, half-year or year")
    screen.print()
    screen.print(_lesson({a.id: (latest[a.id, "LC01"], latest[a.id, "LC11a"]) for a in agencies}))
    screen.print()
    _next(settings, somebody(population), kept=kept, serving=serving)


def _came_in(screen: Console, taken: dict[str, Taken]) -> None:
    """By collector: what each was handed, and what became of it."""
    screen.print("\nWhat came in, by collector. Added are statements, or rows of reference data.\n")
    told = table("collector", *HANDED, numbers=HANDED)
    for kind, counts in taken.items():
        told.add_row(kind, *(f"{count:,}".replace(",", " ") for count in astuple(counts)))
    screen.print(told)


def somebody(population: Population) -> str:
    """AGENCY/person_id of an invented person whose own pages have something on them."""
    noting = (p for p in population.staff["KLV"].active[LAST] if p.noting > 1 and p.reserve < _SURELY_NOTES)
    return f"KLV/{next(noting).id}"


def _latest(published: Published, node: str, indicator: str) -> Cell | None:
    """The last figure of the window that the pages show; else the last cell there is."""
    window = published.cards[indicator].window
    cells = [c for c in published.cells(node, indicator) if not c.breakdown and c.window == window]
    return max(cells, key=lambda c: (c.value is not None, c.period_end), default=None)


def _newest(cells: list[Cell | None]) -> tuple[str, str]:
    """The first and the last day of the newest figure's period."""
    periods = ((c.period_start, c.period_end) for c in cells if c and c.value is not None)
    return max(periods, key=lambda ends: ends[1], default=("", ""))


def _period(ends: tuple[str, str]) -> str:
    if not ends[0]:
        return "not published: too little history"
    return months(date.fromisoformat(ends[0]), date.fromisoformat(ends[1]), "en")


def _word(cell: Cell | None, newest: tuple[str, str]) -> str:
    if cell is None or cell.value is None:
        return "hidden" if cell and cell.state == "suppressed" else "–"
    return shown(cell, "en") + ("" if (cell.period_start, cell.period_end) == newest else "*")


def _lesson(figures: dict[str, tuple[Cell | None, Cell | None]]) -> str:
    """Which agency leads on reach, and whether the same one strains most. Read off the figures, never assumed."""
    reach = {a: c.value for a, (c, _) in figures.items() if c and c.value is not None}
    strain = {a: c.value for a, (_, c) in figures.items() if c and c.value is not None}
    if not reach or not strain:
        return "Too little is published for a comparison of reach and strain."
    widest, worst = max(reach, key=reach.__getitem__), max(strain, key=strain.__getitem__)
    if widest == worst:
        return f"{widest} looks best on LC01 and worst on LC11a: reach alone would have praised what strains people."
    return f"{widest} looks best on LC01; most strain (LC11a) is at {worst}."


def _next(settings: Settings, person: str, *, kept: bool, serving: bool) -> None:
    """Lines to copy; they are never wrapped."""
    if not kept and not serving:
        print("Nothing of this is kept. To look further: add --data DIR, or leave --once out.")
        return
    lahde, data = command(), shlex.quote(settings.data)
    print("Try next, in another terminal:" if serving else "Try next:")
    for line in ("status", f'sql "{QUERY}"', "replay", f"link {person}"):
        print(f"  {lahde} {line} --data {data}")


def command() -> str:
    """How this very `lahde` is called from here: by name if the PATH leads to it, else by the shortest path."""
    found, mine = shutil.which("lahde"), Path(sys.executable).with_name("lahde")
    if found and Path(found).resolve() == mine.resolve():
        return "lahde"
    if not mine.exists():
        return f"{shlex.quote(sys.executable)} -m lahde"
    return shlex.quote(min(str(mine), os.path.relpath(mine), key=len))
