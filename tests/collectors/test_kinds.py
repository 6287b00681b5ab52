"""Any kind of file, as its reader meets it: what is yielded, in what order, and that nothing of a bad row is told."""

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.kinds import KINDS, Context, Head, Progress, Reference, Statement, collect, kind
from collectors.kinds.build.times import duration
from collectors.quarantine import FileRefused, Flagged, Quarantined, Unstated
from collectors.sources.headers import header, synonyms

KLV = Context(
    source="hr", agency="KLV", home_page="https://klv.example/hr", key=b"k" * 32, now=datetime(2026, 11, 1, tzinfo=UTC)
)
MOMENTS = "moment_id;person_id;date;kind;place\nm1;Åke;29.2.2024;success;own_task\nm2;p2;2.10.2026 klo 9.05;failure;\n"

TABLES = [name for name in KINDS if not hasattr(kind(name), "OPENED")]


def items(name: str, text: str | bytes, context: Context = KLV) -> list[Any]:
    content = text.encode() if isinstance(text, str) else text
    return list(collect(name, io.BytesIO(content), context, f"{name}.csv"))


def of(made: Iterable[Any], *types: type) -> list[Any]:
    return [item for item in made if isinstance(item, types)]


def test_kinds_are_the_modules_of_the_folder() -> None:
    assert {"analysis", "courses", "events", "goals", "identities", "moments", "persons"} < set(KINDS)
    assert {"pulse", "reflections", "sessions", "units"} < set(KINDS)
    assert {"calendar", "statements"} < set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_it_is_and_knows_its_columns_in_three_languages(name: str) -> None:
    module = kind(name)
    assert module.__doc__
    assert len(module.__doc__.splitlines()[0]) <= 120
    for field in module.COLUMNS.known:
        for other in (field, field.upper().replace("_", " "), *synonyms(name, field)):
            assert header(name, module.COLUMNS, [other]).places == {field: 0}, f"{field}: {other}"


def test_an_unknown_kind_is_a_key_error() -> None:
    for name in ("build", "letters", "../moments"):
        with pytest.raises(KeyError):
            items(name, MOMENTS)


def test_the_head_comes_first_and_progress_ends_at_the_end() -> None:
    text = MOMENTS.replace(";place", ";colour")
    made = items("moments", text)
    assert made[0] == Head(("moment_id", "person_id", "date", "kind"), ("colour",), len(text.encode()))
    assert made[-1] == Progress(len(text.encode()), len(text.encode()))


def test_progress_is_told_on_the_way() -> None:
    rows = "".join(f"m{n};p;1.10.2026;success;\n" for n in range(5_000))
    done = [p.done for p in of(items("moments", MOMENTS + rows), Progress)]
    assert len(done) == 6
    assert done == sorted(done)


def test_the_same_content_in_any_dress_gives_the_same_bytes() -> None:
    expected = of(items("moments", MOMENTS), Statement)
    assert len(expected) == 2
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        for separator in (";", "\t", ","):
            dressed = MOMENTS.replace(";", separator).encode(encoding)
            assert of(items("moments", dressed), Statement) == expected
    assert of(items("moments", "sep=;\r\n" + MOMENTS.replace("\n", "\r\n")), Statement) == expected


def test_a_file_handed_in_twice_says_the_same_again() -> None:
    later = Context(**{f: getattr(KLV, f) for f in KLV.__struct_fields__} | {"now": datetime(2027, 1, 1, tzinfo=UTC)})
    assert of(items("moments", MOMENTS), Statement) == of(items("moments", MOMENTS, later), Statement)


def test_ids_differ_by_source_key_record_and_person() -> None:
    def ids(**changes: Any) -> set[str]:
        context = Context(**{f: getattr(KLV, f) for f in KLV.__struct_fields__} | changes)
        return {statement.id for statement in of(items("moments", MOMENTS, context), Statement)}

    assert len(ids() | ids(source="forms") | ids(key=b"l" * 32)) == 6
    one, other = of(items("moments", MOMENTS), Statement)
    assert one.record != other.record
    [aside] = of(items("moments", MOMENTS.replace("m2", "m1")), Quarantined)  # one record is not two people's
    assert (aside.row, aside.field) == (3, "(row)")


def test_a_row_twice_is_taken_twice_and_one_that_contradicts_it_is_not() -> None:
    made = items("moments", MOMENTS + "m2;p2;2.10.2026 klo 9.05;failure;\nm2;p2;3.10.2026;failure;\n")
    assert [s.row for s in of(made, Statement)] == [2, 3, 4]
    assert [(q.row, q.field) for q in of(made, Quarantined)] == [(5, "(row)")]


def test_a_file_that_cannot_be_taken_is_refused_before_the_first_item() -> None:
    with pytest.raises(FileRefused, match="the column kind is missing"):
        collect("moments", io.BytesIO(b"moment_id;person_id;date\n"), KLV, "x.csv")


def test_a_path_will_do(tmp_path: Path) -> None:
    path = tmp_path / "moments.csv"
    path.write_text(MOMENTS, encoding="cp1252")
    assert of(collect("moments", path, KLV), Statement) == of(items("moments", MOMENTS), Statement)


FULL = {
    "analysis": "KLV;3.11.2025;LC05;Oppiminen on irti työstä.;Lärandet är skilt från arbetet.;expert-role",
    "events": "e1;p1;3.11.2025;workshop;180;mentee;mentor-2024;employer",
    "goals": "g1;KLV;Oppiminen;Lärande;0,25;0,45;1.1.2025;31.12.2026;LC07;;0,36;30.9.2025;1",
    "sessions": "s1;r1;p1;mentor;3.11.2025 9.00;60;held;pair;ohjelma;goal;joint;mentoring",
    "reflections": "r1;p1;3.11.2025;s1;written;short",
    "moments": "m1;p1;3.11.2025;help_given;own_task;joint;same_unit;;h1;supervisor",
    "courses": "p1;c1;3.11.2025;ei;joint;abc;60;4,5;Moodle",
    "pulse": "klv-2025-09;KLV-LUV;w1;load-time;4;5;3.9.2025;30",
    "persons": "p1;KLV-LUV;1.1.2020;31.12.2025;kyllä;fi;31.12.2025",
    "units": "KLV-LUV;KLV;KLV;Luvat;Tillstånd;1.1.2020;31.12.2025;2;x;KLV-VAL",
    "identities": "KLV;p1;account;17;https://lms.klv.example;1.1.2020;31.12.2025",
}
HEADERS = {
    "sessions": "session_id;series_id;person_id;role;start;duration_min;status;mode;programme;goal;initiative;place"
} | {name: ";".join(kind(name).COLUMNS.known) for name in TABLES if name != "sessions"}


@pytest.mark.parametrize("name", TABLES)
def test_a_full_row_is_taken_and_without_any_required_cell_it_is_not(name: str) -> None:
    assert of(items(name, f"{HEADERS[name]}\n{FULL[name]}\n"), Statement, Reference)
    fields, cells = HEADERS[name].split(";"), FULL[name].split(";")
    optional = {"valid_to", "name_sv", "finding_sv", *kind(name).COLUMNS.optional}
    for field in set(kind(name).COLUMNS.required) - optional:
        row = ";".join("" if f == field else cell for f, cell in zip(fields, cells, strict=True))
        made = items(name, f"{HEADERS[name]}\n{row}\n")
        assert [(q.row, q.field) for q in of(made, Quarantined)] == [(2, field)], field
        assert not of(made, Statement, Reference)


@pytest.mark.parametrize("name", TABLES)
def test_no_item_about_a_bad_row_holds_anything_of_it(name: str) -> None:
    canary = "Meri.Salainen@klv.example"
    fields, cells = HEADERS[name].split(";"), FULL[name].split(";")
    broken = [[canary if f == g else c for g, c in zip(fields, cells, strict=True)] for f in fields]
    rows = "".join(";".join(row) + "\n" for row in broken) + f'{FULL[name]};{canary}\n"{canary};\n'
    told = of(items(name, f"{HEADERS[name]}\n{rows}"), Quarantined, Flagged, Unstated, Head)
    assert len(told) > 3
    assert "Salainen" not in repr(told)


@settings(max_examples=40)
@given(st.sampled_from(TABLES), st.lists(st.lists(st.text(max_size=30), max_size=12), max_size=5))
def test_whatever_the_cells_each_row_is_taken_or_set_aside(name: str, rows: list[list[str]]) -> None:
    text = HEADERS[name] + "\n" + "".join(";".join(row) + "\n" for row in rows)
    made = items(name, text.replace("\0", "").encode("utf-8", "replace"))
    assert made[-1] == Progress(made[0].total, made[0].total)


def test_statements_name_one_person_by_account_only() -> None:
    for name in ("sessions", "reflections", "moments", "courses"):
        [statement] = of(items(name, f"{HEADERS[name]}\n{FULL[name]}\n"), Statement)
        body = json.loads(statement.body)
        assert body["actor"] == {"objectType": "Agent", "account": {"homePage": KLV.home_page, "name": "p1"}}
        assert body["id"] == statement.id
        assert not {"instructor", "team"} & body["context"].keys()
        assert "version" not in body


@pytest.mark.parametrize(
    ("minutes", "written"), [(60, "PT1H"), (90, "PT1H30M"), (52.5, "PT52M30S"), (0, "PT0S"), (1500, "PT25H")]
)
def test_durations(minutes: float, written: str) -> None:
    assert duration(minutes) == written
