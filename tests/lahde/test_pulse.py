"""`lahde pulse` and the job that closes waves which are due."""

import csv
import io

import pytest

from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import AddSource, PutUnits, RevokeSource
from collectors.ledger.writer import Writer
from collectors.rows import UnitRow
from collectors.spool.folder import Spool
from lahde import pulse
from lahde.settings import Pulse, Settings
from schemas.statement.refusal import Refused

DECLARED = {"purpose": "pulses", "dpia": "D-1", "cooperation": "C-1"}


@pytest.fixture
def settings(tmp_path):
    made = Settings(data=str(tmp_path / "data"))
    writer = Writer(made.folder)
    unit = UnitRow(unit_id="KLV", parent_id=None, agency_id="KLV", name_fi="K", name_sv="K", valid_from="2020-01-01")
    writer.do(PutUnits(rows=[unit]))
    for name, agency, declared in (("klv-pages", "KLV", DECLARED), ("mh-pages", "MH", {})):
        writer.do(
            AddSource(name=name, agency=agency, key=name, secret_hash="x", scopes=["pages"], feeds=["pulse"],
                      units=[], **declared)
        )  # fmt: skip
    writer.close()
    (tmp_path / "batches.csv").write_text("unit;invited\nKLV;12\n", "utf-8")
    (tmp_path / "none.csv").write_text("unit;invited\n", "utf-8")
    return made


def begin(settings, tmp_path, name="w1", agency="KLV", closes="2099-01-01", items=None):
    pulse.begin(settings, name, agency, closes, tmp_path / "batches.csv", items)


def links(capsys):
    return [row["link"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))]


def test_a_link_for_each_invited_and_only_hashes_are_kept(settings, tmp_path, capsys):
    begin(settings, tmp_path)
    made = links(capsys)
    assert len(set(made)) == 12
    assert all(link.startswith("http://127.0.0.1:8080/pulse/w1?t=") for link in made)
    content = Spool(settings.folder).running("w1").path.read_bytes()
    assert not [link for link in made if link.partition("t=")[2].encode() in content]
    pulse.show(settings)
    assert "w1" in capsys.readouterr().out


def test_the_response_rule_knows_who_was_invited(settings, tmp_path):
    begin(settings, tmp_path)
    (kept,) = open_reader(settings.folder).execute("select agency, batches from wave where id = 'w1'").fetchall()
    assert kept == ("KLV", '[{"unit":"KLV","invited":12}]')


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"closes": "2020-01-01"}, "cannot have passed"),
        ({"closes": "soon"}, "YYYY-MM-DD"),
        ({"items": ["ps-01"]}, "no text is known for ps-01"),
        ({"items": ["nothing"]}, "no text is known"),
        ({"name": "../w"}, "make a wave's name"),
    ],
)
def test_what_cannot_be_opened(settings, tmp_path, given, rule):
    with pytest.raises(Refused, match=rule):
        begin(settings, tmp_path, **given)
    assert Spool(settings.folder).names() == []


def test_the_agency_has_a_declared_source_for_its_pages(settings, tmp_path):
    (tmp_path / "batches.csv").write_text("unit;invited\n", "utf-8")
    with pytest.raises(Refused, match="there is no batch"):
        begin(settings, tmp_path, agency="MH")
    with pytest.raises(Refused, match="lahde source declare mh-pages"):
        pulse._source(settings, pulse.sources(open_reader(settings.folder)), "MH")
    with pytest.raises(Refused, match="lahde source add skv-pages --agency SKV --scope pages"):
        pulse._source(settings, [], "SKV")


def test_an_agency_asks_about_safety_in_words_it_may_use(settings, tmp_path, capsys):
    own = tmp_path / "own.toml"
    own.write_text('[ps-01]\nfi = "F"\nsv = "S"\nen = "E"\n', "utf-8")
    given = Settings(data=settings.data, pulse=Pulse(texts=str(own)))
    begin(given, tmp_path, items=["ps-01", "load-time"])
    assert list(Spool(settings.folder).running("w1").wave().items) == ["ps-01", "load-time"]
    with pytest.raises(Refused, match="eight weeks"):
        begin(given, tmp_path, name="w2")


def test_waves_that_are_due_are_closed_and_others_run_on(settings, tmp_path, capsys, monkeypatch):
    begin(settings, tmp_path, name="long")
    begin(settings, tmp_path, name="short", closes=pulse.today())
    token = links(capsys)[-1].partition("t=")[2]
    Spool(settings.folder).running("short").put(token, {"load-time": 3}, pulse.today())
    writer = Writer(settings.folder)
    pulse.end_due(settings.folder, writer.do)
    assert Spool(settings.folder).names() == ["long", "short"]
    monkeypatch.setattr(pulse, "today", lambda: "2098-12-31")
    pulse.end_due(settings.folder, writer.do)
    assert Spool(settings.folder).names() == ["long"]
    assert open_reader(settings.folder).execute("select count(*) from statement").fetchone() == (1,)
    writer.close()


def test_a_close_that_was_interrupted_is_due(settings, tmp_path, capsys):
    begin(settings, tmp_path)
    Spool(settings.folder).running("w1").close()
    pulse.show(settings)
    assert "closing" in capsys.readouterr().out
    writer = Writer(settings.folder)
    writer.do(RevokeSource(name="klv-pages"))  # what was answered while it was live still enters
    pulse.end_due(settings.folder, writer.do)
    writer.close()
    assert Spool(settings.folder).closed("w1")


def test_closing_twice_is_told(settings, tmp_path, capsys):
    begin(settings, tmp_path)
    pulse.end(settings, "w1")
    assert "0 answers are in the ledger" in capsys.readouterr().err
    with pytest.raises(Refused, match="closed already"):
        pulse.end(settings, "w1")
    with pytest.raises(Refused, match="lahde pulse list"):
        pulse.end(settings, "nothing")
