"""What /connect says was tried: what this project has installed is run, the rest is held to the files it names."""

import re
from pathlib import Path

import duckdb
import pytest

from dashboards.contents.tools import TOOLS, UNTRIED, document
from look import LANGUAGES
from schemas.indicators.card import cards
from warehouse.publishing import write

DOCUMENT = Path(__file__).parents[3] / "docs" / "analysts" / "tools.md"
CODE = {tool.id: tool.code for tool in TOOLS}


def test_the_document_says_what_the_page_says() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "renew it: make docs"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_every_tool_with_its_version_and_what_nobody_has_tried(visit, lang) -> None:
    page = visit().get(f"/{lang}/connect")
    assert all(tool.name in page.text and tool.version in page.text for tool in TOOLS)
    assert ", ".join(UNTRIED) in page.text
    assert len(visit().get(f"/{lang}/connect.json").json()["tools"]) == len(TOOLS)
    assert "/fi/connect" in visit().get("/fi").text


@pytest.fixture
def folder(published, tmp_path, monkeypatch) -> Path:
    """A copy of the published folder, where its reader stands."""
    told = published.release | {"previous": None, "created_from": {}, "formula_versions": {}}
    made = write(tmp_path, told, published.cells("KLV"), published.nodes(), cards())
    monkeypatch.chdir(made)
    return made


def test_duckdb_in_python_runs_as_it_stands(folder, capsys) -> None:
    exec(CODE["duckdb"], {})  # noqa: S102 (our own text, which readers run too)
    assert "KLV" in capsys.readouterr().out


def test_the_query_of_the_command_line_runs_on_the_parquet(folder) -> None:
    query = re.findall(r'"(.*)"', CODE["duckdb_cli"])[0]
    assert ("KLV", "2026-10", "value") in {row[:3] for row in duckdb.sql(query).fetchall()}


def test_every_file_that_is_read_is_in_the_folder(folder) -> None:
    named = {name for code in CODE.values() for name in re.findall(r"[\"'](\w+\.(?:duckdb|parquet|ndjson))[\"']", code)}
    assert named == {"published.duckdb", "cells.parquet", "cells.ndjson"}
    assert all((folder / name).is_file() for name in named)
