"""`lahde status`: what came in, what was set aside and why, how far the warehouse is, what runs when."""

import sqlite3
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from collectors.ledger.sqlite import open_reader
from lahde.connection import connect
from lahde.pipeline import PUBLISHED
from lahde.settings import Settings

SOURCES = """
select c.name, nullif(c.agency, ''), (select count(*) from statement s where s.source = c.id),
       (select count(*) from person p where p.source = c.id and p.person_id is null),
       (select count(*) from quarantine q where q.source = c.name)
from source c order by c.name
"""


def show(settings: Settings, *, as_json: bool) -> None:
    """For a person, or as JSON."""
    with connect(settings) as connection:
        pipeline = connection.ask("status")
        served = connection.served
    ledger = open_reader(settings.folder)
    state = {
        "server": "running" if served else "not running",
        "sources": _sources(ledger),
        "journal": pipeline["journal"],
        "warehouse": {"position": pipeline["position"], "rows": pipeline["rows"]},
        "set_aside": pipeline["set_aside"],
        "quarantine": _quarantine(ledger),
        "release": _release(settings),
        "schedule": settings.schedule,
    }
    if as_json:
        print(msgspec.json.encode(state).decode())
    else:
        _draw(state)


def _sources(ledger: sqlite3.Connection) -> list[dict[str, Any]]:
    names = ("source", "agency", "statements", "without_person", "quarantined")
    return [dict(zip(names, row, strict=True)) for row in ledger.execute(SOURCES)]


def _quarantine(ledger: sqlite3.Connection) -> list[dict[str, Any]]:
    rows = ledger.execute(
        "select source, kind, field, rule, count(*) from quarantine group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3"
    )
    return [dict(zip(("source", "kind", "field", "rule", "count"), row, strict=True)) for row in rows]


def _release(settings: Settings) -> dict[str, Any] | None:
    from warehouse.published import Unpublished, open_current

    try:
        return open_current(settings.folder / PUBLISHED).release
    except Unpublished:
        return None


def _draw(state: dict[str, Any]) -> None:
    console = Console()
    behind = state["journal"] - state["warehouse"]["position"]
    release = state["release"]
    console.print(f"Server {state['server']} · journal at {state['journal']} · warehouse {behind} entries behind")
    console.print(
        f"Last release {release['id']} as of {release['as_of']}" if release else "Nothing released yet: lahde release"
    )
    for job, when in state["schedule"].items():
        console.print(f"Scheduled: {job} {when}")
    _table(console, "Sources", state["sources"])
    _table(console, "Set aside: no step counts these", state["set_aside"])
    _table(console, "Quarantine: send these rows again, corrected", state["quarantine"])


def _table(console: Console, title: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = Table(*(name.replace("_", " ") for name in rows[0]), title=title, title_justify="left")
    for row in rows:
        table.add_row(*("any" if value is None else str(value) for value in row.values()))
    console.print(table)
