"""Files as they come, dirt and all, into a ledger: how many statements there are afterwards is known."""

from datetime import UTC, datetime

import msgspec
import pytest

from collectors.collect import collect
from collectors.kinds import Context
from collectors.known import Ledger as Known
from collectors.ledger.sqlite import hash_key, open_reader
from collectors.ledger.work import PutIdentities
from collectors.rows import IdentityRow
from collectors.sources.mapping import load
from tests.collectors.test_mappings import FORMS, ROWS

COURSES = """Henkilö;Kurssi;Suoritettu;Pakollinen;Kesto;Pisteet
Åke;tietosuoja;29.2.2024;kyllä;45;87,5
p2;tietosuoja;26.10.2025 klo 3.30;ei;1 440,5;100
p3;tietosuoja;26.10.2025 klo 4.30;ei;;-1,5
p4;tietosuoja;29.2.2025;ei;;
p5;tietosuoja;30.3.2025 klo 3.30;ei;;
p6;tietosuoja;1.3.2026;ei;;4.5
"""
"""Three to take (a leap day, the doubled hour, the hour after it), three to set aside (no such day, no such hour, a
decimal point among commas)."""


@pytest.fixture
def take(ledger, tmp_path):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    address = IdentityRow(agency_id="KLV", person_id="p1", kind="mbox", value="mailto:aino.aalto@klv.example")
    ledger.writer.do(PutIdentities(rows=[address]))

    def take(kind, content, mapping=None, **given):
        path = tmp_path / f"{kind}.csv"
        path.write_bytes(content)
        reader = open_reader(ledger.folder)
        context = Context(
            source="moodle",
            agency="KLV",
            home_page="https://lc.example/klv",
            key=hash_key(reader),
            now=datetime(2026, 4, 1, tzinfo=UTC),
            known=Known(reader, "moodle", "KLV"),
        )
        return collect(kind, path, context, ledger.writer.do, mapping=load(mapping, given) if mapping else None)

    return take


def counts(ledger):
    """(statements, withdrawals among them, statements that hold no more)"""
    sql = "select count(*), coalesce(sum(voiding), 0), sum(voided_at is not null) from statement"
    return open_reader(ledger.folder).execute(sql).fetchone()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_encodings_separators_commas_and_the_calendar(ledger, take, encoding, separator):
    content = COURSES.replace(";", separator).encode(encoding)
    first = take("courses", content)
    assert (first.added, [(q.row, q.field) for q in first.quarantined]) == (
        3,
        [(5, "completed_at"), (6, "completed_at"), (7, "score")],
    )
    assert first.flagged == {"this hour came twice that night; taken as the first": 1}
    again = take("courses", content)
    assert (again.added, again.known, again.changed) == (0, 3, 0)
    assert counts(ledger) == (3, 0, 0)


def test_every_dress_of_one_file_is_one_file(ledger, take):
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        for separator in (";", "\t"):
            take("courses", COURSES.replace(";", separator).encode(encoding))
    assert counts(ledger) == (3, 0, 0)


def test_numbers_and_times_are_what_they_were(ledger, take):
    take("courses", COURSES.encode())
    rows = open_reader(ledger.folder).execute("select body from statement order by seq").fetchall()
    bodies = [msgspec.json.decode(body) for (body,) in rows]
    assert [b["result"].get("score", {}).get("raw") for b in bodies] == [87.5, 100, -1.5]
    assert [b["timestamp"] for b in bodies] == ["2024-02-29T10:00:00Z", "2025-10-26T00:30:00Z", "2025-10-26T02:30:00Z"]
    assert bodies[1]["result"]["duration"] == "PT24H30S"


def test_a_corrected_file_is_exactly_a_void_and_a_revision_for_each_row_corrected(ledger, take):
    take("courses", COURSES.encode())
    corrected = take("courses", COURSES.replace("87,5", "88,5").replace("29.2.2025", "28.2.2025").encode())
    assert (corrected.added, corrected.known, corrected.changed) == (1, 2, 1)
    assert counts(ledger) == (6, 1, 1)
    back = take("courses", COURSES.encode())
    assert (back.added, back.known, back.changed) == (0, 2, 1)
    assert counts(ledger) == (8, 2, 2)


def test_a_form_whose_headers_changed_language_adds_nothing(ledger, take):
    for number, (language, head) in enumerate(FORMS.items()):
        summary = take("moments", f"{head}\n{ROWS[language]}\n".encode(), "ms-forms-moments")
        assert (summary.added, summary.known) == ((2, 0) if number == 0 else (0, 2))
    assert counts(ledger) == (2, 0, 0)


def test_an_address_is_looked_up_and_kept_nowhere(ledger, take):
    take("moments", f"{FORMS['fi']}\n{ROWS['fi']}\n".encode(), "ms-forms-moments")
    unknown = take("moments", f"{FORMS['fi']}\n{ROWS['fi'].replace('aino', 'x')}\n".encode(), "ms-forms-moments")
    assert [(q.field, q.rule[:10]) for q in unknown.quarantined] == [("mbox", "an address")] * 2
    bodies = [body for (body,) in open_reader(ledger.folder).execute("select body from statement").fetchall()]
    assert len(bodies) == 2
    assert not any(b"@" in body for body in bodies)
    assert open_reader(ledger.folder).execute("select count(*) from person").fetchone() == (1,)
