"""The golden cases of domain.md 7.4 through collectors, streams, warehouse and release: answers counted by hand."""

from datetime import date
from types import SimpleNamespace

import duckdb
import pytest

from collectors.ledger.work import Erase
from lahde.connection import connect
from lahde.demo import AS_OF
from lahde.demo_feed import Feed
from lahde.pipeline import PUBLISHED, WAREHOUSE
from lahde.population import generate
from lahde.population.golden import cases, deliveries
from lahde.population.population import Written
from lahde.settings import load
from tests.warehouse.all_figures import figures
from warehouse.published import open_current

pytestmark = pytest.mark.ci


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    """All figures of the golden agencies, and the cells of a release."""
    folder = tmp_path_factory.mktemp("golden")
    settings = load(data=str(folder / "data"))
    settings.folder.mkdir()
    with connect(settings, begin=True) as connection:
        feed = Feed(settings, connection, generate(50, dirt=False), instead_of_http="statements")
        for case in cases():
            feed.declare_source(case.code, "hr", None if case.feeds else [])
        for number, (code, delivery) in enumerate(deliveries()):
            path = folder / f"{number}-{delivery.name}"
            path.write_bytes(delivery.content)
            feed.hand_over(Written(code, path, len(delivery.content), delivery))
        assert not any(taken.aside for taken in feed.taken.values())
        connection.do(Erase(person="GERA/gera-a1"))
        connection.ask("release", as_of=AS_OF, demo=True)
    with duckdb.connect(str(settings.folder / WAREHOUSE)) as con:
        found = {(f.node, f.indicator, f.window, f.period): f for f in figures(con, date.fromisoformat(AS_OF)) if f.den}
        led = con.execute(
            """select count(*) from participation where class = 'MS' and role = 'facilitator' group by person_key"""
        ).fetchall()
    published = open_current(settings.folder / PUBLISHED)
    return SimpleNamespace(figures=found, led=sorted(count for (count,) in led), published=published)


def counted(golden, node, indicator, window, period):
    figure = golden.figures[node, indicator, window, period]
    return (float(figure.num), figure.den)


@pytest.mark.parametrize(
    ("node", "indicator", "window", "period", "answer"),
    [
        ("GSUB", "LC01", "R3M", "2026-10", (25, 56)),
        ("GLEA", "LC02a", "R12M", "2026-06", (6, 14)),
        ("GLEA", "LC02a", "R12M", "2026-07", (5, 13)),
        ("GMER-A", "LC01", "R3M", "2026-05", (4, 10)),
        ("GMER-B", "LC01", "R3M", "2026-05", (6, 12)),
        ("GMER-AB", "LC01", "R3M", "2026-10", (5, 22)),
        ("GALI", "LC11a", "wave", "gali-2026-09", (12, 12)),
        ("GALI", "LC09", "wave", "gali-2026-09", (12, 12)),
        ("GWEE", "LC04", "R3M", "2026-10", (3, 6)),
        ("GDAY", "LC02a", "R12M", "2026-10", (2, 20)),
        ("GJUL", "LC02b", "R12M", "2026-10", (1, 2)),
        ("GTRI", "LC05", "R6M", "2026-10", (pytest.approx(2 / 3), 1)),
        ("GERA", "LC01", "R3M", "2026-10", (4, 9)),
        ("GPUL", "LC11a", "wave", "gpul-2026-05", (9, 9)),
        ("GPUL", "LC11a", "wave", "gpul-2026-09", (10, 10)),
        ("GZER", "LC01", "R3M", "2026-10", (0, 25)),
    ],
)
def test_the_answer_is_the_one_counted_by_hand(golden, node, indicator, window, period, answer):
    assert counted(golden, node, indicator, window, period) == answer


def test_one_of_five_leads_six_of_ten_sessions(golden):
    assert golden.led == [1, 1, 1, 1, 6]
    assert sorted(golden.figures["GDOM", "LC13b", "R12M", "2026-10"].spread) == [1, 1, 1, 1, 6]


def states(golden, node, indicator, period):
    cells = golden.published.cells(node, indicator)
    return {cell.state for cell in cells if cell.period == period and not cell.breakdown}


@pytest.mark.parametrize(
    ("node", "indicator", "period", "state"),
    [
        ("GSUB", "LC01", "2026-09", "value"),
        ("GPUL", "LC11a", "gpul-2026-05", "suppressed"),
        ("GPUL", "LC11a", "gpul-2026-09", "value"),
        ("GALI", "LC11a", "gali-2026-09", "value"),
        ("GZER", "LC01", "2026-09", "zero"),
        ("GNOT", "LC01", "2026-09", "not_available"),
    ],
)
def test_what_is_shown_of_it(golden, node, indicator, period, state):
    assert states(golden, node, indicator, period) == {state}


def test_where_all_say_the_same_nobody_is_told_so(golden):
    cell = next(c for c in golden.published.cells("GALI", "LC11a") if c.period == "gali-2026-09")
    assert (cell.bound, cell.value) == (">", 0.8)


def test_neither_the_four_nor_the_twelve_are_shown_beside_the_whole(golden):
    shown = {node: states(golden, node, "LC01", "2026-09") for node in ("GSUB", "GSUB-A", "GSUB-B", "GSUB-C")}
    assert shown["GSUB"] == {"value"}
    assert "value" not in shown["GSUB-B"] | shown["GSUB-C"]
