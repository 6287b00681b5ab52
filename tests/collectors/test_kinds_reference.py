"""Units, people and identifiers: rows become typed rows, or are set aside with field and rule."""

import io
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from collectors.kinds import Context, Reference, collect
from collectors.quarantine import Quarantined
from collectors.rows import IdentityRow, PersonRow, UnitRow

KLV = Context(
    source="hr", agency="KLV", home_page="https://klv.example/hr", key=b"k" * 32, now=datetime(2026, 11, 1, tzinfo=UTC)
)


def items(kind: str, header: str, *rows: str, context: Context = KLV) -> list[Any]:
    return list(collect(kind, io.BytesIO("\n".join([header, *rows]).encode()), context))


def values(made: list[Any]) -> list[Any]:
    return [item.value for item in made if isinstance(item, Reference)]


def aside(made: list[Any]) -> list[tuple[int, str]]:
    return [(item.row, item.field) for item in made if isinstance(item, Quarantined)]


def test_people_in_units() -> None:
    header = "Henkilö;Yksikkö;Alkaen;Päättyen;Esihenkilö;Kieli"
    made = items("persons", header, "p1;KLV-LUV;1.8.2024;31.12.9999;kyllä;sv", "p2;KLV-VAL;2024-08-01;;;")
    assert values(made) == [
        PersonRow(person_id="p1", unit_id="KLV-LUV", valid_from="2024-08-01", supervisor=True, language="sv"),
        PersonRow(person_id="p2", unit_id="KLV-VAL", valid_from="2024-08-01", valid_to="9999-12-31"),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("p1;U;1.8.2024;31.7.2024;", "valid_to"),
        ("p1;U;;31.7.2024;", "valid_from"),
        ("p1;U;elokuu;;", "valid_from"),
        ("p1;;1.8.2024;;", "unit_id"),
        ("p1;U;1.8.2024;;maybe", "supervisor"),
    ],
)
def test_people_that_cannot_be_placed(row: str, field: str) -> None:
    assert aside(items("persons", "person_id;unit_id;valid_from;valid_to;supervisor", row)) == [(2, field)]


UNITS = "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to;level;reporting_unit;reported_with"


def test_units() -> None:
    made = items(
        "units",
        UNITS,
        "KLV;;KLV;Korpilupavirasto;Ödemarkstillståndsverket;1.1.2020;;agency;;",
        "KLV-LUV;KLV;KLV;Luvat;;1.1.2020;31.12.2025;department;x;KLV-VAL",
    )
    agency, department = values(made)
    assert agency == UnitRow(
        unit_id="KLV",
        parent_id=None,
        agency_id="KLV",
        name_fi="Korpilupavirasto",
        name_sv="Ödemarkstillståndsverket",
        valid_from="2020-01-01",
        level="agency",
    )
    assert (department.name_sv, department.reporting_unit, department.reported_with) == ("", True, "KLV-VAL")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("MH-VAY;MH;MH;Väylät;;1.1.2020;;;;", "agency_id"),
        ("KLV-LUV;;KLV;Luvat;;1.1.2020;;;;", "parent_id"),
        ("KLV-LUV;KLV-LUV;KLV;Luvat;;1.1.2020;;;;", "parent_id"),
        ("KLV;KLV-LUV;KLV;Luvat;;1.1.2020;;;;", "parent_id"),
        ("KLV-LUV;KLV;KLV;;Tillstånd;1.1.2020;;;;", "name_fi"),
    ],
)
def test_units_that_fit_nowhere(row: str, field: str) -> None:
    assert aside(items("units", UNITS, row)) == [(2, field)]


def test_a_source_of_no_single_agency_may_speak_of_any() -> None:
    anyone = msgspec.structs.replace(KLV, agency="")
    assert len(values(items("units", UNITS, "MH;;MH;Majakkahallinto;;1.1.2020;;;;", context=anyone))) == 1


IDENTITIES = "agency_id;person_id;kind;value;home_page;valid_from;valid_to"


def test_identifiers_are_written_as_statements_write_them() -> None:
    made = items(
        "identities",
        IDENTITIES,
        "KLV;p1;account;17;https://lms.klv.example;1.8.2024;31.12.2025",
        "KLV;p1;mbox;p1@klv.example;;;",
        "KLV;p1;mbox;mailto:p1@klv.example;;;",
        f"KLV;p1;mbox_sha1sum;{'AB' * 20};;;",
        "KLV;p1;openid;https://id.klv.example/p1;;;",
    )
    account, mbox, again, sha1, openid = values(made)
    assert account == IdentityRow(
        agency_id="KLV",
        person_id="p1",
        kind="account",
        value="17",
        home_page="https://lms.klv.example",
        valid_from="2024-08-01",
        valid_to="2025-12-31",
    )
    assert mbox == again == IdentityRow(agency_id="KLV", person_id="p1", kind="mbox", value="mailto:p1@klv.example")
    assert (sha1.value, openid.value) == ("ab" * 20, "https://id.klv.example/p1")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("KLV;p1;account;17;;;", "home_page"),
        ("KLV;p1;account;17;lms;;", "home_page"),
        ("KLV;p1;mbox;p1;;;", "value"),
        ("KLV;p1;mbox_sha1sum;abc;;;", "value"),
        ("KLV;p1;openid;p1;;;", "value"),
        ("KLV;p1;phone;1;;;", "kind"),
        ("MH;p1;openid;https://id.klv.example/p1;;;", "agency_id"),
        ("KLV;p1;openid;https://id.klv.example/p1;;2.1.2025;1.1.2025", "valid_to"),
    ],
)
def test_identifiers_that_identify_nobody(row: str, field: str) -> None:
    assert aside(items("identities", IDENTITIES, row)) == [(2, field)]
