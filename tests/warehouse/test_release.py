"""A release: closed periods once, the same bytes for the same inputs, and the pointer moved last."""

import hashlib
import os
from collections import Counter
from datetime import date

import duckdb
import msgspec
import pytest

from schemas.cell import Cell
from schemas.indicators.card import cards
from warehouse.figures import figures_of
from warehouse.published import Unpublished, open_current
from warehouse.release import closed, release
from warehouse.tables import OtherFormat

AUTUMN = date(2025, 10, 15)
"""September has just closed."""


def people_at_work(world, agency="KLV", count=120, since="2025-01-01"):
    world.unit(agency, None, agency)
    world.covered(agency, since)
    for n in range(count):
        world.history(f"{agency}{n}", [(agency, "2020-01-01", "9999-12-31")], agency)
        for month in range(1, 11):
            if (n + month) % 5 == 0:
                world.did(f"{agency}{n}", "LM", f"2025-{month:02}-10T12:00")


@pytest.fixture
def made(world, tmp_path):
    """Loads the world and releases from a copy of it, as often as asked."""

    def make(as_of=AUTUMN, folder="published", **more):
        store = world.load()
        store.copy_to(tmp_path / "copy.duckdb")
        store.close()
        return release(tmp_path / "copy.duckdb", tmp_path / folder, as_of=as_of, **more)

    return make


def of_persons(found):
    """Without goals and sources, which are told of however few people there are."""
    return [c for c in found if cards()[c.indicator].persons]


def cells(folder):
    return [
        msgspec.json.decode(line, type=Cell) for line in (folder / "current/cells.ndjson").read_bytes().splitlines()
    ]


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(2025, 10, 14), False), (date(2025, 10, 15), True), (date(2026, 1, 1), True)]
)
def test_a_period_is_open_until_day_fifteen(as_of, expected):
    assert closed(date(2025, 9, 30), as_of) is expected


@pytest.mark.ci
def test_what_was_a_demo_stays_one(world, made, tmp_path):
    people_at_work(world)
    made(demo=True)
    made(as_of=date(2025, 12, 15))
    assert msgspec.json.decode((tmp_path / "published/current/release.json").read_bytes())["demo"] is True


def test_a_release_says_what_it_is(world, made, tmp_path):
    people_at_work(world)
    summary = made(demo=True)
    assert (summary.release, summary.previous, summary.carried) == ("2025-10-15-1", None, 0)
    manifest = msgspec.json.decode((tmp_path / "published/current/release.json").read_bytes())
    body = (tmp_path / "published/current/cells.ndjson").read_bytes()
    assert manifest == {
        "id": "2025-10-15-1", "as_of": "2025-10-15", "position": 7, "previous": None,
        "created_from": manifest["created_from"], "k": 5, "k_sensitive": 10, "demo": True, "format": 2,
        "corrections": [],
        "formula_versions": {card.id: card.version for card in cards().values()},
        "cells": summary.new, "cells_bytes": len(body), "cells_sha256": hashlib.sha256(body).hexdigest(),
    }  # fmt: skip
    assert sorted(os.listdir(tmp_path / "published/current")) == [
        "beside.json", "cells.ndjson", "cells.parquet", "nodes.json", "published.duckdb", "release.json",
    ]  # fmt: skip


@pytest.mark.ci
def test_only_closed_periods_are_published(world, made, tmp_path):
    people_at_work(world)
    made(date(2025, 10, 14))
    assert max(c.period for c in cells(tmp_path / "published")) == "2025-08"


def test_the_same_inputs_give_the_same_bytes(world, made, tmp_path):
    people_at_work(world)
    made(folder="one")
    world.rows.reverse()
    world.reference.reverse()
    made(folder="two", threads=1)
    bodies = [(tmp_path / folder / "current/cells.ndjson").read_bytes() for folder in ("one", "two")]
    assert bodies[0] == bodies[1]
    lines = bodies[0].decode().splitlines()
    counted = Counter(msgspec.json.decode(line, type=Cell).indicator for line in lines)
    assert (counted["LC01"], counted["LC04"], counted["LC05"]) == (7, 3, 4)  # reach, reflections, parts of learning
    assert lines[0].startswith(
        '{"indicator":"LC01","formula_version":1,"node":"KLV","period":"2025-03","window":"R3M",'
    )


def test_cells_are_sorted_and_every_copy_holds_the_same_rows(world, made, tmp_path):
    people_at_work(world)
    made()
    found = cells(tmp_path / "published")
    keys = [(c.indicator, c.node, c.breakdown, c.category, c.window, c.period) for c in found]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    parquet = str(tmp_path / "published/current/cells.parquet")
    with duckdb.connect(str(tmp_path / "published/current/published.duckdb"), read_only=True) as con:
        apart = con.execute(
            "SELECT count(*) FROM (FROM release_cell EXCEPT FROM read_parquet(?))", [parquet]
        ).fetchall()
        assert apart == [(0,)]
        assert con.execute("SELECT count(*) FROM mart_indicator").fetchall() == [(len(found),)]
    assert open_current(tmp_path / "published").cells("KLV", "LC01") == [c for c in found if c.indicator == "LC01"]


@pytest.mark.ci
def test_nothing_new_no_release(world, made, tmp_path):
    people_at_work(world)
    made()
    again = made(date(2025, 10, 20))
    assert (again.release, again.new) == (None, 0)
    assert os.listdir(tmp_path / "published/releases") == ["2025-10-15-1"]
    assert made(date(2025, 5, 1)).release is None


def test_an_empty_warehouse_publishes_nothing(made, tmp_path):
    assert made().release is None
    with pytest.raises(Unpublished) as told:
        open_current(tmp_path / "published")
    assert told.value.reason == "nothing"


def test_what_was_published_stays_when_somebody_withdraws(world, made, tmp_path):
    people_at_work(world)
    made()
    before = set(cells(tmp_path / "published"))
    world.rows = world.rows[::3]
    second = made(date(2025, 11, 15))
    after = cells(tmp_path / "published")
    assert second.carried == len(before)
    assert before < set(after)
    assert {(c.period, c.release) for c in set(after) - before} == {("2025-10", "2025-11-15-1")}
    manifest = msgspec.json.decode((tmp_path / "published/current/release.json").read_bytes())
    assert manifest["previous"] == "2025-10-15-1"


@pytest.mark.ci
def test_a_period_that_closed_without_a_cell_stays_without(world, made, tmp_path):
    people_at_work(world, count=60)
    made()
    assert {c.period for c in cells(tmp_path / "published") if c.indicator == "LC01"} == {
        "2025-03",
        "2025-06",
        "2025-09",
    }
    for n in range(60, 200):
        world.history(f"KLV{n}", [("KLV", "2020-01-01", "9999-12-31")], "KLV")
    made(date(2026, 1, 15))
    late = [c.period for c in cells(tmp_path / "published") if c.indicator == "LC01" and c.release == "2026-01-15-1"]
    assert late == ["2025-12"]  # October and November overlap the quarter of few


@pytest.mark.ci
def test_an_agency_that_joins_later_begins_with_all_its_closed_periods(world, made, tmp_path):
    people_at_work(world)
    made()
    people_at_work(world, "MH", 110)
    made(date(2025, 10, 20))
    found = cells(tmp_path / "published")
    periods = {node: {c.period for c in found if c.node == node and c.indicator == "LC01"} for node in ("KLV", "MH")}
    assert periods["KLV"] == periods["MH"]
    assert [n.id for n in open_current(tmp_path / "published").nodes()] == ["KLV", "MH"]


@pytest.mark.ci
def test_a_wave_may_be_handed_in_late(world, made, tmp_path):
    people_at_work(world)
    made()
    world.wave("w1", "2025-06-02", 40)
    for n in range(30):
        world.answers("w1", f"r{n}", load_time=2, load_demands=5, load_recovery=1)
    made(date(2025, 10, 20))
    wave = next(c for c in cells(tmp_path / "published") if c.indicator == "LC11a")
    assert (wave.period, wave.value, wave.bound, wave.n) == ("w1", 0.9, ">", "20-49")
    assert made(date(2025, 10, 21)).release is None


@pytest.mark.ci
def test_a_changed_formula_begins_a_new_series(world, made, tmp_path, monkeypatch):
    from warehouse import figures
    from warehouse import release as module

    people_at_work(world)
    made()
    old = cells(tmp_path / "published")
    newer = {k: msgspec.structs.replace(c, version=2 if k == "LC01" else 1) for k, c in module.cards().items()}
    for place in (module, figures):
        monkeypatch.setattr(place, "cards", lambda: newer)
    made(date(2025, 10, 20))
    found = cells(tmp_path / "published")
    assert set(old) < set(found)
    of_lc01 = [c.formula_version for c in found if c.indicator == "LC01"]
    assert of_lc01.count(1) == of_lc01.count(2) > 0
    shown = open_current(tmp_path / "published").cells("KLV", "LC01")
    assert {c.formula_version for c in shown} == {2}


@pytest.mark.ci
def test_change_is_told_against_a_year_earlier(world, made, tmp_path):
    world.agency(since="2024-01-01")
    for n, name in enumerate(world.staff(200)):
        world.did(name, "LM", "2025-08-10T12:00")
        if n < 40:
            world.did(name, "LM", "2024-08-10T12:00")
    made()
    reach = {c.period: c for c in cells(tmp_path / "published") if c.indicator == "LC01"}
    assert (reach["2024-09"].value, reach["2025-09"].value) == (0.2, 1.0)
    assert (reach["2024-09"].change, reach["2025-09"].change, reach["2025-06"].change) == ("", "up", "none")


def test_the_pointer_moves_last_and_what_is_half_written_is_not_met(world, made, tmp_path, monkeypatch):
    from warehouse import publishing

    people_at_work(world)
    made()

    def broken(*_):
        raise OSError("no space left")

    monkeypatch.setattr(publishing, "_database", broken)
    with pytest.raises(OSError, match="no space"):
        made(date(2025, 11, 15))
    assert open_current(tmp_path / "published").release["id"] == "2025-10-15-1"
    monkeypatch.undo()
    assert made(date(2025, 11, 15)).release == "2025-11-15-1"
    assert open_current(tmp_path / "published").release["id"] == "2025-11-15-1"


@pytest.mark.ci
def test_the_warehouse_is_only_read(world, made, tmp_path):
    people_at_work(world)
    made()
    before = (tmp_path / "copy.duckdb").read_bytes()
    release(tmp_path / "copy.duckdb", tmp_path / "other", as_of=AUTUMN)
    assert (tmp_path / "copy.duckdb").read_bytes() == before


def test_a_file_of_another_format_is_refused(tmp_path):
    with duckdb.connect(str(tmp_path / "w.duckdb")) as con:
        con.execute("CREATE TABLE other (a INTEGER)")
    with pytest.raises(OtherFormat):
        release(tmp_path / "w.duckdb", tmp_path / "published", as_of=AUTUMN)


def test_progress_reaches_its_end(world, made):
    people_at_work(world, count=6)
    seen = []
    made(progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == list(range(1, seen[-1][1] + 1))
    assert len({total for _, total in seen}) == 1


@pytest.mark.ci
def test_nothing_published_speaks_of_persons(world, made, tmp_path, uid):
    people_at_work(world)
    made()
    folder = tmp_path / "published/current"
    with duckdb.connect(str(folder / "published.duckdb"), read_only=True) as con:
        names = con.execute("SELECT DISTINCT column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
        assert not [n for (n,) in names if any(word in n for word in ("person", "pseudonym", "respondent", "key"))]
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
            assert not [row for row in con.execute(f"FROM {table}").fetchall() if uid("KLV1") in str(row)]
    assert not [p for p in folder.iterdir() if uid("KLV1").encode() in p.read_bytes()]


def late_data(world, month, first=0, count=200, agency="KLV"):
    """Enough people and events, all at once, for every figure of the month to be shown."""
    for n in range(first, first + count):
        world.history(f"late {n}", [(agency, "2020-01-01", "9999-12-31")], agency)
        world.did(f"late {n}", "LM", f"{month}-05T12:00")
        session = world.session(f"late {n}", f"{month}-06T12:00")
        world.reflects(session, f"late {n}", f"{month}-07T12:00")


@pytest.mark.ci
def test_a_month_that_closed_with_nothing_to_show_is_closed_all_the_same(world, made, tmp_path):
    """60 people: only quarters are due, so October closes without one cell; then 200 more are told of, late."""
    people_at_work(world, count=60)
    made()
    before = of_persons(cells(tmp_path / "published"))
    october = made(date(2025, 11, 15))
    assert october.release == "2025-11-15-1"
    assert of_persons(cells(tmp_path / "published")) == before
    late_data(world, "2025-10")
    assert made(date(2025, 11, 20)).release is None
    made(date(2025, 12, 15))
    assert {c.period for c in set(of_persons(cells(tmp_path / "published"))) - set(before)} == {"2025-11"}


@pytest.mark.ci
def test_a_new_month_makes_no_windows_before_its_quarter(world, made, tmp_path, monkeypatch):
    people_at_work(world)
    world.unit("MH", None, "MH")
    made(date(2025, 10, 15), folder="step by step")
    made(date(2025, 11, 15), folder="at once")
    windows = []

    def watched(*args, **more):
        for figure in figures_of(*args, **more):
            windows.append(figure.period_end)
            yield figure

    monkeypatch.setattr("warehouse.release.figures_of", watched)
    made(date(2025, 11, 15), folder="step by step")
    assert set(windows) == {date(2025, month, day) for month, day in ((8, 31), (9, 30), (10, 31))}  # one quarter's
    both = [{c for c in cells(tmp_path / name) if c.period == "2025-10"} for name in ("step by step", "at once")]
    alike = [{msgspec.structs.replace(c, release="") for c in found} for found in both]
    assert alike[0] == alike[1] != set()


@pytest.mark.ci
def test_late_coverage_adds_nothing_to_a_closed_month(world, made, tmp_path):
    world.unit("KLV", None, "KLV")
    world.covered("KLV", "2025-01-01", ["moments"])
    for n in range(120):
        world.history(f"p{n}", [("KLV", "2020-01-01", "9999-12-31")])
    made()
    before = {c for c in cells(tmp_path / "published") if c.period_end < "2025-10-01"}
    assert {c.note for c in before if c.indicator == "LC01"} == {"coverage"}
    world.covered("KLV", "2024-01-01")
    late_data(world, "2025-09")
    made(date(2025, 11, 15))
    assert {c for c in cells(tmp_path / "published") if c.period_end < "2025-10-01"} == before


@pytest.mark.ci
def test_the_first_release_may_show_nothing_and_closes_what_it_looked_at(world, made, tmp_path):
    people_at_work(world, count=20, since="2025-07-01")
    assert made(date(2025, 9, 15)).release == "2025-09-15-1"
    assert of_persons(cells(tmp_path / "published")) == []
    late_data(world, "2025-08")
    assert made(date(2025, 9, 20)).release is None


@pytest.mark.ci
def test_a_cut_off_before_the_last_one_reopens_nothing(world, made, tmp_path):
    people_at_work(world)
    made(date(2025, 11, 15))
    before = cells(tmp_path / "published")
    people_at_work(world, "MH", 110)
    assert made(date(2025, 10, 20)).release is None
    late_data(world, "2025-10")
    made(date(2025, 11, 20))
    assert [c for c in cells(tmp_path / "published") if c.node == "KLV"] == before
