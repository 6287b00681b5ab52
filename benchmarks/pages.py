"""`python -m benchmarks.pages`: how long a page takes, over all pages of a large release."""

import argparse
import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from benchmarks.load import Result, http, load
from benchmarks.release import FIRST, fill
from benchmarks.server import dashboards
from dashboards.reading.release import is_told_of
from look import LANGUAGES
from warehouse.published import Node, Published, open_current
from warehouse.release import release

CONNECTIONS = 32


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("--people", type=int, default=80_000)
    parser.add_argument("--months", type=int, default=27)
    parser.add_argument("--requests", type=int, default=6_000)
    parser.add_argument("--replicas", type=int, default=1, help="how many `lahde dashboards` share the connections")
    parser.add_argument("--published", type=Path, help="a published folder; without it a release is made first")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        published = given.published or _released(Path(folder), given.people, given.months)
        paths = list(_paths(open_current(published)))
        print(
            f"{len(paths):,} pages of {len(open_current(published).nodes()):,} organisations, {given.requests:,} asked"
        )
        chosen = random.Random(1).choices(paths, k=given.requests)
        with ExitStack() as running:
            ports = [running.enter_context(dashboards(published)) for _ in range(given.replicas)]
            asked = [http("GET", path, {}) for path in chosen]
            for what, connections in (
                ("one at a time", 1),
                ("32 connections", CONNECTIONS),
                ("the same again", CONNECTIONS),
            ):
                part = asked[:1_000] if connections == 1 else asked[1_000:]
                _print(what, load(part, connections, *ports))


def _released(folder: Path, people: int, months: int) -> Path:
    fill(folder / "warehouse.duckdb", people, months)
    release(folder / "warehouse.duckdb", folder / "published", as_of=FIRST)
    return folder / "published"


def _paths(published: Published) -> Iterator[str]:
    """Every overview and every figure's page, in every language."""
    for node in published.nodes():
        for lang in LANGUAGES:
            yield f"/{lang}/org/{quote(node.id, safe='')}"
            yield from (f"/{lang}/org/{quote(node.id, safe='')}/{name}" for name in _told(published, node))


def _told(published: Published, node: Node) -> list[str]:
    return [name for name, card in published.cards.items() if is_told_of(node, card)]


def _print(what: str, result: Result) -> None:
    assert not result.failed
    p50, p95, p99 = (result.percentile(share) for share in (0.5, 0.95, 0.99))
    print(f"{what}: {result.rate:,.0f} pages/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms")


if __name__ == "__main__":
    main()
