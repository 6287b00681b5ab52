"""The population through collectors, streams and warehouse: what comes out is what went in, and lands on the stories.

The short form compares figure by figure with the plain counts; the long one takes all seeds at full size and prints
how they fit.
"""

from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest

from lahde.connection import connect
from lahde.demo import AS_OF
from lahde.demo_feed import Feed
from lahde.pipeline import WAREHOUSE
from lahde.population import generate
from lahde.population.calendar import last_day
from lahde.settings import load
from schemas.indicators.card import cards
from tests.warehouse.all_figures import figures
from tests.warehouse.plain import Raw
from tests.warehouse.plain_differences import INDICATORS as DIFFERENTLY
from tests.warehouse.plain_differences import differences
from warehouse.measures import measured, ratio

INDICATORS = ("LC01", "LC02a", "LC04", "LC05", "LC06", "LC07", "LC08", "LC09", "LC11a")
PARTS = ("employee", "joint", "employer")
SEEDS = range(1, 11)
ENDS = {"m6": (6, "2024-12"), "m27": (27, "2026-09")}


@contextmanager
def warehouse(population, folder, waves=("",)):
    """A connection to the warehouse of all that the population's files say; of pulses only these waves."""
    settings = load(data=str(folder / "data"))
    settings.folder.mkdir()
    with connect(settings, begin=True) as connection:
        feed = Feed(settings, connection, population, instead_of_http="statements")
        feed.declare()
        for file in population.write(folder / "files"):
            if file.delivery.kind == "pulse":
                _only(file.path, waves)
            feed.hand_over(file)
        connection.ask("catch_up")
    with duckdb.connect(str(settings.folder / WAREHOUSE)) as con:
        yield con


def _only(path: Path, waves) -> None:
    """Fewer answers for the same figures: a file of one wave is left out, of a file of many the other rows."""
    content = path.read_bytes()
    form = "utf-16-le" if content[:2] == b"\xff\xfe" else "utf-8"
    head, *rows = content.decode(form).splitlines(keepends=True)
    more = [rows.pop(0)] if head.startswith("sep=") else []
    if path.name == "pulse.csv":
        rows = [row for row in rows if any(wave in row[:20] for wave in waves)]
    elif not any(wave in path.name for wave in waves):
        rows = []
    path.write_bytes("".join([head, *more, *rows]).encode(form))


def found(con, month, wave):
    """(agency, indicator) → (value, n), of the windows that end with the month, and of the wave."""
    chosen = {indicator: card for indicator, card in cards().items() if indicator in INDICATORS}
    values = {}
    for f in figures(con, date.fromisoformat(AS_OF), chosen=chosen):
        due = f.period.endswith(wave) if f.window == "wave" else f.period_end == last_day(month)
        if not due or f.window != chosen[f.indicator].window or not f.den:
            continue
        if f.indicator == "LC08":
            values |= {(f.node, f"LC08 {part}"): (float(ratio(f.parts[part])), f.den) for part in PARTS}
        else:
            values[f.node, f.indicator] = (float(measured(f, chosen[f.indicator]).value), f.den)
    return values


def goals(con, month):
    """Agency → goals on track, and all."""
    card = {"LC12": cards()["LC12"]}
    told = figures(con, date.fromisoformat(AS_OF), chosen=card)
    return {f.node: (int(f.num), f.den) for f in told if f.den and f.period_end == last_day(month)}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    population = generate(400, 14, 3, dirt=False)
    as_of = date.fromisoformat(AS_OF)
    with warehouse(population, tmp_path_factory.mktemp("small"), ("2026-09",)) as con:
        chosen = {indicator: cards()[indicator] for indicator in DIFFERENTLY}
        told = [f for f in figures(con, as_of, chosen=chosen) if f.depth == 0 and not f.seated]
        differing = [*differences(Raw.read(con, as_of), told)]
        return found(con, 27, "2026-09"), goals(con, 27), differing


@pytest.mark.ci
@pytest.mark.parametrize("agency", ["KLV", "MH", "SKV", "KLL", "RTT"])
def test_the_warehouse_finds_what_plain_counting_finds(plain, small, agency):
    counted = plain.measured(plain.rows(400, 14, 3)[agency], 27, "2026-09")
    values, on_track, _ = small
    assert {indicator for code, indicator in values if code == agency} == counted.keys()
    assert on_track[agency] == plain.on_track(plain.rows(400, 14, 3)[agency], last_day(27))
    for indicator, said in counted.items():
        # Movers: plain counting knows the department of the day, LC07 the one at the window's end.
        close = 0.03 if indicator == "LC07" else 1e-6
        assert values[agency, indicator] == (pytest.approx(said.value, abs=close), said.n), indicator


@pytest.mark.ci
def test_plain_python_over_the_warehouses_rows_finds_the_same(small):
    *_, differing = small
    assert differing == []


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_ten_seeds_of_the_whole_population_land(plain, seed, tmp_path, capsys):
    population, counted = generate(5_000, 27, seed), plain.rows(5_000, 27, seed)
    table, missed = [], []
    with warehouse(population, tmp_path, [wave for _, wave in ENDS.values()]) as con:
        for number, (end, (month, wave)) in enumerate(ENDS.items()):
            shares = found(con, month, wave)
            started = {indicator: found(con, m, wave) for indicator, m in plain.STARTS.items() if m > month}
            for agency, stories in plain.STORIES.items():
                said = plain.measured(counted[agency], month, wave)
                for indicator, plainly in said.items():
                    # A year's ties of which half a year exists are counted plainly.
                    here = started.get(indicator, shares).get((agency, indicator), plainly[:2])
                    value = plainly._replace(value=here[0], n=here[1])
                    expected = stories[indicator][number]
                    near = value.near(indicator, expected)
                    room = value.room(indicator, expected)
                    table.append(
                        f"{agency:4} {indicator:14} {end:3} expected {expected:6.2f} found {value.value:7.3f} "
                        f"within {room:5.3f} n {value.n:5}"
                    )
                    missed += [] if near else [table[-1]]
        on_track = goals(con, 27)
    with capsys.disabled():
        print(f"\nseed {seed}", *table, f"LC12 {on_track}", sep="\n")
    plain.rows.cache_clear()
    assert missed == []
    assert on_track == plain.ON_TRACK
