"""What stands beside the figures: findings in the agencies' own words, and the sources as declared."""

from datetime import date

import pytest

from warehouse.beside import Source
from warehouse.published import open_current
from warehouse.release import release

AUTUMN = date(2025, 10, 15)
MOODLE = Source(
    name="moodle", agency=None, feeds=["courses"], units=[], since="2025-01-01", purpose="indicators",
    dpia="D-1", cooperation="C-1", revoked=False,
)  # fmt: skip
HR = Source(
    name="hr", agency="KLV", feeds=[], units=["K1"], since=None, purpose=None, dpia=None, cooperation=None, revoked=True
)


@pytest.fixture
def made(world, tmp_path):
    world.agency()
    world.staff(12)

    def make(as_of=AUTUMN, **more):
        store = world.load()
        store.copy_to(tmp_path / "copy.duckdb")
        store.close()
        release(tmp_path / "copy.duckdb", tmp_path / "published", as_of=as_of, **more)
        return open_current(tmp_path / "published")

    return make


def test_findings_are_told_from_the_oldest_with_the_goal_they_led_to(world, made):
    world.finding("LC05", {"date": "2025-03-01", "goal": "g"}, {"date": "2025-02-01", "finding_sv": "På kurser"})
    world.finding("luottamus", {"date": "2025-02-15"}, agency="MH")
    found = made().findings("KLV")
    assert [(f.date, f.theme, f.goal, f.finding_sv) for f in found] == [
        ("2025-02-01", "LC05", None, "På kurser"),
        ("2025-03-01", "LC05", "g", ""),
    ]


def test_what_was_found_after_the_cut_off_waits(world, made):
    world.finding("LC05", {"date": "2025-10-15"}, {"date": "2025-10-16"})
    assert [f.date for f in made().findings("KLV")] == ["2025-10-15"]


def test_sources_stand_as_they_were_declared(made):
    assert made(sources=[MOODLE, HR]).sources() == [HR, MOODLE]
    assert made(as_of=date(2025, 11, 15), sources=[MOODLE]).sources() == [MOODLE]


def test_no_sources_no_findings(made):
    published = made()
    assert (published.sources(), published.findings("KLV")) == ([], [])


def test_what_is_shown_and_hidden_can_be_counted(made):
    rows = made().shown()
    assert {"value", "zero", "not_available"} & {row["state"] for row in rows}
    assert sum(row["cells"] for row in rows) > 0
