"""Views that analysts build on stay as they are; the dictionary is what the file says of itself."""

import pytest

from schemas.indicators.card import cards
from warehouse.published import Node, open_current
from warehouse.publishing import publish, write

MARTS = {
    "mart_indicator": (
        "node VARCHAR, node_fi VARCHAR, node_sv VARCHAR, level VARCHAR, parent VARCHAR, agency VARCHAR, "
        "indicator VARCHAR, indicator_fi VARCHAR, indicator_sv VARCHAR, indicator_en VARCHAR, breakdown VARCHAR, "
        "category VARCHAR, window VARCHAR, period VARCHAR, period_start DATE, period_end DATE, unit VARCHAR, "
        "state VARCHAR, value DOUBLE, bound VARCHAR, low DOUBLE, high DOUBLE, n VARCHAR, change VARCHAR, note VARCHAR, "
        "formula_version INTEGER, release VARCHAR"
    ),
    "mart_shown": (
        "indicator VARCHAR, level VARCHAR, agency VARCHAR, sensitive BOOLEAN, state VARCHAR, note VARCHAR, cells BIGINT"
    ),
}
"""Somebody's report stands on each of them: add columns at the end, take none away."""


@pytest.fixture
def published(tmp_path):
    manifest = {
        "id": "2025-10-15-1", "as_of": "2025-10-15", "position": 7, "previous": None, "k": 5, "k_sensitive": 10,
        "demo": False,
    }  # fmt: skip
    node = Node(id="KLV", parent=None, agency="KLV", name_fi="K", name_sv="", level="agency")
    publish(tmp_path, write(tmp_path, manifest, [], [node], cards()), "2025-10-15-1")
    return open_current(tmp_path)


def test_views_of_analysts_have_the_columns_they_had(published):
    tables = {t.name: ", ".join(f"{c.name} {c.type}" for c in t.columns) for t in published.dictionary() if t.stable}
    assert tables.keys() == MARTS.keys()
    assert {name: text for name, text in tables.items() if not text.startswith(MARTS[name])} == {}


def test_everything_is_told_in_the_order_to_read_it(published):
    tables = published.dictionary()
    assert [t.stable for t in tables] == sorted((t.stable for t in tables), reverse=True)
    assert {t.name for t in tables} == {name for (name,) in published.sql("SELECT name FROM (SHOW TABLES)")[1]}
    for table in tables:
        assert [c.name for c in table.columns] == published.sql(f'SELECT * FROM "{table.name}" LIMIT 0')[0]
        assert all(said for said in (table.says, *(c.says for c in table.columns)))
