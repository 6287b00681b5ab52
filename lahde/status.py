"""`lahde status`: what came in, what was set aside and why, how far the warehouse is, what runs when."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape

from collectors.identity import HELSINKI
from collectors.ledger.sqlite import open_reader
from collectors.relay import sent
from lahde.connection import connect
from lahde.feeds.status import state as state_of_watched
from lahde.inbox.folders import Folders
from lahde.pipeline import PUBLISHED
from lahde.schedule import planned
from lahde.screen import console, number, short, table
from lahde.settings import Settings

SOURCES = """
select c.name, nullif(c.agency, ''), coalesce(s.count, 0), s.last,
       (select count(*) from person p where p.source = c.id and p.person_id is null),
       (select count(*) from quarantine q where q.source = c.name)
from source c left join (select source, count(*) as count, max(stored) as last from statement group by source) s
    on s.source = c.id
order by c.name
"""
NUMBERS = ("statements", "without person", "rows set aside")


def show(settings: Settings, *, as_json: bool) -> None:
    """For a person, or as JSON."""
    with connect(settings) as connection:
        pipeline = connection.ask("status")
        served = connection.served
    told = state(settings, open_reader(settings.folder), pipeline, served=served)
    if as_json:
        print(msgspec.json.encode(told).decode())
    else:
        _draw(console(), told)


def state(
    settings: Settings, ledger: sqlite3.Connection, pipeline: dict[str, Any] | None, *, served: bool
) -> dict[str, Any]:
    """All of it; `pipeline` is what the pipeline says of itself, None where it does not answer."""
    return {
        "server": "running" if served else "not running",
        "sources": _sources(ledger),
        "journal": pipeline["journal"] if pipeline else None,
        "warehouse": {"position": pipeline["position"], "rows": _rows(pipeline["rows"])} if pipeline else None,
        "relay": sent(settings.folder),
        "set_aside": pipeline["set_aside"] if pipeline else [],
        "quarantine": _quarantine(ledger),
        "release": _release(settings),
        "audit": _audit(settings),
        "schedule": planned(settings),
        "inbox": [msgspec.to_builtins(counted) for counted in Folders(settings.folder).counted()],
        "watched": state_of_watched(settings, ledger),
    }


def _sources(ledger: sqlite3.Connection) -> list[dict[str, Any]]:
    names = ("source", "agency", "statements", "last", "without_person", "quarantined")
    rows = ((*row[:3], _day(row[3]), *row[4:]) for row in ledger.execute(SOURCES))
    return [dict(zip(names, row, strict=True)) for row in rows]


def _day(stored: int | None) -> str | None:
    """To the day: an hour could tell who it was."""
    return datetime.fromtimestamp(stored / 1e6, UTC).astimezone(HELSINKI).date().isoformat() if stored else None


def _rows(counts: dict[str, int]) -> dict[str, int]:
    """What came in. What its person takes back still counts, and facts are left out: nobody sees here that it went."""
    told = {table: count for table, count in counts.items() if not table.startswith("fact_") and table != "retraction"}
    return told | {"participation": counts["participation"] + counts["retraction"]}


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


def _audit(settings: Settings) -> dict[str, Any] | None:
    """What the last audit found not to hold."""
    from warehouse.quality.report import read

    report = read(settings.folder / PUBLISHED)
    if report is None:
        return None
    return {
        "as_of": report.as_of,
        "release": report.release,
        "stopping": [_found(f) for f in report.stopping],
        "warning": [_found(f) for f in report.warning],
    }


def _found(finding: Any) -> dict[str, Any]:
    where = {"where": finding.where} if finding.where else {}
    told = {"suite": finding.suite, "says": finding.says["en"], "way_out": finding.way_out["en"]}
    return told | where | {"rows": finding.unexpected}


def _draw(screen: Console, state: dict[str, Any]) -> None:
    behind = state["journal"] - state["warehouse"]["position"]
    release = state["release"]
    screen.print(f"Server     {state['server']}")
    screen.print(f"Journal    {number(state['journal'])} entries")
    screen.print(f"Warehouse  {f'{number(behind)} entries behind' if behind else 'up to date'}")
    for prefix, position in state["relay"].items():
        waiting = max(0, state["journal"] - position)
        to_send = f"{number(waiting)} entries to send" if waiting else "all sent"
        screen.print(f"Kafka      {to_send} ({prefix})")
    screen.print(f"Release    {release['id']}" if release else "Release    none yet; lahde release makes the first")
    for line in _audit_lines(state["audit"]):
        screen.print(line)
    for job, when in state["schedule"].items():
        screen.print(f"Schedule   {job} {escape(when)}, while the server runs")
    _sources_table(screen, state["sources"])
    _inbox_table(screen, state["inbox"])
    _watched_table(screen, state["watched"])
    _counted(screen, "Statements set aside, never guessed", ("verb", "type", "reason"), state["set_aside"])
    _counted(screen, "File rows set aside: correct and send again", ("kind", "field", "rule"), state["quarantine"])
    if state["set_aside"] or state["quarantine"]:
        screen.print("\nSource by source, with whole names: lahde status --json")


def audit_lines(settings: Settings) -> list[str]:
    """The last audit, for a screen."""
    return list(_audit_lines(_audit(settings)))


def _audit_lines(audit: dict[str, Any] | None) -> Iterator[str]:
    """What keeps the next release from being published comes first."""
    if audit is None:
        return
    stopped = f"stopped the release of {audit['as_of']}" if audit["release"] else f"does not hold on {audit['as_of']}"
    yield f"Audit      {stopped if audit['stopping'] else 'holds'}"
    for kind in ("stopping", "warning"):
        for f in audit[kind]:
            where = f", first in {f['where']}" if "where" in f else ""
            yield f"           {f['suite']}: {f['says']} ({number(f['rows'])} rows{where}); {f['way_out']}"


def _sources_table(screen: Console, rows: list[dict[str, Any]]) -> None:
    shown = table("source", "agency", "statements", "without person", "rows set aside", numbers=NUMBERS)
    for row in rows:
        counts = (row["statements"], row["without_person"], row["quarantined"])
        shown.add_row(escape(row["source"]), escape(row["agency"] or "any"), *map(number, counts))
    _titled(screen, "Sources", shown, len(rows))


def _inbox_table(screen: Console, rows: list[dict[str, Any]]) -> None:
    shown = table("kind", "waiting", "done", "last done", "failed", numbers=("waiting", "done", "failed"))
    for row in rows:
        counts = [number(row[name]) for name in ("waiting", "done", "failed")]
        shown.add_row(row["kind"], *counts[:2], (row["last_done"] or "")[:16].replace("T", " "), counts[2])
    _titled(
        screen,
        "Files dropped into inbox/KIND; reports lie beside them in inbox/done and inbox/failed",
        shown,
        len(rows),
    )


def _watched_table(screen: Console, rows: list[dict[str, Any]]) -> None:
    shown = table("kind", "name", "last run (UTC)", "added", "set aside", "result", numbers=("added", "set aside"))
    for row in rows:
        ran = (row["ran"] or "not yet")[:16].replace("T", " ")
        result = row["fault"] or ("ok" if row["ran"] else "")
        counts = (number(row["added"]), number(row["set_aside"]))
        shown.add_row(row["kind"], escape(row["name"]), ran, *counts, escape(result))
    _titled(screen, "Calendars and pulls", shown, len(rows))


def _counted(screen: Console, title: str, fields: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    """Summed over the sources, the most frequent first."""
    total: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        total[tuple(str(row[field] or "") for field in fields)] += row["count"]
    others = {value for values in total for value in values}
    shown = table(*fields, "count", numbers=("count",))
    for values, count in total.most_common():
        shown.add_row(*(escape(short(value, others)) for value in values), number(count))
    _titled(screen, title, shown, len(total))


def _titled(screen: Console, title: str, shown: Any, rows: int) -> None:
    if rows:
        screen.print(f"\n[bold]{title}[/bold]")
        screen.print(shown)
