"""The pages on a real published folder: what a release writes is what a visitor meets."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from dashboards.app import app
from look import message
from schemas.indicators.card import cards
from warehouse.published import FORMAT, _open, open_current
from warehouse.publishing import publish, write
from warehouse.quality import report as audit
from warehouse.quality.report import Finding, Report


def manifest(release: str) -> dict[str, Any]:
    return {
        "id": release, "as_of": date(2026, 11, 15).isoformat(), "position": 7, "previous": None, "created_from": {},
        "formula_versions": {}, "k": 5, "k_sensitive": 10, "demo": True,
    }  # fmt: skip


@pytest.fixture
def browser(tmp_path: Path) -> TestClient:
    return TestClient(app(tmp_path))


def test_pages_appear_with_the_first_release_and_change_with_the_next(
    tmp_path: Path, browser: TestClient, published: Any
) -> None:
    assert browser.get("/fi").status_code == 503
    cells, nodes = published._cells, published.nodes()
    publish(tmp_path, write(tmp_path, manifest("2026-11-15-1"), cells, nodes, cards()), "2026-11-15-1")
    first = browser.get("/fi/org/KLV")
    assert "2026-11-15-1" in first.text
    publish(tmp_path, write(tmp_path, manifest("2026-11-15-2"), cells, nodes, cards()), "2026-11-15-2")
    assert "2026-11-15-2" in browser.get("/fi/org/KLV", headers={"if-none-match": first.headers["etag"]}).text


@pytest.mark.parametrize("fault", ["half written", "cells cut short", "newer", "older", "a table missing"])
def test_what_cannot_be_read_is_said_and_takes_no_good_release_s_place(
    tmp_path: Path, published: Any, fault: str
) -> None:
    def release(name: str) -> None:
        publish(tmp_path, write(tmp_path, manifest(name), published._cells, published.nodes(), cards()), name)

    def spoil(folder: Path) -> None:
        if fault == "half written":
            (folder / "published.duckdb").write_bytes(b"")
        elif fault == "cells cut short":
            whole = (folder / "cells.ndjson").read_bytes()
            (folder / "cells.ndjson").write_bytes(whole[: len(whole) // 2])
        elif fault in ("newer", "older"):
            told = (folder / "release.json").read_text()
            other = told.replace(f'"format": {FORMAT}', '"format": 99' if fault == "newer" else '"format": 1')
            (folder / "release.json").write_text(other)
        else:
            with duckdb.connect(str(folder / "published.duckdb")) as con:
                con.execute("DROP TABLE goal")

    release("2026-11-15-1")
    looking = TestClient(app(tmp_path))
    assert "2026-11-15-1" in looking.get("/en/org/KLV").text
    release("2026-11-15-2")
    spoil(tmp_path / "releases/2026-11-15-2")
    assert "2026-11-15-1" in looking.get("/en/org/KLV").text
    _open.clear()  # as after a restart
    answer = looking.get("/en/org/KLV")
    assert answer.status_code == 503
    assert {"newer": "newer Lähde", "older": "older Lähde"}.get(fault, "cannot be read") in answer.text
    release("2026-11-15-3")
    assert "2026-11-15-3" in looking.get("/en/org/KLV").text


def test_the_real_cards_fill_the_page(tmp_path: Path, browser: TestClient, published: Any) -> None:
    publish(
        tmp_path,
        write(tmp_path, manifest("2026-11-15-1"), published._cells, published.nodes(), cards()),
        "2026-11-15-1",
    )
    for lang in ("fi", "sv", "en"):
        html = browser.get(f"/{lang}/org/KLV").text
        missing = [c.id for c in cards().values() if escape(c.name[lang]) not in html]
        assert missing == []


def finding(**fields: Any) -> Finding:
    text = dict.fromkeys(("fi", "sv", "en"), "a duration is <negative>")
    plain = {"suite": "participation", "looks_at": text, "key": "x", "severity": "stops", "looked_at": 1234}
    return Finding(**(plain | {"unexpected": 3, "where": "2026-03", "says": text, "way_out": text} | fields))


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_what_stopped_a_release_is_told_on_a_page(tmp_path: Path, browser: TestClient, lang: str) -> None:
    """Also where nothing was ever published."""
    assert browser.get(f"/{lang}/audit").status_code == 200
    findings = [finding(), finding(key="y", unexpected=0), finding(key="z", severity="warns")]
    audit.write(tmp_path, Report(as_of="2026-11-16", position=7, release="2026-11-16-1", findings=findings))
    html = browser.get(f"/{lang}/audit").text
    assert "A duration is &lt;negative&gt;." in html
    assert (
        html.count(
            message(lang, "audit.where", month={"fi": "maaliskuu 2026", "sv": "mars 2026", "en": "March 2026"}[lang])
        )
        == 2
    )
    assert message(lang, "audit.stopping") in html
    assert message(lang, "audit.warning") in html


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_dictionary_tells_every_column_of_the_file(
    tmp_path: Path, browser: TestClient, published: Any, lang: str
) -> None:
    publish(tmp_path, write(tmp_path, manifest("2026-11-15-1"), [], published.nodes(), cards()), "2026-11-15-1")
    html = browser.get(f"/{lang}/dictionary").text
    for table in open_current(tmp_path).dictionary():
        assert f'id="{table.name}"' in html
        for column in table.columns:
            assert f"<code>{column.name}</code>" in html
            assert f'<dd lang="en">{escape(column.says)}</dd>' in html
    for page in (f"/{lang}", f"/{lang}/org/KLV"):
        assert f'href="/{lang}/dictionary"' in browser.get(page).text
