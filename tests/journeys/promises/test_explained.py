"""Promise 11: every figure can be explained and recomputed; after an erasure only theirs may differ."""

import shutil
from contextlib import closing

import duckdb
import msgspec
import pytest

from collectors.ledger.sqlite import FILE, copy, open_reader
from collectors.ledger.work import Erase
from collectors.ledger.writer import Writer
from collectors.outbox import Outbox
from schemas.cell import Cell
from streams.engines.embedded import apply
from warehouse.published import Published
from warehouse.release import release
from warehouse.store import Store

ACROSS = {"S6b"}
"""Counts agencies that meet: who leaves one agency's event may be missed in another's figure."""


def cells(published):
    lines = (published / "current/cells.ndjson").read_bytes().splitlines()
    return {_key(cell): cell for cell in (msgspec.json.decode(line, type=Cell) for line in lines)}


def _key(cell):
    return cell.indicator, cell.node, cell.breakdown, cell.category, cell.window, cell.period


def test_each_cell_leads_to_its_formula_sources_and_cut_off(town):
    found = cells(town.published).values()
    of = {name: Published(town.published / "releases" / name) for name in {cell.release for cell in found}}
    for cell in found:
        release, card = of[cell.release].release, of[cell.release].cards[cell.indicator]
        assert card.version == cell.formula_version == release["formula_versions"][cell.indicator]
        assert release["as_of"] >= cell.period_end
        assert release["position"] > 0
        assert card.formula["en"]
        assert card.sources or card.id in (
            "S3",
            "S3b",
            "LC12",
        )
    assert len({cell.indicator for cell in found}) > 12


def rebuilt(ledger, folder, position, as_of):
    """The release made of nothing but the ledger, up to the position that the first one tells."""
    outbox = Outbox(open_reader(ledger))
    with closing(Store(folder / "warehouse.duckdb")) as store:
        while store.position() < position:
            apply(outbox.records(store.position(), min(3_000, position - store.position())), store)
    release(folder / "warehouse.duckdb", folder / "published", as_of=as_of)
    return folder / "published"


@pytest.fixture
def manifest(town):
    return msgspec.json.decode((town.published / "current/release.json").read_bytes())


@pytest.mark.ci
def test_rebuilt_from_the_ledger_it_has_the_same_bytes(town, manifest, tmp_path):
    again = rebuilt(town.folder, tmp_path, manifest["position"], town.as_of)
    first = (town.published / "current/cells.ndjson").read_bytes()
    assert (again / "current/cells.ndjson").read_bytes() == first


@pytest.mark.ci
def test_after_an_erasure_only_figures_of_that_agency_may_differ(town, manifest, tmp_path):
    """And what was published stays as it was: the difference is never shown."""
    before = (town.published / "current/cells.ndjson").read_bytes()
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    copy(town.folder, ledger / FILE)
    with closing(Writer(ledger)) as writer:
        assert writer.do(Erase(person=busiest(town, "KLV"))).added > 5
    position = open_reader(ledger).execute("select max(position) from journal").fetchone()[0]
    after = cells(rebuilt(ledger, tmp_path, position, town.as_of))
    published, nodes = cells(town.published), msgspec.json.decode((town.published / "current/nodes.json").read_bytes())
    theirs = {node["id"] for node in nodes if node["agency"] == "KLV"}
    differ = {key for key in published.keys() | after.keys() if published.get(key) != after.get(key)}
    assert differ
    assert {(i, node) for i, node, *_ in differ if node not in theirs and i not in ACROSS} == set()
    assert (town.published / "current/cells.ndjson").read_bytes() == before
    shutil.rmtree(ledger)


def busiest(town, agency):
    """Whoever did most: of one who did nothing no figure would tell."""
    with duckdb.connect(str(town.warehouse), read_only=True) as con:
        most = "SELECT person_key::VARCHAR FROM participation WHERE agency_id = ? GROUP BY 1 ORDER BY count(*) DESC, 1"
        pseudonym = con.execute(most, [agency]).fetchone()[0]
    found = town.ledger.execute("select person_id from person where pseudonym = ?", (pseudonym,)).fetchone()
    return f"{agency}/{found[0]}"
