"""What the demo prints when it is done: agencies by indicators, what contradicts what, what to try next."""

from rich.console import Console
from rich.table import Table

from dashboards.words import shown
from lahde.pipeline import PUBLISHED
from lahde.settings import Settings
from schemas.cell import Cell
from warehouse.published import Published, open_current

COLUMNS = ("LC05", "LC02a", "LC04", "LC01", "LC11a")


def show(settings: Settings) -> None:
    """The last published value of each agency and indicator, then the lesson, then three commands."""
    published = open_current(settings.folder / PUBLISHED)
    agencies = sorted((n for n in published.nodes() if n.parent is None), key=lambda n: n.id)
    latest = {(a.id, i): _latest(published, a.id, i) for a in agencies for i in COLUMNS}
    table = Table("Agency", *COLUMNS, title="The latest published figure of each agency (all data are invented)")
    for agency in agencies:
        table.add_row(f"{agency.id} {agency.name_fi}", *(_word(latest[agency.id, i]) for i in COLUMNS))
    console = Console(width=max(100, Console().width) if not Console().is_terminal else None)
    console.print(table)
    for indicator in COLUMNS:
        console.print(f"  {indicator:5} {published.cards[indicator].name['en']}")
    console.print(_lesson({a.id: (latest[a.id, "LC01"], latest[a.id, "LC11a"]) for a in agencies}))
    _next(console, settings)


def _latest(published: Published, node: str, indicator: str) -> Cell | None:
    """The figure of the longest window that has one, at its last period; else the last cell there is."""
    cells = [c for c in published.cells(node, indicator) if not c.breakdown]
    shown_ones = [c for c in cells if c.value is not None]
    return max(shown_ones or cells, key=lambda c: (c.period_end, c.window != "M"), default=None)


def _word(cell: Cell | None) -> str:
    return "–" if cell is None else shown(cell, "en")


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


def _next(console: Console, settings: Settings) -> None:
    data = settings.data
    console.print("Try next:")
    console.print(f"  lahde status --data {data}", highlight=False, soft_wrap=True)
    console.print(f'  lahde sql "select * from mart_indicator limit 5" --data {data}', highlight=False, soft_wrap=True)
    console.print(f"  lahde replay --data {data}", highlight=False, soft_wrap=True)
