"""Promise 3: no statement Lähde makes, and nothing right of the boundary, names two people."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from schemas.journal import Stated

AGENTS = {"mbox", "mbox_sha1sum", "openid", "account", "member"}
BESIDES = {"authority", "instructor", "team", "contextAgents", "contextGroups"}


def faults(statement: dict[str, Any]) -> list[str]:
    """Where a statement names anybody but its actor, or the actor by more than one account."""
    actor = statement["actor"]
    alone = actor.keys() - {"objectType"} == {"account"} and actor["account"].keys() == {"homePage", "name"}
    others = [path for path, node in walk(statement) if path != "actor" and AGENTS & node.keys()]
    besides = BESIDES & (statement.keys() | statement.get("context", {}).keys())
    return [*others, *sorted(besides), *([] if alone else ["actor"])]


def walk(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
        for name, value in node.items():
            yield from walk(value, f"{path}.{name}".lstrip("."))
    elif isinstance(node, list):
        for value in node:
            yield from walk(value, path)


def test_statements_that_lahde_makes(town):
    """Of every collector; what a learning platform sends is kept as it was sent."""
    made = town.ledger.execute(
        "select body from statement s join source c on c.id = s.source where c.name not like '%-lms'"
    ).fetchall()
    assert len(made) > 2_000
    assert {body: found for (body,) in made if (found := faults(json.loads(body)))} == {}


def test_what_crosses_the_boundary(town):
    stated = [record for record in town.records if isinstance(record, Stated)]
    assert len(stated) > 2_000
    assert [found for record in stated if (found := faults(record.statement))] == []
    for record in stated:
        if record.person:
            assert record.statement["actor"]["account"]["name"] == record.person.replace("-", "")


def test_a_row_of_the_warehouse_is_about_one_person(town):
    """No pseudonym stands in any column but `person_key`, of which a table has one."""
    with duckdb.connect(str(town.warehouse), read_only=True) as con:
        columns = con.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
        con.execute("CREATE TEMP TABLE known AS SELECT DISTINCT person_key::VARCHAR AS p FROM dim_person_org")
        con.execute("INSERT INTO known SELECT DISTINCT person_key::VARCHAR FROM participation")
        other = [(table, column) for table, column in columns if column != "person_key"]
        assert len(other) > 60
        for table, column in other:
            found = f'SELECT count(*) FROM "{table}" WHERE "{column}"::VARCHAR IN (SELECT p FROM known)'
            assert con.execute(found).fetchall() == [(0,)], (table, column)


def test_nothing_published_names_anybody(town):
    names = {name.encode() for (name,) in town.ledger.execute("select pseudonym from person").fetchall()}
    names |= {name.encode() for (name,) in town.ledger.execute("select person_id from person where person_id > ''")}
    assert len(names) > 150
    for file in town.published.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert [name for name in names if name in content] == [], file.name


@pytest.mark.parametrize(
    "change",
    [
        {"context": {"instructor": {"mbox": "mailto:a@b.c"}}},
        {"context": {"team": {"objectType": "Group"}}},
        {"object": {"objectType": "Agent", "account": {"homePage": "https://a.b", "name": "x"}}},
        {"actor": {"account": {"homePage": "https://a.b", "name": "x"}, "name": "X"}},
        {"actor": {"objectType": "Group", "member": [{"mbox": "mailto:a@b.c"}]}},
        {"result": {"extensions": {"https://a.b/x": [{"openid": "https://a.b/me"}]}}},
    ],
)
def test_a_second_person_is_found_wherever_they_stand(town, change):
    first = next(record for record in town.records if isinstance(record, Stated) and record.person)
    assert faults(first.statement | change) != []
