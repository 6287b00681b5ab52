"""Cards, SQL and comments hold together: nothing to register by hand, nothing left without words."""

import re

import duckdb
import pytest

from schemas.indicators.card import cards
from warehouse.disclosure.floors import fewest
from warehouse.sql import names, text
from warehouse.tables import FACTS, ROWS, columns, create

TEXTS = ("name", "question", "formula", "does_not_tell", "must_not_use", "counts")
FEEDS = {"mentoring", "moments", "reflections", "courses", "pulse"}
every_card = pytest.mark.parametrize("card", cards().values(), ids=lambda card: card.id)


@pytest.fixture(params=["warehouse.sql.store", "warehouse.sql.published"])
def empty(request):
    with duckdb.connect() as con:
        create(con, request.param)
        yield con


def test_every_table_view_and_column_says_what_it_is(empty):
    bare = """
        SELECT table_name FROM duckdb_tables() WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal
    """
    assert empty.execute(bare).fetchall() == []


def test_one_file_a_table(empty):
    tables = {name for (name,) in empty.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    views = {name for (name,) in empty.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    assert tables | views in ({*names("warehouse.sql.store")}, {*names("warehouse.sql.published")})


def test_no_key_and_no_zoned_time_in_a_table(empty):
    assert empty.execute(
        "SELECT count(*) FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL'"
    ).fetchall() == [(0,)]
    assert empty.execute(
        "SELECT count(*) FROM duckdb_columns() WHERE data_type LIKE '%ZONE' AND NOT internal"
    ).fetchall() == [(0,)]


def test_a_table_has_the_columns_of_its_type():
    with duckdb.connect() as con:
        create(con, "warehouse.sql.store")
        for kind, table in (ROWS | FACTS).items():
            found = [c[0] for c in con.execute(f"SELECT * FROM {table}").description]
            assert sorted(found) == sorted(columns(kind)), table


def test_one_card_one_sql():
    assert {card.lower() for card in cards()} == {*names("warehouse.indicators")}


@every_card
def test_a_card_speaks_three_languages(card):
    for field in TEXTS:
        said = getattr(card, field)
        assert {*said} == {"fi", "sv", "en"}, field
        assert all(len(words.strip()) > 5 for words in said.values()), field
        assert len({*said.values()}) == 3, field


@every_card
def test_a_question_is_short_and_asks(card):
    for words in card.question.values():
        assert len(words.split()) <= 20
        assert words.endswith("?")


@every_card
def test_a_card_agrees_with_the_rules(card):
    assert card.min_n == fewest(sensitive=card.sensitive, asked=card.min_n)
    assert {*card.sources} <= FEEDS
    assert card.good in ("up", "down", "none")
    assert card.window == {0: "wave", 1: "M"}.get(card.months, f"R{card.months}M")


@every_card
def test_an_indicator_is_one_select_without_values_of_its_own(card):
    sql = re.sub(r"--.*", "", text(card.id.lower(), "warehouse.indicators"))
    assert ";" not in sql
    assert "?" not in sql
    assert not re.search(r"\b(double|float|random|now|current_)", sql, re.IGNORECASE)
