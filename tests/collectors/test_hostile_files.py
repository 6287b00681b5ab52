"""Whoever fills in a form may be hostile: to whoever reads a report, a page, a log, or the disk."""

from datetime import UTC, datetime

import pytest

from collectors.collect import collect
from collectors.kinds import KINDS, Context, Statement
from collectors.kinds import collect as read
from collectors.ledger.sqlite import open_reader
from collectors.quarantine import FileRefused, Flagged, Quarantined
from collectors.report import counted, noted, refused

KLV = Context(
    source="moodle",
    agency="KLV",
    home_page="https://lc.example/klv",
    key=b"k" * 32,
    now=datetime(2026, 4, 1, tzinfo=UTC),
)
HEAD = "moment_id;person_id;date;kind;place"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://evil.example";"x")', "\t=1", "＝1+1")
HTML = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}", "</td>")


def file(tmp_path, text, name="moments.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def told(summary):
    return "\n".join([counted(summary), *noted(summary), *refused(summary, 100)])


@pytest.mark.parametrize("value", [*FORMULAS, *HTML])
def test_no_value_of_a_broken_row_is_told_in_any_report(ledger, tmp_path, value):
    quoted = '"' + value.replace('"', '""') + '"'
    rows = [
        ";".join(quoted if i == j else cell for j, cell in enumerate(["m1", "p1", "1.3.2026", "success", ""]))
        for i in range(2, 5)
    ]
    summary = collect("moments", file(tmp_path, "\n".join([HEAD, *rows])), KLV, ledger.writer.do)
    assert len(summary.quarantined) == 3
    assert value not in told(summary)
    kept = open_reader(ledger.folder).execute("select * from quarantine").fetchall()
    assert value not in repr(kept)
    assert all(not str(cell).startswith(("=", "+", "-", "@")) for row in kept for cell in row)


def test_ids_that_hold_markup_reach_a_statement_as_keyed_hashes_or_json_strings(tmp_path):
    value = HTML[0]
    [made] = [
        i
        for i in read("moments", file(tmp_path, f"{HEAD}\n{value};p1;1.3.2026;success;\n"), KLV)
        if isinstance(i, Statement)
    ]
    assert value.encode() not in made.body


@pytest.mark.parametrize("name", ["=cmd.csv", "<b>x.csv", "a\x1b[31mb.csv", "..\\..\\etc.csv"])
def test_a_files_name_is_shown_without_its_folders(tmp_path, name):
    path = file(tmp_path, "x\n", name)
    with pytest.raises(FileRefused) as caught:
        list(read("moments", path, KLV))
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.file == name.replace("\x1b", "\N{REPLACEMENT CHARACTER}")


def test_a_columns_name_cannot_move_the_cursor_of_whoever_reads_the_report(ledger, tmp_path):
    text = f"{HEAD};\x1b[2Jgone;=1+1\nm1;p1;1.3.2026;success;;x;y\n"
    summary = collect("moments", file(tmp_path, text), KLV, ledger.writer.do)
    assert "\x1b" not in told(summary)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"x" * (3 << 20), "a line is longer"),
        (HEAD.encode() + b"\n" + b"y" * (3 << 20), "a line is longer"),
        (HEAD.encode() + b"\n\0\0", "NUL"),
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
    ],
)
def test_lines_that_never_end_and_bytes_that_are_no_text_are_refused(tmp_path, content, rule):
    with pytest.raises(FileRefused, match=rule):
        list(read("moments", file(tmp_path, content), KLV))


def test_a_long_cell_costs_its_row_only(tmp_path):
    long = "x" * 200_000
    made = read("moments", file(tmp_path, f"{HEAD}\nm1;{long};1.3.2026;success;\nm2;p2;1.3.2026;success;\n"), KLV)
    kinds = [type(item) for item in made if isinstance(item, Statement | Quarantined)]
    assert kinds == [Quarantined, Statement]


def test_a_row_of_a_hundred_thousand_cells_is_set_aside(tmp_path):
    made = read("moments", file(tmp_path, f"{HEAD}\n{';x' * 100_000}\nm2;p2;1.3.2026;success;\n"), KLV)
    kinds = [type(item) for item in made if isinstance(item, Statement | Quarantined)]
    assert kinds == [Quarantined, Statement]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("calendar", "statements")])
def test_markup_in_any_field_is_taken_as_text_or_set_aside_and_told_nowhere(kind, tmp_path):
    from tests.collectors.test_kinds import FULL, HEADERS

    fields, cells = HEADERS[kind].split(";"), FULL[kind].split(";")
    for value in HTML:
        rows = [
            ";".join(
                f'"{value.replace(chr(34), chr(34) * 2)}"' if f == g else c for g, c in zip(fields, cells, strict=True)
            )
            for f in fields
        ]
        made = list(read(kind, file(tmp_path, "\n".join([HEADERS[kind], *rows])), KLV))
        assert value not in repr([i for i in made if isinstance(i, Quarantined | Flagged)])
