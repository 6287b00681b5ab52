"""Write, audit, publish: a planted fault of each class stops publication and says what is wrong."""

from datetime import date

import duckdb
import pytest

from warehouse.figures import silent
from warehouse.published import open_current
from warehouse.quality.report import Report, Stopped, read, write
from warehouse.quality.suites import suites
from warehouse.release import release

AS_OF = date(2025, 10, 15)
LANGUAGES = {"fi", "sv", "en"}


@pytest.fixture
def copy(world, tmp_path):
    """A small organisation without fault, as a copy of its warehouse."""
    world.agency("KLV")
    world.unit("KLV-A", "KLV")
    for name in world.staff(60, unit="KLV-A"):
        for month in range(1, 10):
            world.did(name, "LM", f"2025-{month:02}-10T12:{int(name[1:]):02}", kind="success")
    store = world.load()
    store.copy_to(tmp_path / "copy.duckdb")
    store.close()
    with duckdb.connect(str(tmp_path / "copy.duckdb")) as con:
        con.execute("UPDATE dim_coverage SET source = 'test'")  # whose participations these are
    return tmp_path / "copy.duckdb"


@pytest.fixture
def audited(copy, tmp_path):
    """Releases under audit; `change` is done to the copy, `written` to the release before it is looked at."""
    from warehouse.quality.audit import audit  # takes seconds

    def make(change="", written="", live=540):
        with duckdb.connect(str(copy)) as con:
            con.execute(change or "SELECT 1")

        def look(folder, name):
            with duckdb.connect(str(folder / "published.duckdb")) as con:
                con.execute(written or "SELECT 1")
            report = audit(copy, folder, as_of=AS_OF, live=live, release=name, progress=silent)
            write(tmp_path / "published", report)
            if report.stopping:
                raise Stopped(report)

        release(copy, tmp_path / "published", as_of=AS_OF, audit=look)
        return read(tmp_path / "published")

    return make


def test_a_warehouse_without_fault_is_published(audited, tmp_path):
    report = audited()
    assert report.release == open_current(tmp_path / "published").release["id"]
    assert [(f.suite, f.key) for f in report.findings if not f.holds] == []
    assert all(f.looked_at for f in report.findings if f.suite not in ("pulse",))


DAY = "WHERE day = DATE '2025-05-10'"
SECOND = "* REPLACE (uuid() AS id, uuid() AS statement_id, uuid() AS activity_id, 'second' AS source)"
FAULTS = {
    "a day of statements is missing": (f"DELETE FROM participation {DAY}", "missing_statements", "some are missing"),
    "a row stands twice": (
        f"INSERT INTO participation SELECT * FROM participation {DAY}", "doubled_id", "more than once",
    ),
    "a file was handed over under two sources": (
        f"INSERT INTO participation BY NAME SELECT {SECOND} FROM participation", "doubled_file", "stands twice",
    ),
    "a unit without parent": ("UPDATE dim_unit SET parent_id = NULL", "without_parent", "no unit above it"),
    "a unit below an unknown one": (
        "UPDATE dim_unit SET parent_id = 'X' WHERE unit_id = 'KLV-A'", "unknown_parent", "not known",
    ),
    "a negative duration": (f"UPDATE participation SET duration_s = -60 {DAY}", "negative_duration", "is negative"),
    "somebody in an unknown unit": (
        "UPDATE dim_person_org SET unit_id = 'X' WHERE rowid = 1", "unknown_unit", "not known",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    "fault", [name if n == 0 else pytest.param(name, marks=pytest.mark.ci) for n, name in enumerate(FAULTS)]
)
def test_a_planted_fault_stops_publication_and_is_named(fault, audited, tmp_path):
    change, key, says = FAULTS[fault]
    with pytest.raises(Stopped) as stopped:
        audited(change)
    report = read(tmp_path / "published")
    assert {f.key: says in f.says["en"] for f in report.stopping}[key]
    assert str(stopped.value).count("\n") == 0
    assert not (tmp_path / "published/current").exists()


@pytest.mark.ci
@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ALTER TABLE release_cell ADD COLUMN person VARCHAR", "undeclared_column"),
        ("CREATE TABLE people AS SELECT 'p' AS name", "undeclared_column"),
        ("UPDATE release_cell SET state = 'suppressed', value = NULL", "few"),
        ("UPDATE release_cell SET n = '7'", "band"),
        ("UPDATE release_cell SET state = 'suppressed', n = ''", "hidden_value"),
        ("UPDATE release_cell SET state = 'hidden'", "state"),
        ("UPDATE release_cell SET low = 0.99, high = 1 WHERE low IS NOT NULL", "interval"),
        ("UPDATE release_cell SET node = 'X'", "unknown_node"),
        ("UPDATE release_cell SET indicator = 'X'", "unknown_card"),
        ("UPDATE release_cell SET period_end = DATE '2025-12-31'", "not_ended"),
    ],
)
def test_a_release_that_is_not_as_it_should_be_is_not_published(audited, written, key):
    with pytest.raises(Stopped) as stopped:
        audited(written=written)
    assert key in {f.key for f in stopped.value.report.stopping}


@pytest.mark.ci
@pytest.mark.parametrize(
    ("change", "key"),
    [
        (f"UPDATE participation SET end_ts = end_ts + INTERVAL 300 DAY, day = day + 300 {DAY}", "future"),
        ("UPDATE dim_coverage SET since = DATE '2026-01-01' WHERE feed = 'pulse'", "not_begun"),
        ("UPDATE participation SET end_ts = end_ts - INTERVAL 200 DAY, day = day - 200", "silent"),
    ],
)
def test_what_is_only_odd_warns_and_is_published_all_the_same(audited, change, key):
    report = audited(change)
    assert key in {f.key for f in report.warning}
    assert report.release


def test_the_month_of_a_fault_is_told_and_no_value(audited, tmp_path):
    with pytest.raises(Stopped):
        audited("UPDATE participation SET duration_s = -4711 WHERE day = DATE '2025-03-10'")
    found = next(f for f in read(tmp_path / "published").findings if f.key == "negative_duration")
    assert (found.where, found.unexpected, found.looked_at) == ("2025-03", 60, 540)
    assert b"4711" not in (tmp_path / "published/audit.json").read_bytes()


@pytest.mark.parametrize("name", suites())
def test_every_expectation_says_what_is_wrong_in_three_languages(name):
    from great_expectations import expectations  # takes seconds

    suite = suites()[name]
    assert suite.looks_at.keys() == LANGUAGES
    assert len({e.key for e in suite.expect}) == len(suite.expect)
    for e in suite.expect:
        assert hasattr(expectations, e.type)
        assert e.says.keys() == e.way_out.keys() == LANGUAGES
        assert all(text and text[-1] != "." for text in (*e.says.values(), *e.way_out.values()))


def test_a_report_survives_writing_and_reading(tmp_path):
    report = Report(as_of="2025-10-15", position=1, release=None, findings=[])
    write(tmp_path, report)
    assert read(tmp_path) == report
    assert read(tmp_path / "nothing") is None
