"""A closed period is put right in a release of its own, and never so that the two releases tell of few."""

import shutil
from datetime import date

import duckdb
import msgspec
import pytest

from schemas.cell import Cell
from schemas.indicators.card import cards
from schemas.journal import Person
from tests.warehouse.conftest import World
from warehouse.correction import Base, bases, correct
from warehouse.figures import begin, figures_of
from warehouse.published import open_current
from warehouse.release import release

AUTUMN = date(2025, 10, 15)
LATER = date(2025, 11, 25)
SEPTEMBER = "2025-09"


class House:
    """Two departments of 60; everybody in turn noted something until September."""

    def __init__(self, world, tmp_path):
        self.world, self.folder = world, tmp_path
        self.published = tmp_path / "published"
        self.old = {}
        world.unit("KLV", None)
        for name in ("A", "B"):
            world.unit(name, "KLV")
        world.covered("KLV", "2025-07-01")
        for n in range(120):
            world.person(f"p{n}", "AB"[n % 2])
            for month in range(1, 10):
                if (n // 2 + month) % 5 == 0:
                    world.did(f"p{n}", "LM", f"2025-{month:02}-10T12:00", place="own_task", initiative="employee")

    def store(self, name):
        path = self.folder / f"{name}.duckdb"
        store = self.world.load()
        store.copy_to(path)
        store.close()
        return path

    def release(self, as_of=AUTUMN):
        made = release(self.store("old"), self.published, as_of=as_of)
        self.old[made.release] = self.folder / "old.duckdb"
        return made

    def correct(self, **given):
        new = self.store(f"new {len(self.old)}")
        of = bases(self.published, given.get("period", SEPTEMBER), given.get("agency"))
        told = {"period": SEPTEMBER, "reason": "sessions of two weeks were missing", "made": LATER} | given
        done = correct({base: (self.old[base.release], new) for base in of}, self.published, **told)
        self.old[done.release] = new
        return done

    def cells(self, indicator="LC01"):
        lines = (self.published / "current/cells.ndjson").read_bytes().splitlines()
        found = (msgspec.json.decode(line, type=Cell) for line in lines)
        return {(c.node, c.period): c for c in found if c.indicator == indicator}

    def late(self, count, unit="A", month="09"):
        """So many people of a department turn out to have learned, who had not before."""
        idle = [n for n in range("AB".index(unit), 120, 2) if not any((n // 2 + m) % 5 == 0 for m in (7, 8, 9))]
        for n in idle[:count]:
            self.world.did(f"p{n}", "LM", f"2025-{month}-20T12:00", place="own_task", initiative="employee")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The release that all begin with, and the warehouse it was made of."""
    folder = tmp_path_factory.mktemp("first")
    House(World(folder / "world.duckdb"), folder).release()
    return folder


@pytest.fixture
def house(world, tmp_path, first):
    made = House(world, tmp_path)
    shutil.copytree(first / "published", made.published, symlinks=True)
    made.old["2025-10-15-1"] = first / "old.duckdb"
    return made


def test_what_many_people_change_is_put_right(house):
    before = house.cells()
    house.late(10, "A")
    house.late(10, "B")
    done = house.correct()
    after = house.cells()
    assert done.release == "2025-11-25-1"
    assert before["KLV", SEPTEMBER].value == 0.6
    assert (after["KLV", SEPTEMBER].value, after["KLV", SEPTEMBER].release) == (0.77, done.release)
    assert {p for (node, p), c in after.items() if c.release == done.release} == {SEPTEMBER}
    assert {k: c for k, c in after.items() if k[1] != SEPTEMBER} == {
        k: c for k, c in before.items() if k[1] != SEPTEMBER
    }


def test_the_release_before_stands_as_it_was(house):
    first = house.published / "releases/2025-10-15-1"
    before = {f.name: f.read_bytes() for f in first.iterdir()}
    house.late(20)
    house.correct()
    assert {f.name: f.read_bytes() for f in first.iterdir()} == before


@pytest.mark.parametrize("count", [1, 4])
def test_what_few_people_change_stays_as_it_is(house, count):
    before = house.cells()
    house.late(count)
    done = house.correct()
    assert done.release is None
    assert done.families["few"] >= 1
    assert house.cells() == before


def test_few_of_one_department_are_told_of_in_the_agency_only(house):
    """The agency's difference less the one department's would be the other's, so neither department's is told."""
    before = house.cells()
    house.late(10, "A")
    house.late(2, "B")
    done = house.correct()
    after = house.cells()
    assert done.families["above"] >= 1
    assert after["KLV", SEPTEMBER].release == done.release
    assert [after[node, SEPTEMBER] for node in "AB"] == [before[node, SEPTEMBER] for node in "AB"]


def test_few_newcomers_are_not_hidden_among_people_who_only_moved(house):
    """Department A changes by six people, five of whom come from B: the agency's difference is the sixth."""
    for n in range(1, 11, 2):
        house.world.person(f"p{n}", "A")
        [last] = house.world.reference[-1:]
        house.world.reference = [
            r for r in house.world.reference if r is last or not (isinstance(r, Person) and r.person == last.person)
        ]
    house.world.person("new", "A")
    done = house.correct()
    assert done.release is None or "LC01" not in {
        c.indicator for c in house.cells().values() if c.release == done.release
    }
    assert done.families["few"] >= 1


def test_nothing_changed_nothing_corrected(house):
    done = house.correct()
    assert done.release is None
    assert done.families.keys() == {"same"}


def test_what_cannot_be_reproduced_is_not_corrected(house):
    """Half of what the figure was made of is gone: from what is left nothing may be concluded."""
    house.world.rows = house.world.rows[::2]
    house.old["2025-10-15-1"] = house.store("poorer")
    house.late(20)
    done = house.correct()
    assert done.families["not_reproduced"] >= 1
    assert house.cells()["KLV", SEPTEMBER].release == "2025-10-15-1"


def test_another_organisation_is_not_cut_into_an_old_period(house):
    house.world.unit("C", "KLV")
    for n in range(120, 160):
        house.world.person(f"p{n}", "C")
    assert house.correct().families["organisation"] >= 1


@pytest.mark.ci
def test_what_was_hidden_stays_hidden(world, tmp_path):
    """The agency has 60 people and a department of 4, which hides its sister; then it turns out to have had 30."""
    world.unit("KLV", None)
    for name, people in (("A", 56), ("C", 4)):
        world.unit(name, "KLV")
        for n in range(people):
            world.person(f"{name}{n}", name)
            world.did(f"{name}{n}", "LM", "2025-09-10T12:00") if n % 2 else None
    world.covered("KLV", "2025-07-01")
    house = House.__new__(House)
    house.world, house.folder, house.published, house.old = world, tmp_path, tmp_path / "published", {}
    house.release()
    assert house.cells()["A", SEPTEMBER].state == house.cells()["C", SEPTEMBER].state == "suppressed"
    for n in range(4, 30):
        world.person(f"C{n}", "C")
        world.did(f"C{n}", "LM", "2025-09-10T12:00")
    done = house.correct()
    after = house.cells()
    assert after["KLV", SEPTEMBER].release == done.release
    assert after["A", SEPTEMBER].state == after["C", SEPTEMBER].state == "suppressed"


@pytest.mark.ci
def test_a_pulse_whose_answers_came_late(world, tmp_path):
    """Respondents stand for persons; their number of answers may grow, by enough of them."""
    house = House(world, tmp_path)
    world.wave("w1", "2025-09-02", 80)
    for n in range(44):
        world.answers("w1", f"r{n}", load_time=3, load_demands=3, load_recovery=3)
    house.release()
    before = house.cells("LC11a")["KLV", "w1"]
    for n in range(44, 64):
        world.answers("w1", f"r{n}", load_time=1, load_demands=5, load_recovery=1)
    done = house.correct(period="w1")
    after = house.cells("LC11a")["KLV", "w1"]
    assert (before.value, before.bound) == (0.1, "<")
    assert (after.value, after.release) == (0.3, done.release)


def test_another_agency_is_left_alone(house):
    house.late(20)
    assert [*bases(house.published, SEPTEMBER, "MH")] == []
    assert house.correct(agency="KLV").release


@pytest.mark.ci
def test_it_says_why_and_later_releases_still_do(house):
    house.late(20)
    done = house.correct(reason="late files of the second week")
    told = open_current(house.published).release["corrections"]
    assert told == [
        {"release": done.release, "period": SEPTEMBER, "agency": None, "reason": "late files of the second week",
         "made": "2025-11-25", "settled": 7}
    ]  # fmt: skip
    assert release(house.store("next"), house.published, as_of=LATER).release == "2025-11-25-2"
    again = open_current(house.published)
    assert again.release["corrections"] == told
    assert again.sql("SELECT release, period, agency, reason FROM correction")[1] == [
        (done.release, SEPTEMBER, None, "late files of the second week")
    ]
    assert house.cells()["KLV", SEPTEMBER].release == done.release


@pytest.mark.ci
def test_a_correction_settles_nothing_else(house):
    """October closed meanwhile, and is still published by the release that is due."""
    house.late(20)
    house.correct()
    house.late(20, "B", month="10")
    release(house.store("next"), house.published, as_of=LATER)
    assert ("KLV", "2025-10") in house.cells()


@pytest.mark.ci
def test_a_corrected_figure_is_corrected_again_from_where_it_stands(house):
    house.late(10)
    first = house.correct()
    assert Base(first.release, 7, 7) in bases(house.published, SEPTEMBER)
    house.late(10, "B")
    second = house.correct()
    assert house.cells()["KLV", SEPTEMBER].value == 0.77
    assert [c["release"] for c in open_current(house.published).release["corrections"]] == [
        first.release,
        second.release,
    ]


@pytest.mark.ci
def test_each_person_behind_a_figure_is_known(house, world):
    """Else a correction could not be held against it."""
    world.covered("KLV", "2024-08-01")
    world.wave("w1", "2025-09-02", 30)
    for n in range(20):
        world.answers("w1", f"r{n}", load_time=2, load_demands=5, load_recovery=1, load_worktime=3)
    counted = 0
    with duckdb.connect(str(house.store("asked")), read_only=True) as con:
        begin(con, AUTUMN, cards())
        for card in cards().values():
            list(figures_of(con, card.id))
            rows, keyed = con.execute("SELECT count(*), count(person_key) FROM contribution").fetchone()
            assert rows == keyed or not card.persons, card.id
            counted += rows
    assert counted > 1_000
