"""Holds tables and a written release against the suites. The only module that knows great-expectations."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from warehouse.published import DATABASE
from warehouse.quality.report import Finding, Report
from warehouse.quality.suites import Expectation, Suite, suites
from warehouse.sql import literal, text
from warehouse.tables import create

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # before the import: nothing is sent anywhere
import great_expectations as gx
from great_expectations import expectations

Con = duckdb.DuckDBPyConnection
Progress = Callable[[int, int], None]


def audit(
    copy: Path, written: Path | None, *, as_of: date, live: int, release: str | None, progress: Progress
) -> Report:
    """`copy` is a copy of the warehouse, `written` the release's folder before it is published.

    `live` is the ledger's own count of statements that hold at the copy's position.
    """
    context = _context()
    with duckdb.connect(str(copy), read_only=True) as con:
        position = _tell(con, written, as_of, live)
        chosen = [s for s in suites().values() if written or s.name not in RELEASE]
        findings = []
        for done, suite in enumerate(chosen):
            progress(done, len(chosen))
            findings += _findings(context, con, suite)
        progress(len(chosen), len(chosen))
    return Report(as_of=as_of.isoformat(), position=position, release=release, findings=findings)


RELEASE = ("cell", "published")
"""Suites that look at a written release."""


def _context() -> Any:
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context


def _tell(con: Con, written: Path | None, as_of: date, live: int) -> int:
    """What the suites' SQL reads beside the warehouse's tables."""
    position = int(con.execute("SELECT position FROM position").fetchall()[0][0])
    con.execute("CREATE TEMP TABLE told AS SELECT ?::DATE AS as_of, ?::BIGINT AS live", [as_of, live])
    con.execute("CREATE TEMP TABLE wanted (name VARCHAR)")
    con.executemany("INSERT INTO wanted VALUES (?)", _published_columns())
    if written:
        con.execute(f"ATTACH {literal(written / DATABASE)} AS written (READ_ONLY)")
    return position


def _published_columns() -> list[tuple[str]]:
    """`table.column` of everything that may stand in a published file."""
    with duckdb.connect() as con:
        create(con, "warehouse.sql.published")
        return con.execute(
            "SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()


@dataclass
class _Tally:
    """Of one expectation, over all parts of what its suite looks at."""

    looked_at: int = 0
    unexpected: int = 0
    where: str = ""

    def add(self, rows: int, unexpected: int, month: str) -> None:
        self.looked_at += rows
        self.unexpected += unexpected
        self.where = self.where or (month if unexpected else "")


def _findings(context: Any, con: Con, suite: Suite) -> list[Finding]:
    tallies = {e.key: _Tally() for e in suite.expect}
    rows = context.data_sources.add_pandas(suite.name).add_dataframe_asset("rows")
    whole = rows.add_batch_definition_whole_dataframe("whole")
    wanted = gx.ExpectationSuite(name=suite.name, expectations=[_expectation(e) for e in suite.expect])
    for month, frame in _parts(con, suite):
        for result in whole.get_batch({"dataframe": frame}).validate(wanted, result_format="BASIC").results:
            tallies[result.expectation_config.meta["key"]].add(len(frame), _unexpected(result), month)
    return [_finding(suite, e, tallies[e.key]) for e in suite.expect]


def _expectation(e: Expectation) -> Any:
    return getattr(expectations, e.type)(**e.with_, meta={"key": e.key})


def _unexpected(result: Any) -> int:
    """Rows; at least one where it did not hold, also where it could not be looked at."""
    return 0 if result.success else max(int(result.result.get("unexpected_count") or 0), 1)


def _finding(suite: Suite, e: Expectation, tally: _Tally) -> Finding:
    return Finding(
        suite=suite.name,
        looks_at=suite.looks_at,
        key=e.key,
        severity=e.severity,
        looked_at=tally.looked_at,
        unexpected=tally.unexpected,
        where=tally.where,
        says=e.says,
        way_out=e.way_out,
    )


def _parts(con: Con, suite: Suite) -> Iterator[tuple[str, Any]]:
    """(month, rows), or everything at once."""
    sql = text(suite.name, __package__)
    if not suite.monthly:
        yield "", con.execute(sql).df()
        return
    months = con.execute("SELECT DISTINCT date_trunc('month', day)::DATE FROM participation ORDER BY 1").fetchall()
    for (month,) in months:
        yield f"{month:%Y-%m}", con.execute(sql, {"month": month}).df()
