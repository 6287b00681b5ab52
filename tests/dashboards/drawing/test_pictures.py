"""Figures as files: the same drawing and figures as on the page, in the reader's language, marked as invented."""

import asyncio
from html import unescape
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq
import pytest

from dashboards.drawing import pictures
from schemas.cell import Cell


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_chart_leaves_with_its_title_release_day_and_notice(visit: Any, lang: str) -> None:
    answer = visit().get(f"/{lang}/org/KLV/LC05.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert f"lahde-demo-KLV-LC05-{lang}.svg" in answer.headers["content-disposition"]
    text = unescape(answer.text)
    assert {"fi": "Korpilupavirasto", "sv": "Ödemarkstillståndsverket", "en": "Korpilupavirasto"}[lang] in text
    assert "2026-11-15-1" in text
    assert {"fi": "keksittyjä", "sv": "påhittade", "en": "invented"}[lang] in text
    assert {"fi": "15.11.2026", "sv": "15.11.2026", "en": "15 November 2026"}[lang] in text


def test_the_drawing_is_the_one_on_the_page(visit: Any) -> None:
    page, picture = (visit().get(f"/fi/org/KLV/LC05{form}").text for form in ("", ".svg"))
    line = page[page.index('class="trend"') :].split('class="line"')[0].rsplit(' d="', 1)[1]
    assert f' d="{line}' in picture


@pytest.mark.parametrize("name", ["LC05", "LC05-parts", "LC01"])
def test_each_is_also_a_png(visit: Any, name: str) -> None:
    answer = visit().get(f"/fi/org/KLV/{name}.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["LC01-parts.svg", "LC01-parts.png", "NOTHING.svg", "NOTHING-parts.png"])
def test_what_is_not_there_is_not_drawn(visit: Any, name: str) -> None:
    assert visit().get(f"/fi/org/KLV/{name}").status_code == 404


def test_names_from_outside_stay_words(visit: Any) -> None:
    assert "<script" not in visit().get("/fi/org/EVIL/LC01.svg").text


def test_a_server_goes_on_answering_while_a_picture_is_drawn(visit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn in a thread that has no event loop to hold up."""
    drawn = pictures.png

    def seen(svg: str) -> bytes:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        return drawn(svg)

    monkeypatch.setattr(pictures, "png", seen)
    assert visit().get("/fi/org/KLV/LC05.png").status_code == 200


def test_a_picture_is_made_once_for_a_release(visit: Any) -> None:
    browser = visit()
    tag = browser.get("/fi/org/KLV/LC05.png").headers["etag"]
    assert browser.get("/fi/org/KLV/LC05.png", headers={"if-none-match": tag}).status_code == 304


def test_parquet_holds_the_cells_with_the_types_of_the_published_table(visit: Any, published: Any) -> None:
    table = pq.read_table(BytesIO(visit().get("/download/KLV/LC05.parquet").content))
    mine = published.cells("KLV", "LC05")
    assert table.column_names == list(Cell.__struct_fields__)
    assert table.num_rows == len(mine)
    assert sorted(v for v in table["value"].to_pylist()) == sorted(c.value for c in mine)
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["value"], types["period_end"], types["formula_version"]) == ("double", "date32[day]", "int32")
    assert {f.name for f in table.schema if f.nullable} == {"value", "low", "high"}
