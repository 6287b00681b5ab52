"""A person-level snapshot: nothing in it can be joined to the warehouse, to people, or to another snapshot."""

from datetime import date

import duckdb
import pytest

from warehouse.snapshot import DATABASE, MONTHS, snapshot

AS_OF = date(2025, 10, 15)
FORBIDDEN = {"person_key", "unit_id", "end_ts", "statement_id", "source", "respondent", "item", "position", "id"}


@pytest.fixture
def made(world, tmp_path):
    """Two departments, one of them small; each call makes a snapshot."""
    world.agency("KLV")
    for unit, parent in (("KLV-A", "KLV"), ("KLV-A-1", "KLV-A"), ("KLV-B", "KLV")):
        world.unit(unit, parent)
    for name in world.staff(14, unit="KLV-A-1"):
        session = world.session(
            name, "2025-05-06T10:15", series="6f0e1a64-0000-4000-8000-000000000001", duration_s=3_600
        )
        world.reflects(session, name, "2025-05-08T12:00")
    for name in world.staff(3, "b", unit="KLV-B"):
        world.did(name, "LM", "2025-05-09T12:00", kind="failure", place="own_task")
    world.wave("w", "2025-05-01", 20)
    world.answers("w", "r", load_time=4)
    store = world.load()
    store.copy_to(tmp_path / "copy.duckdb")
    store.close()

    def make(name="one", agency=None):
        snapshot(tmp_path / "copy.duckdb", tmp_path / name, as_of=AS_OF, agency=agency)
        return duckdb.connect(str(tmp_path / name / DATABASE), read_only=True)

    return make


def column(con, sql):
    return [row[0] for row in con.execute(sql).fetchall()]


def test_it_holds_days_and_departments_and_no_pulses(made):
    con = made()
    assert column(con, "SELECT DISTINCT table_name FROM duckdb_tables() ORDER BY 1") == ["headcount", "participation"]
    names = set(column(con, "SELECT column_name FROM duckdb_columns() WHERE NOT internal"))
    assert not names & FORBIDDEN
    rows = con.execute(
        "SELECT class, department, count(*), count(DISTINCT person) FROM participation GROUP BY ALL"
    ).fetchall()
    assert sorted(rows, key=str) == [("LM", None, 3, 3), ("MS", "KLV-A", 14, 14), ("RF", "KLV-A", 14, 14)]
    assert column(con, "SELECT DISTINCT duration_min FROM participation WHERE class = 'MS'") == [60]


def test_a_reflection_still_points_at_its_session(made):
    con = made()
    joined = "SELECT count(*) FROM participation r JOIN participation s ON s.activity = r.about AND s.person = r.person"
    assert column(con, joined) == [14]


def test_names_are_new_each_time_and_none_of_ours(made, tmp_path):
    one, two = made("one"), made("two")
    names = " UNION ".join(f"SELECT {name} FROM participation" for name in ("person", "activity", "series"))
    assert not set(column(one, names)) & set(column(two, names)) - {None}
    with duckdb.connect(str(tmp_path / "copy.duckdb")) as con:
        ours = column(
            con, "SELECT person_key::VARCHAR FROM participation UNION SELECT activity_id::VARCHAR FROM participation"
        )
    body = (tmp_path / "one" / DATABASE).read_bytes()
    for key in ours:
        assert key.encode() not in body
        assert bytes.fromhex(key.replace("-", "")) not in body


def test_headcounts_are_to_the_nearest_ten_and_small_departments_stand_together(made):
    rows = (
        made().execute("SELECT department, people FROM headcount WHERE month = DATE '2025-05-01' ORDER BY 1").fetchall()
    )
    assert rows == [("KLV-A", 10), (None, 0)]


def test_parquet_stands_beside_it_by_month(made, tmp_path):
    made()
    files = str(tmp_path / "one" / MONTHS / "*" / "*.parquet")
    with duckdb.connect() as con:
        assert con.execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchall() == [(31,)]
    assert [path.name for path in (tmp_path / "one" / MONTHS).iterdir()] == ["month=2025-05"]


def test_it_can_be_of_one_agency(made):
    assert column(made(agency="MH"), "SELECT count(*) FROM participation") == [0]


def test_whose_processing_is_restricted_is_not_in_it(made, world, tmp_path):
    world.restricted("b0")
    store = world.load()
    store.copy_to(tmp_path / "copy.duckdb")
    store.close()
    assert column(made(), "SELECT count(*) FROM participation WHERE class = 'LM'") == [2]
