"""Promise 9: no ranking of people or small units: no person dimension is published, and no page sorts by a figure."""

import re

import duckdb
import msgspec
import pytest
from starlette.testclient import TestClient

from dashboards.app import app
from look import LANGUAGES
from schemas.cell import Cell
from schemas.indicators.card import cards
from warehouse.published import Node, open_current
from warehouse.publishing import previous, publish, write
from warehouse.sql import names, text

PERSON = re.compile(r"person|people|pseudonym|respondent|employee|actor|mbox|account|mentor|supervisor", re.IGNORECASE)
AGENCIES = ("KLL", "KLV", "MH", "RTT", "SKV")
"""By name too: Kaiku-, Korpi-, Majakka-, Revontuli-, Satokausi-."""


def test_no_published_column_is_a_person():
    with duckdb.connect() as con:
        for name in sorted(names("warehouse.sql.published"), key=lambda name: name.startswith("mart_")):
            con.execute(text(name, "warehouse.sql.published"))
        columns = con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    fields = [("Cell", f) for f in Cell.__struct_fields__] + [("Node", f) for f in Node.__struct_fields__]
    assert len(columns) > 60
    assert [c for c in (*columns, *fields) if PERSON.search(c[1])] == []


def test_no_breakdown_but_those_that_were_agreed():
    """None of them is of people: parts of learning, places, initiative, types of crafting, stages of the programme."""
    assert {c.by for c in cards().values()} == {"", "mode", "place", "initiative", "crafting", "stage"}


def test_parquet_and_json_have_no_other_keys(town):
    columns = duckdb.execute(
        "SELECT * FROM read_parquet(?)", [str(town.published / "current/cells.parquet")]
    ).description
    assert [c[0] for c in columns] == list(Cell.__struct_fields__)
    twin = TestClient(app(town.published)).get("/en/org/KLV/LC05.json").json()
    assert {key for key in keys(twin) if PERSON.search(key)} == set()


def keys(node):
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys(value)


@pytest.fixture(scope="module")
def turned(town, tmp_path_factory):
    """The town's release with every figure turned round: what was most is least."""
    folder, before = tmp_path_factory.mktemp("turned"), previous(town.published)
    cells = [
        c if c.value is None else msgspec.structs.replace(c, value=1 - c.value, low=None, high=None)
        for c in before.cells
    ]
    publish(folder, write(folder, before.manifest, cells, before.nodes, cards(), before.beside), before.manifest["id"])
    return TestClient(app(folder))


def order(html):
    """In which order a page names agencies, departments, units and indicators: by its links and headings."""
    return re.findall(r'href="(/[^"]*)"|id="([^"]+)"|<h\d[^>]*>([^<]*)', html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_keep_their_order_whatever_the_figures(town, turned, lang):
    straight, changed = TestClient(app(town.published)), 0
    nodes = [node.id for node in open_current(town.published).nodes()]
    paths = [f"/{lang}/org/{node}{more}" for node in nodes for more in ("", "/LC05", "/LC11a")]
    for path in (f"/{lang}", *paths):
        first, second = straight.get(path).text, turned.get(path).text
        assert order(first) == order(second), path
        changed += first != second
        assert straight.get(f"{path}?sort=value&order=desc").text == first
    assert changed > len(paths) / 2


def test_agencies_stand_by_name(town):
    found = TestClient(app(town.published)).get("/en").text
    places = [found.index(f'href="/en/org/{agency}"') for agency in AGENCIES]
    assert places == sorted(places)
