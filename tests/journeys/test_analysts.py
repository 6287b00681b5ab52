"""What docs/analysts offers runs on a published file as it is."""

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "analysts"
QUERIES = sorted((FOLDER / "queries").glob("*.sql"))
NOTEBOOK = json.loads((FOLDER / "lahde.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def copied(town, tmp_path_factory):
    """The current release, copied as an analyst would."""
    return shutil.copytree(town.published / "current", tmp_path_factory.mktemp("analyst") / "lahde")


@pytest.fixture(scope="module")
def published(copied):
    with duckdb.connect(str(copied / "published.duckdb"), read_only=True) as con:
        yield con


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_a_worked_query_finds_something(published, query):
    text = query.read_text("utf-8")
    assert text.startswith("-- ")
    found = published.execute(text)
    rows = found.fetchall()
    assert len(rows) > 3
    columns = [name for name, *_ in found.description]
    assert len(set(columns)) == len(columns)
    for column in columns:
        assert any(row[columns.index(column)] is not None for row in rows) or column in ("a_year_earlier", "parent"), (
            column
        )


def test_the_notebook_runs_from_top_to_bottom(copied, monkeypatch, capsys):
    """Its cells in order, in one namespace, as a notebook does; nothing of Lähde is imported."""
    monkeypatch.chdir(FOLDER)
    monkeypatch.setenv("LAHDE_PUBLISHED", str(copied))
    code = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    names = {}
    for cell in code:
        exec(cell, names)  # noqa: S102 (our own file, and running it is the test)
    shown = capsys.readouterr().out
    assert re.search(r"KLV  2026-\d\d  █+ \d+%", shown)
    assert not re.search(r"^import (?!os$|duckdb$)", "\n".join(code), re.MULTILINE)


def test_the_notebook_is_kept_without_what_it_showed():
    assert all(cell["outputs"] == [] for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code")


def test_all_of_it_is_on_the_list():
    listed = re.findall(r"\]\(((?!\.\.)[^)]+)\)", (FOLDER / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(
        str(p.relative_to(FOLDER)) for p in (*QUERIES, FOLDER / "lahde.ipynb", FOLDER / "tools.md")
    )
