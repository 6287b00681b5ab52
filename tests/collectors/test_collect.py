"""Collecting a file: what cannot be taken is set aside and named, what is taken is taken once."""

from datetime import UTC, datetime

import pytest

from collectors import collect as collecting
from collectors.collect import collect
from collectors.kinds import Context
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, Erase, PutWaves
from collectors.rows import WaveRow
from schemas.profile import PULSE_ITEMS
from schemas.statement.refusal import Refused

HEAD = "moment_id;person_id;date;kind\n"


@pytest.fixture
def take(ledger, tmp_path):
    ledger.unit("KLV-A")
    context = Context(
        source="moodle",
        agency="KLV",
        home_page="https://lc.example/klv",
        key=b"k" * 32,
        now=datetime(2026, 4, 1, tzinfo=UTC),
    )

    def take(kind, text, do=ledger.writer.do):
        path = tmp_path / f"{kind}.csv"
        path.write_text(text, "utf-8")
        return collect(kind, path, context, do)

    return take


def moments(count):
    return HEAD + "".join(f"m{i};p{i};{i % 27 + 1}.3.2026;success\n" for i in range(count))


def statements(ledger):
    return open_reader(ledger.folder).execute("select count(*) from statement").fetchone()[0]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_stopped_anywhere_and_begun_again_gives_no_doubles(ledger, take, at):
    done = []

    def until(work):
        if len(done) == at:
            raise KeyboardInterrupt
        done.append(work)
        return ledger.writer.do(work)

    with pytest.raises(KeyboardInterrupt):
        take("moments", moments(1_200), until)
    again = take("moments", moments(1_200))
    assert again.added + again.known == 1_200
    assert statements(ledger) == 1_200


def test_one_refused_row_costs_its_neighbours_few_commits(ledger, take):
    ledger.person("p77", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.writer.do(Erase(person="KLV/p77"))
    asked = []

    def do(work):
        asked.append(work)
        return ledger.writer.do(work)

    summary = take("moments", moments(500), do)
    assert summary.added == 499
    assert [q.row for q in summary.quarantined] == [79]
    assert len(asked) < 30


def test_a_fault_of_the_ledger_sets_no_row_aside(ledger, take):
    def full(work):
        raise Refused("work", "the disk is full", status=500)

    with pytest.raises(Refused):
        take("moments", moments(3), full)


def test_a_row_whose_statement_breaks_a_rule_is_set_aside_alone(ledger, take, monkeypatch):
    real, second = collecting.prepare, []

    def prepare(body, **given):
        second.append(body)
        if len(second) == 2:
            raise Refused("object.id", "must be an IRI with a scheme")
        return real(body, **given)

    monkeypatch.setattr(collecting, "prepare", prepare)
    summary = take("moments", moments(3))
    assert summary.added == 2
    assert [(q.row, q.field) for q in summary.quarantined] == [(3, "object.id")]


def test_a_wave_of_another_agency_is_set_aside(ledger, take):
    ledger.writer.do(PutWaves(rows=[WaveRow(wave="w1", agency_id="MH", unit="MH", invited=9, opened="2026-03-01")]))
    iri, item = next(iter(PULSE_ITEMS.items()))
    head = "wave;batch_unit;respondent;item;value;scale_max;answered_date;invited"
    summary = take("pulse", f"{head}\nw1;KLV-A;r1;{iri.rpartition('/')[2]};1;{item.scale_max};2026-03-01;20\n")
    assert [(q.row, q.field) for q in summary.quarantined] == [(2, "wave")]


def test_quarantine_is_fed_once_a_file(ledger, take):
    text = HEAD + "m1;p1;31.2.2026;success\nm2;p2;1.3.2026;nonsense\n"
    for _ in range(2):
        take("moments", text)
    rows = open_reader(ledger.folder).execute("select kind, row, field from quarantine order by row").fetchall()
    assert rows == [("moments", 2, "date"), ("moments", 3, "kind")]


def test_statements_are_streamed(ledger, take):
    sizes = []

    def do(work):
        if isinstance(work, Accept):
            sizes.append(len(work.statements))
        return ledger.writer.do(work)

    take("moments", moments(1_700), do)
    assert max(sizes) <= collecting.GROUP
    assert sum(sizes) == 1_700
