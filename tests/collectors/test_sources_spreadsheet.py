"""A spreadsheet says what the same table as text would say; what could harm whoever reads it is refused."""

import io
import struct
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.xml import DEFUSEDXML

from collectors.kinds import Statement, collect
from collectors.quarantine import FileRefused, Quarantined
from collectors.sources import spreadsheet
from collectors.sources.headers import Columns
from collectors.sources.record import Record
from collectors.sources.table import Table
from tests.collectors.test_samples import KLV

COLUMNS = Columns(required=("person_id", "date"), optional=("place", "start"))


def book(*sheets: list[list[Any]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(content: bytes, columns: Columns = COLUMNS) -> Table:
    return Table(io.BytesIO(content), "moments", columns, "file.xlsx")


def cells(content: bytes) -> list[dict[str, str]]:
    return [dict(r.cells) for r in table(content).records() if isinstance(r, Record)]


def rewritten(content: bytes, **parts: bytes | None) -> bytes:
    """The archive with some parts replaced or, by None, left out; __ stands for / and _dot_ for a point."""
    out = io.BytesIO()
    changes = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        table(content)
    return caught.value.rule


SMALL = book([["person_id", "date"], ["p1", date(2026, 3, 2)]])


def test_xml_is_read_by_a_reader_that_forbids_entities() -> None:
    assert DEFUSEDXML


def test_cells_are_what_they_are() -> None:
    row = ["p1", date(2026, 3, 2), True, datetime.fromisoformat("2026-03-02T09:05")]
    found = cells(
        book(
            [["Henkilö", "Päivämäärä", "Paikka", "start"], row, [4711, datetime.fromisoformat("2024-02-29"), 4.5, None]]
        )
    )
    assert found == [
        {"person_id": "p1", "date": "2026-03-02", "place": "1", "start": "2026-03-02 09:05:00"},
        {"person_id": "4711", "date": "2024-02-29 00:00:00", "place": "4.5"},
    ]


def test_times_durations_and_large_numbers() -> None:
    row = ["p1", "x", timedelta(hours=1, minutes=30), time(9, 5)]
    [found] = cells(book([["person_id", "date", "place", "start"], row]))
    assert found["place"] in ("90", "01:30:00")
    assert found["start"].startswith("09:05")
    assert cells(book([["person_id", "date"], [float(10**12), "x"]]))[0]["person_id"] == "1000000000000"


def test_a_spreadsheet_says_what_the_text_says() -> None:
    head = ["moment_id", "person_id", "date", "kind"]
    sheet = book(
        [
            head,
            ["m1", "p1", datetime.fromisoformat("2026-03-02T09:05"), "success"],
            ["m2", "p1", date(2024, 2, 29), "failure"],
        ]
    )
    text = "moment_id;person_id;date;kind\nm1;p1;2.3.2026 klo 9.05;success\nm2;p1;29.2.2024;failure\n"
    made = [
        [item.body for item in collect("moments", io.BytesIO(content), KLV) if isinstance(item, Statement)]
        for content in (sheet, text.encode())
    ]
    assert made[0][0] == made[1][0]
    assert len(made[0]) == 2


def test_the_sheet_whose_header_fits_is_read_else_the_first() -> None:
    about = [["This file was exported"], ["yesterday"]]
    data = [["person_id", "date"], ["p1", "2.3.2026"]]
    assert cells(book(about, data)) == [{"person_id": "p1", "date": "2.3.2026"}]
    assert cells(book(data, [["person_id", "date"], ["p2", "x"]])) == [{"person_id": "p1", "date": "2.3.2026"}]


def test_rows_are_numbered_as_a_spreadsheet_does_and_empty_ones_passed_over() -> None:
    rows = [["person_id", "date"], ["p1", "1"], [None, None], ["p2", "2", "x"]]
    made = list(table(book(rows)).records())
    assert [(type(r), r.row) for r in made] == [(Record, 2), (Quarantined, 4)]


def test_a_wrong_size_written_in_the_sheet_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    wrong = sheet.replace(b'ref="A1:B2"', b'ref="A1"')
    assert wrong != sheet
    assert len(cells(rewritten(SMALL, xl__worksheets__sheet1_dot_xml=wrong))) == 1


def test_a_formula_gone_wrong_sets_its_row_aside() -> None:
    [found] = table(book([["person_id", "date"], ["#REF!", "2.3.2026"]])).records()
    assert isinstance(found, Quarantined)
    assert found.field == "person_id"


def test_a_formula_is_never_taken_for_a_value() -> None:
    assert cells(book([["person_id", "date"], ['=HYPERLINK("http://x")', "2.3.2026"]])) == [{"date": "2.3.2026"}]


NAMESPACE = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows: bytes) -> bytes:
    start = b'<?xml version="1.0"?><worksheet xmlns="' + NAMESPACE + b'"><dimension ref="A1:B2"/><sheetData>'
    return start + rows + b"</sheetData></worksheet>"


HEAD = b'<row r="1"><c t="inlineStr"><is><t>person_id</t></is></c><c t="inlineStr"><is><t>date</t></is></c></row>'


def test_a_row_that_says_it_is_the_billionth_is_not_waited_for() -> None:
    far = b'<row r="999999999"><c t="inlineStr"><is><t>p1</t></is></c></row>'
    content = rewritten(SMALL, xl__worksheets__sheet1_dot_xml=sheet(HEAD + far))
    assert cells(content) == []


def test_entities_are_refused_wherever_they_stand() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    row = b'<row r="2"><c t="inlineStr"><is><t>%s</t></is></c><c t="inlineStr"><is><t>1</t></is></c></row>'
    for entity, use in ((bomb, b"&b;"), (outside, b"&a;")):
        plain = sheet(HEAD + row % use)
        content = rewritten(SMALL, xl__worksheets__sheet1_dot_xml=plain.replace(b"?>", b"?>" + entity, 1))
        assert refusal(content) in ("it cannot be read as a spreadsheet", "the column person_id, date is missing")
        with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
            workbook = archive.read("xl/workbook.xml")
        declared = (
            b'<?xml version="1.0"?>' + entity + workbook.partition(b"?>")[2] if b"?>" in workbook else entity + workbook
        )
        assert "cannot be read" in refusal(rewritten(SMALL, xl__workbook_dot_xml=declared))


def test_a_bomb_is_refused_by_what_it_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "LARGEST", 1 << 20)
    big = rewritten(SMALL, xl__worksheets__sheet1_dot_xml=sheet(HEAD + b"<row/>" * 400_000))
    assert len(big) < 100_000
    assert refusal(big) == "it is too large when unpacked"


def test_texts_that_would_all_stay_in_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "WHOLE", 1 << 20)
    assert refusal(rewritten(SMALL, xl__sharedStrings_dot_xml=b" " * (2 << 20))) == "it is too large when unpacked"


def test_a_bomb_that_lies_about_its_size_takes_no_more_than_it_declared() -> None:
    big = rewritten(SMALL, xl__worksheets__sheet1_dot_xml=sheet(HEAD + b"<row/>" * 5_000_000))
    with zipfile.ZipFile(io.BytesIO(big)) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = big.replace(struct.pack("<L", true), struct.pack("<L", 1_000))
    assert lying != big
    tracemalloc.start()
    assert "cannot be read" in refusal(lying)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 << 20


def test_a_row_without_end_is_refused() -> None:
    row = b'<row r="2"><c t="inlineStr"><is><t>' + b"x" * (3 << 20) + b"</t></is></c></row>"
    assert "longer than a million" in refusal(rewritten(SMALL, xl__worksheets__sheet1_dot_xml=sheet(HEAD + row)))


def test_macros_passwords_and_old_files_are_refused() -> None:
    assert refusal(rewritten(SMALL, xl__vbaProject_dot_bin=b"x")) == "it holds macros"
    with zipfile.ZipFile(io.BytesIO(SMALL)) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    assert refusal(rewritten(SMALL, **{"[Content_Types]_dot_xml": macro})) == "it holds macros"
    assert "password" in refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 600)


@pytest.mark.parametrize("cut", [10, 200, 2_000, -30])
def test_a_damaged_file_is_refused_whole(cut: int) -> None:
    assert "cannot be read" in refusal(SMALL[:cut])


def test_a_zip_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/passwd", "root")
    assert "cannot be read" in refusal(out.getvalue())


def test_a_sheet_that_breaks_off_gives_the_rows_before_it() -> None:
    row = b'<row><c t="inlineStr"><is><t>p1</t></is></c><c t="inlineStr"><is><t>1</t></is></c></row>'
    content = rewritten(SMALL, xl__worksheets__sheet1_dot_xml=sheet(HEAD + row * 2_000 + b"<row><c></row>"))
    made = list(table(content).records())
    assert isinstance(made[0], Record)
    assert isinstance(made[-1], Quarantined)
    assert made[-1].rule == spreadsheet.DAMAGED


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(rows: int) -> int:
        content = book([["person_id", "date"], *([f"p{i}", f"{i % 27 + 1}.3.2026"] for i in range(rows))])
        tracemalloc.start()
        for _ in table(content).records():
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(4_000) < 12 << 20
