"""A file becomes records: encodings, separators, headers, and rows that cannot be taken apart."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.quarantine import FileRefused, Quarantined
from collectors.sources.headers import Columns
from collectors.sources.record import Record
from collectors.sources.table import Table

COLUMNS = Columns(required=("person_id", "date"), optional=("place",))
TEXT = "person_id;date;place\np1;3.11.2026;Hämeenlinna\np2;4.11.2026;\n"


def table(content: bytes, columns: Columns = COLUMNS) -> Table:
    return Table(io.BytesIO(content), "moments", columns, "file.csv")


def cells(content: bytes) -> list[dict[str, str]]:
    return [dict(r.cells) for r in table(content).records() if isinstance(r, Record)]


def faults(content: bytes) -> list[tuple[int, str]]:
    return [(r.row, r.rule) for r in table(content).records() if isinstance(r, Quarantined)]


def refusal(content: bytes, columns: Columns = COLUMNS) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        table(content, columns)
    return caught.value


EXPECTED = [
    {"person_id": "p1", "date": "3.11.2026", "place": "Hämeenlinna"},
    {"person_id": "p2", "date": "4.11.2026"},
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_table_in_any_dress(encoding: str, separator: str, end: str) -> None:
    assert cells(TEXT.replace(";", separator).replace("\n", end).encode(encoding)) == EXPECTED


def test_the_last_letter_decides_between_utf_8_and_windows_1252() -> None:
    many = "person_id;date\n" + "p1;3.11.2026\n" * 200_000
    assert cells((many + "ä;3.11.2026\n").encode("cp1252"))[-1]["person_id"] == "ä"
    assert cells((many + "ä;3.11.2026\n").encode())[-1]["person_id"] == "ä"


@pytest.mark.parametrize("line", ["sep=|", '"sep=|"', "SEP=|"])
def test_a_line_may_declare_the_separator(line: str) -> None:
    assert cells(f"{line}\r\n{TEXT.replace(';', '|')}".encode()) == EXPECTED


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_header_in_quotation_marks_loses_no_row_whatever_is_tried_on_it(separator: str) -> None:
    quoted = "\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in TEXT.splitlines())
    assert cells(quoted.replace(";", separator).encode()) == EXPECTED


def test_separators_inside_quotation_marks_do_not_separate() -> None:
    assert cells(b'person_id,date,place\np1,3.11.2026,"a;b;c, ""d"""\n')[0]["place"] == 'a;b;c, "d"'


def test_columns_are_known_by_name_and_never_by_position() -> None:
    assert cells("Päivämäärä;Muuta;HENKILÖ\n3.11.2026;?;p1\n".encode()) == [{"date": "3.11.2026", "person_id": "p1"}]
    assert cells(b"plats;Person-ID;Datum\n;p1;3.11.2026\n") == [{"date": "3.11.2026", "person_id": "p1"}]


def test_unknown_columns_are_dropped_and_named() -> None:
    found = table(b"person_id;date;Shoe size;\np1;3.11.2026;44;\n")
    assert found.header.dropped == ("Shoe size",)
    assert [dict(r.cells) for r in found.records() if isinstance(r, Record)] == [
        {"person_id": "p1", "date": "3.11.2026"}
    ]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    rows = table(b'sep=;\nperson_id;date;x\np1;1;"two\nlines"\n\n;;\np2;2;\n').records()
    assert [r.row for r in rows] == [2, 5]


def test_a_short_row_lacks_its_last_cells_and_a_long_one_is_set_aside() -> None:
    assert cells(b"person_id;date;place\np1;1\n") == [{"person_id": "p1", "date": "1"}]
    assert cells(b"person_id;date\np1;1;;\n") == [{"person_id": "p1", "date": "1"}]
    assert faults(b"person_id;date\np1;1;;z\np2;2\n") == [(2, "there are more cells than columns")]


def test_a_quotation_mark_left_open_costs_its_own_row_only() -> None:
    content = b'person_id;date\n"p1;1\np2;2\np3;"3"x\np4;4\n'
    assert [row for row, _ in faults(content)] == [2, 4]
    assert [c["person_id"] for c in cells(content)] == ["p2", "p4"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "the file is empty"),
        (b"person_id;date\np\x001;1\n", "NUL byte"),
        ("person_id;date\np1;1\n".encode("utf-16-le"), "NUL byte"),
        (b"\xef\xbb\xbfperson_id;date\n\xe4;1\n", "neither UTF-8"),
        (b"person_id;date\n\x81;1\n", "neither UTF-8"),
        (b"\xff\xfep\x00\x00\xd8", "neither UTF-8"),
        (b"person_id;date\n" + b"x" * 4_000_000, "no table"),
        (b"person_id\np1\n", "the column date is missing"),
        (b"p1;3.11.2026\np2;3.11.2026\n", "the column person_id, date is missing"),
        ("person_id;henkilö;date\n".encode(), "two columns are read as person_id"),
    ],
)
def test_a_file_of_which_nothing_can_be_taken(content: bytes, rule: str) -> None:
    fault = refusal(content)
    assert rule in fault.rule
    assert fault.file == "file.csv"
    assert fault.way_out


def test_a_refusal_does_not_tell_what_stood_in_the_first_row() -> None:
    assert "Meri" not in str(refusal(b"Meri Meikalainen;3.11.2026\n"))


def test_either_of_two_columns_will_do() -> None:
    columns = Columns(required=("person_id",), either=(("date", "place"),))
    assert table(b"person_id;place\n", columns).header.missing == ()
    assert "date or place" in refusal(b"person_id\n", columns).rule


def test_a_column_of_text_refuses_the_file() -> None:
    columns = Columns(required=("person_id", "text_shape"), refused=frozenset({"text", "teksti"}))
    assert "free text" in refusal(b"person_id;text_shape;Vapaa teksti\n", columns).rule
    assert table(b"person_id;text_shape;context\n", columns).header.dropped == ("context",)


def test_a_file_handed_in_stays_open_and_a_path_is_named_without_its_folders(tmp_path: Path) -> None:
    handed = io.BytesIO(TEXT.encode())
    found = Table(handed, "moments", COLUMNS)
    assert len(list(found.records())) == 2
    found.close()
    assert not handed.closed
    path = tmp_path / "moments.csv"
    path.write_bytes(b"")
    with pytest.raises(FileRefused, match=r"^moments[.]csv: the file is empty"):
        Table(path, "moments", COLUMNS)


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda t: f"person_id;date\n{t}".encode()))
def test_whatever_the_bytes_a_file_is_read_or_refused(content: bytes) -> None:
    try:
        rows = list(table(content).records())
    except FileRefused:
        return
    assert [r.row for r in rows] == sorted({r.row for r in rows})


@given(
    st.lists(
        st.lists(
            st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",))), min_size=2, max_size=2
        )
    )
)
def test_what_a_spreadsheet_writes_is_what_is_read(rows: list[list[str]]) -> None:
    quoted = "".join('"' + '";"'.join(c.replace('"', '""') for c in row) + '"\r\n' for row in rows)
    found = cells(("person_id;date\r\n" + quoted).encode())
    stripped = [{f: c.strip() for f, c in zip(("person_id", "date"), row, strict=True) if c.strip()} for row in rows]
    assert found == [row for row in stripped if row]
