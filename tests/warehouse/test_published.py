"""The reading side, and what analysts meet in the published file."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import duckdb
import msgspec
import pytest

from schemas.cell import Cell
from schemas.indicators.card import cards
from warehouse.published import Node, Unpublished, open_current
from warehouse.publishing import publish, write


def manifest(name):
    return {
        "id": name, "as_of": "2025-10-15", "position": 7, "previous": None, "created_from": {}, "formula_versions": {},
        "k": 5, "k_sensitive": 10, "demo": False,
    }  # fmt: skip


def cell(node, indicator, period, **fields):
    base = {"window": "R3M", "period_start": "2025-01-01", "period_end": f"{period}-28", "state": "suppressed"}
    return Cell(indicator=indicator, formula_version=1, node=node, period=period, release="r", **(base | fields))


NODES = [
    Node(id=code, parent=None, agency=code, name_fi=f"{code} ä", name_sv="", level="agency") for code in ("KLV", "MH")
]
CELLS = [
    cell("KLV", "LC04", "2025-09"),
    cell("KLV", "LC01", "2025-09", state="value", value=0.64, low=0.6, high=0.68, n="120", note="low_response:42"),
    cell("KLV", "LC01", "2025-06", state="value", value=0.1, bound="<", n="10-19"),
    cell("MH", "LC01", "2025-06", state="zero", value=0.0),
    cell("KLV", "LC01", "2025-06", breakdown="mode", category="in_work"),
]


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path, write(tmp_path, manifest("2025-10-15-1"), CELLS, NODES, cards()), "2025-10-15-1")
    return tmp_path


def test_cells_come_as_they_were_published_in_order(folder):
    found = open_current(folder)
    assert found.nodes() == NODES
    assert found.cells("KLV") == [CELLS[2], CELLS[1], CELLS[4], CELLS[0]]
    assert found.cells("KLV", "LC04") == [CELLS[0]]
    assert found.cells("nowhere") == found.cells("KLV' OR '1'='1") == []
    assert found.cards == cards()
    assert found.release["id"] == "2025-10-15-1"


def test_what_a_caller_does_to_a_list_stays_with_the_caller(folder):
    open_current(folder).cells("KLV").clear()
    open_current(folder).nodes().clear()
    assert len(open_current(folder).cells("KLV")) == 4
    assert open_current(folder).nodes() == NODES


def test_it_is_opened_once_and_anew_when_the_pointer_moves(folder):
    first = open_current(folder)
    assert open_current(folder) is first
    publish(folder, write(folder, manifest("2025-10-15-2"), CELLS[:1], NODES, cards()), "2025-10-15-2")
    second = open_current(folder)
    assert (second.release["id"], len(second.cells("KLV"))) == ("2025-10-15-2", 1)
    assert len(first.cells("KLV")) == 4


def test_many_threads_read_at_once(folder):
    found = open_current(folder)
    found._kept.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda n: len(found.cells("KLV", "LC01" if n % 2 else None)), range(80)))
    assert set(results) == {3, 4}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/etc/*')",
        "COPY release_cell TO '{out}'",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{out}' AS other",
        "ATTACH ':memory:' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "PRAGMA memory_limit = '100GB'",
        "CREATE TABLE more (a INTEGER)",
        "DELETE FROM release_cell",
        "DROP VIEW mart_indicator",
        "SELECT * FROM query_of_python",
        "SELEC 1",
        "SELECT 1 /",
        "",
        "-- nothing",
    ],
)
def test_a_query_reads_what_is_published_and_nothing_else(folder, tmp_path, query):
    query_of_python = duckdb.sql("SELECT 1 AS a").to_arrow_table()  # noqa: F841
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        open_current(folder).sql(query.format(out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()
    assert open_current(folder).sql("SELECT count(*) FROM release_cell")[1] == [(len(CELLS),)]


def test_nothing_published_yet(tmp_path):
    with pytest.raises(Unpublished) as told:
        open_current(tmp_path / "nowhere")
    assert told.value.reason == "nothing"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda current: (current / "release.json").unlink(), "incomplete"),
        (lambda current: (current / "release.json").write_text("{"), "incomplete"),
        (lambda current: (current / "release.json").write_text('{"format":3}'), "newer"),
        (lambda current: (current / "release.json").write_text('{"format":1}'), "older"),
        (lambda current: (current / "published.duckdb").unlink(), "incomplete"),
        (lambda current: (current / "published.duckdb").write_bytes(b"half"), "incomplete"),
        (lambda current: shutil.rmtree(current.resolve()), "nothing"),
    ],
)
def test_a_folder_that_is_not_whole_is_not_shown(folder, spoil, reason):
    spoil(folder / "current")
    with pytest.raises(Unpublished) as told:
        open_current(folder)
    assert told.value.reason == reason


def test_the_published_folder_can_be_moved(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "site"
    shutil.copytree(folder, elsewhere, symlinks=True)
    shutil.rmtree(folder / "releases")
    assert open_current(elsewhere).cells("MH") == [CELLS[3]]
    assert os.readlink(elsewhere / "current") == "releases/2025-10-15-1"


def test_the_view_to_begin_with_has_names(folder):
    with duckdb.connect(str(folder / "current/published.duckdb"), read_only=True) as con:
        sql = "SELECT node_fi, indicator_sv, value, n FROM mart_indicator WHERE state = 'value' AND bound = ''"
        assert con.execute(sql).fetchall() == [("KLV ä", "Deltagandets räckvidd", 0.64, "120")]
        stored = con.execute("SELECT id, cells, format, previous FROM release").fetchall()
    assert stored == [("2025-10-15-1", len(CELLS), 2, None)]


def test_nodes_are_also_there_as_json(folder):
    assert msgspec.json.decode((folder / "current/nodes.json").read_bytes(), type=list[Node]) == NODES
