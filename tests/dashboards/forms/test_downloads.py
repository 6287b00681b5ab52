import csv
import io
import json
from typing import Any

import msgspec

from schemas.cell import Cell


def rows(body: bytes, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=delimiter))


def test_a_spreadsheet_in_finland_opens_the_csv_for_people(visit: Any) -> None:
    answer = visit().get("/fi/org/KLV/LC01.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    head, *body = rows(answer.content, ";")
    assert head[:4] == ["Organisaation osa", "Mittari", "Osa", "Ajanjakso"]
    last = dict(zip(head, body[-1], strict=True))
    assert last["Ajanjakso"] == "elo–lokakuu 2026"
    assert last["Luku"] == "62"
    assert last["Yksikkö"] == "%"
    assert last["Ihmisiä"] == "1\u00a0250"
    assert "lahde-demo-KLV-LC01-fi.csv" in answer.headers["content-disposition"]


def test_a_hidden_cell_is_a_word_never_a_blank(visit: Any) -> None:
    head, *body = rows(visit().get("/sv/org/KLV/LC01.csv").content, ";")
    hidden = [dict(zip(head, row, strict=True)) for row in body if "dold" in row[4]]
    assert len(hidden) == 2
    assert {h["Tal"] for h in hidden} == {""}
    assert all(row[4] for row in body)


def test_a_name_cannot_become_a_formula(visit: Any) -> None:
    _, *body = rows(visit().get("/fi/org/EVIL/LC01.csv").content, ";")
    assert {row[0] for row in body} == {"'=cmd|\"<script>alert(1)</script>"}
    _, *body = rows(visit().get("/sv/org/EVIL/LC01.csv").content, ";")
    assert {row[0] for row in body} == {"'@<b>bold</b>"}


def test_a_program_reads_the_cells_themselves(visit: Any, published: Any) -> None:
    answer = visit().get("/download/KLV/LC05.csv")
    head, *body = rows(answer.content, ",")
    assert head == list(Cell.__struct_fields__)
    assert len(body) == len(published.cells("KLV", "LC05"))
    last = dict(zip(head, body[-1], strict=True))
    assert (last["period_end"], last["category"]) == ("2026-10-28", "separate")
    assert "LC05-data.csv" in answer.headers["content-disposition"]


def test_the_json_twin_of_an_overview_says_what_the_page_says(visit: Any) -> None:
    twin = json.loads(visit().get("/sv/org/KLV.json").content)
    page = visit().get("/sv/org/KLV").text
    assert twin["notice"] == "Demonstrationsmaterial: alla namn och uppgifter är påhittade."
    assert [a["question"] for a in twin["answers"]] == ["work", "bearable", "whom"]
    assert all(a["cell"]["words"] in page and a["sentence"] in page for a in twin["answers"])
    assert all(i["cell"]["words"] in page for i in twin["indicators"])


def test_the_json_twin_of_an_indicator_holds_all_its_cells(visit: Any, published: Any) -> None:
    twin = json.loads(visit().get("/sv/org/KLV/LC05.json").content)["indicator"]
    page = visit().get("/sv/org/KLV/LC05").text
    assert len(twin["cells"]) == len(published.cells("KLV", "LC05"))
    assert all(c["words"] in page for c in twin["cells"])
    assert msgspec.convert(twin["cells"][0], Cell).node == "KLV"
