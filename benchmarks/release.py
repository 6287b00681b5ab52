"""`python -m benchmarks.release`: the first release of an invented state, and the one a month later."""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb

from warehouse.release import release
from warehouse.store import Store

AGENCY = 1_300
FIRST, SECOND = date(2026, 10, 16), date(2026, 11, 16)


def fill(path: Path, people: int, months: int) -> dict[str, int]:
    """The warehouse of so many people; rows by table."""
    Store(path).close()
    with duckdb.connect(str(path)) as con:
        given = {"people": people, "months": months, "agency": AGENCY}
        for statement in duckdb.extract_statements((Path(__file__).with_suffix(".sql")).read_text("utf-8")):
            con.execute(statement, {name: given[name] for name in statement.named_parameters})
        return {
            table: con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
            for table in ("dim_unit", "participation", "pulse_answer")
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.release")
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--months", type=int, default=27)
    parser.add_argument("--memory", default="1GB", help="what DuckDB may take, as the setting `memory`")
    parser.add_argument("--warehouse", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.warehouse:
        _measure(Path(given.warehouse), given.memory)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        rows = fill(path, given.people, given.months)
        print(
            f"{given.people:,} people × {given.months} months: " + ", ".join(f"{n:,} {t}" for t, n in rows.items()),
            flush=True,
        )
        # A process of its own, as a release has, so that its memory is its own.
        measured = [sys.executable, "-m", "benchmarks.release", "--warehouse", str(path), "--memory", given.memory]
        subprocess.run(measured, check=True)


def _measure(path: Path, memory: str) -> None:
    for as_of in (FIRST, SECOND):
        began, used = time.perf_counter(), time.process_time()
        made = release(path, path.parent / "published", as_of=as_of, memory_limit=memory)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(
            f"as of {as_of}: {time.perf_counter() - began:.1f} s by the clock, {time.process_time() - used:.1f} s of "
            f"processor, {most:.2f} GiB at most; {made.new:,} new cells, {made.carried:,} carried over",
            flush=True,
        )


if __name__ == "__main__":
    main()
