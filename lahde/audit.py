"""`lahde audit`: is the warehouse as it should be, and how much of what could be shown is shown?"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from lahde.connection import connect
from lahde.pipeline import PUBLISHED
from lahde.progress import bar
from lahde.screen import console, table
from lahde.settings import Settings
from lahde.status import audit_lines

USEFUL = """
SELECT indicator, level, sensitive, state, note, sum(cells)::BIGINT AS cells FROM mart_shown GROUP BY ALL ORDER BY ALL
"""
STATES = ("value", "zero", "suppressed", "not_available")


def run(settings: Settings, *, as_json: bool) -> int:
    """Exit status 1 where a release would be stopped."""
    day = datetime.now(ZoneInfo("Europe/Helsinki")).date().isoformat()
    with connect(settings) as connection, bar("audit") as tell:
        report = connection.ask("audit", tell, as_of=day)
    useful = _useful(settings)
    stopping = [f for f in report["findings"] if f["severity"] == "stops" and f["unexpected"]]
    if as_json:
        print(msgspec.json.encode({"useful": useful, **report}).decode())
    else:
        _draw(settings, useful)
    return 1 if stopping else 0


def _useful(settings: Settings) -> list[dict[str, Any]]:
    """Cells of the formulas in force by indicator, level, state and reason; none where nothing is released."""
    from warehouse.published import Unpublished, open_current

    try:
        columns, rows = open_current(settings.folder / PUBLISHED).sql(USEFUL)
    except Unpublished:
        return []
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _draw(settings: Settings, useful: list[dict[str, Any]]) -> None:
    screen = console()
    for line in audit_lines(settings):
        screen.print(line)
    if not useful:
        screen.print("Nothing is released yet; lahde release makes the first")
        return
    named = tuple(state.replace("_", " ") for state in STATES)
    shown = table("indicator", "level", *named, "why hidden", numbers=named)
    for indicator, level in dict.fromkeys((row["indicator"], row["level"]) for row in useful):
        rows = [row for row in useful if (row["indicator"], row["level"]) == (indicator, level)]
        count = Counter[str]()
        for row in rows:
            count[row["state"]] += row["cells"]
        why = ", ".join(f"{row['note']} {row['cells']}" for row in rows if row["state"] in STATES[2:])
        shown.add_row(indicator, level, *(str(count[state] or "–") for state in STATES), why)
    screen.print(shown)
    for line in summary(useful):
        screen.print(line)


def summary(useful: list[dict[str, Any]]) -> Iterator[str]:
    """How much of what is published is shown, by level."""
    for sensitive, which in ((False, "not sensitive"), (True, "sensitive")):
        count = Counter[tuple[str, bool]]()
        for row in useful:
            if row["sensitive"] is sensitive:
                count[row["level"], row["state"] in STATES[:2]] += row["cells"]
        levels = dict.fromkeys(level for level, _ in count)
        told = (
            f"{level} {100 * count[level, True] // (count[level, True] + count[level, False])} %" for level in levels
        )
        yield f"Shown of the indicators that are {which}: {', '.join(told)}"
