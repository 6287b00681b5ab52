"""The synthetic population: the same bytes always, whole in structure, at any size."""

import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lahde.population import Population, generate
from lahde.population.agencies import AGENCIES
from lahde.population.table import OPEN_END, Table
from lahde.population.units import split

SMALL = {"people": 300, "months": 6}


def digest(population: Population) -> str:
    whole = sha256()
    for name, delivery in population.files():
        whole.update(name.encode() + b"\0" + delivery.content)
    return whole.hexdigest()


def table(population: Population, agency: str, name: str) -> Table:
    return next(found for found in population.tables(agency) if found.name == name)


def dicts(found: Table) -> list[dict[str, object]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.fixture(scope="module")
def default() -> Population:
    return generate(dirt=False)


def test_same_seed_same_bytes_in_another_process_with_another_hash_seed() -> None:
    program = (
        "from hashlib import sha256; from lahde.population import generate; whole = sha256()\n"
        f"for name, one in generate(**{SMALL}, seed=7).files(): whole.update(name.encode() + b'\\0' + one.content)\n"
        "print(whole.hexdigest())"
    )
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    found = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == digest(generate(**SMALL, seed=7))


def test_asked_twice_answers_the_same() -> None:
    population = generate(**SMALL)
    assert digest(population) == digest(population)


def test_different_seeds_differ() -> None:
    assert len({digest(generate(**SMALL, seed=seed)) for seed in (1, 2, 3)}) == 3


def test_fewer_months_are_the_last_ones_of_the_same_story() -> None:
    long, short = generate(300, 27, dirt=False), generate(300, 6, dirt=False)
    for agency in AGENCIES:
        for name in ("moments.csv", "sessions.csv", "events.csv", "pulse.csv"):
            whole, part = table(long, agency, name), table(short, agency, name)
            assert part.rows == whole.rows[len(whole.rows) - len(part.rows) :]
            assert part.rows


def test_nothing_lies_outside_the_window() -> None:
    population = generate(300, 6)
    assert (population.since, population.until) == (date(2026, 5, 1), date(2026, 10, 31))
    clean = generate(300, 6, dirt=False)
    for agency in AGENCIES:
        for found in clean.tables(agency):
            if found.name not in ("units.csv", "persons.csv", "identities.csv", "goals.csv", "analysis.csv"):
                at = found.column(found.when)
                days = [str(row[at])[:10] for row in found.rows]
                assert "2026-05-01" <= min(days) <= max(days) <= "2026-10-31"
                assert days == sorted(days)


@pytest.mark.parametrize(("argument", "value"), [("months", 0), ("months", 28), ("people", 49)])
def test_sizes_out_of_range_are_refused(argument: str, value: int) -> None:
    with pytest.raises(ValueError, match=argument):
        generate(**{argument: value})


def test_five_thousand_people_are_five_thousand() -> None:
    population = generate(5_000, 1)
    assert {code: of.headcount for code, of in population.staff.items()} == {
        "KLV": 1_900,
        "MH": 1_350,
        "SKV": 980,
        "KLL": 620,
        "RTT": 150,
    }


@given(st.integers(50, 20_000))
def test_departments_scale_but_keep_twelve_or_all(people: int) -> None:
    for agency in AGENCIES.values():
        for department in agency.departments:
            scaled = department.scaled(people)
            assert scaled >= min(department.headcount, 12)
            assert scaled <= max(round(department.headcount * people / 5_000), 12)


def test_headcounts_hold_over_the_months(default: Population) -> None:
    for of in default.staff.values():
        for month in (1, 14, 27):
            assert 0.9 * of.headcount <= len(of.active[month]) <= of.headcount * 1.02


@given(st.integers(1, 5_000), st.integers())
def test_units_hold_everybody_and_have_8_to_60(headcount: int, seed: int) -> None:
    sizes = split(Random(seed), headcount)
    assert sum(sizes) == headcount
    assert len(sizes) == 1 or all(8 <= size <= 60 for size in sizes)
    assert headcount >= 16 or sizes == [headcount]


def test_median_unit_is_about_eighteen() -> None:
    sizes = sorted(size for seed in range(20) for size in split(Random(seed), 600))
    assert 15 <= sizes[len(sizes) // 2] <= 21


@pytest.mark.parametrize("people", [500, 2_000])
@pytest.mark.parametrize("agency", AGENCIES)
def test_units_are_a_tree_on_every_day(agency: str, people: int) -> None:
    rows = dicts(table(generate(people, 1), agency, "units.csv"))
    assert (rows[0]["unit_id"], rows[0]["parent_id"]) == (agency, None)
    for day in (date(2024, 8, 1), date(2025, 5, 31), date(2025, 6, 1), date(2026, 10, 31)):
        valid = [row for row in rows if row["valid_from"] <= day <= row["valid_to"]]
        ids = [row["unit_id"] for row in valid]
        assert len(ids) == len(set(ids))
        assert all(row["parent_id"] in ids for row in valid if row["unit_id"] != agency)
        assert all(row["reported_with"] in ids for row in valid if row["reported_with"])


def test_small_ones_are_reported_with_a_sibling(default: Population) -> None:
    named = {
        row["unit_id"]: row["reported_with"]
        for agency in AGENCIES
        for row in dicts(table(default, agency, "units.csv"))
        if row["reported_with"]
    }
    assert named == {"RTT-KIE": "RTT-HAL", "MH-JOH": "MH-KEH"}


def test_data_and_analyysi_merge_in_m11(default: Population) -> None:
    rows = dicts(table(default, "KLL", "units.csv"))
    into = next(row for row in rows if row["unit_id"] == "KLL-DAA")
    assert into["valid_from"] == date(2025, 6, 1)
    ended = {row["unit_id"] for row in rows if row["level"] == "department" and row["valid_to"] != OPEN_END}
    assert ended == {"KLL-DAT", "KLL-ANA"}
    moved = {row["unit_id"] for row in rows if row["parent_id"] == "KLL-DAA"}
    assert moved
    assert all(row["valid_to"] == date(2025, 5, 31) for row in rows if row["parent_id"] in ended)


@pytest.mark.parametrize("agency", AGENCIES)
def test_people_sit_in_one_leaf_at_a_time(agency: str, default: Population) -> None:
    units = dicts(table(default, agency, "units.csv"))
    parents = {row["parent_id"] for row in units}
    leaves = {row["unit_id"] for row in units} - parents
    history = defaultdict(list)
    for row in dicts(table(default, agency, "persons.csv")):
        history[row["person_id"]].append(row)
        assert row["unit_id"] in leaves
        assert row["valid_from"] <= row["valid_to"]
    for posts in history.values():
        for before, after in pairwise(sorted(posts, key=lambda row: row["valid_from"])):
            assert after["valid_from"] == before["valid_to"] + timedelta(days=1)
            assert after["unit_id"] != before["unit_id"]


def test_staff_turns_over_and_moves_at_their_rates(default: Population) -> None:
    of = generate(5_000, 27).staff["KLV"]
    person_months = of.headcount * 27
    left = sum(person.ended != OPEN_END for person in of.people)
    moved = sum(len(person.posts) - 1 for person in of.people)
    away = 1 - sum(map(len, of.active.values())) / person_months
    assert left / person_months == pytest.approx(0.008, rel=0.1)
    assert moved / person_months == pytest.approx(0.006, rel=0.2)
    assert away == pytest.approx(0.05, abs=0.02)
    assert sum(person.supervisor for person in of.people) / len(of.people) == pytest.approx(1 / 14, rel=0.15)
    assert sum(person.language == "sv" for person in of.people) / len(of.people) == pytest.approx(0.06, abs=0.02)


@pytest.mark.ci
def test_events_come_at_their_rates() -> None:
    population = generate(5_000, 27, dirt=False)
    person_months = 5_000 * 27
    count: Counter[str] = Counter()
    for agency in AGENCIES:
        for found in population.tables(agency):
            count[found.name] += len(found.rows)
            if found.name == "sessions.csv":
                count["held"] += sum(row[6] == "held" and row[3] != "mentor" for row in found.rows)
                count["booked"] += sum(row[6] == "booked" for row in found.rows)
    assert count["moments.csv"] / person_months == pytest.approx(0.30, rel=0.25)
    assert count["held"] / person_months == pytest.approx(0.06, rel=0.25)
    assert count["reflections.csv"] / person_months == pytest.approx(0.08, rel=0.25)
    assert count["events.csv"] / person_months == pytest.approx(0.056, rel=0.1)
    # 9 waves in 27 months, 12 items.
    assert count["pulse.csv"] / person_months == pytest.approx(12 * 0.62 / 3, rel=0.1)


def test_every_reference_resolves(default: Population) -> None:
    for agency in AGENCIES:
        tables = {found.name: dicts(found) for found in default.tables(agency)}
        people = {row["person_id"] for row in tables["persons.csv"]}
        known = {row["session_id"] for row in tables["sessions.csv"]} | {
            row["moment_id"] for row in tables["moments.csv"]
        }
        units = {row["unit_id"] for row in tables["units.csv"]}
        for name, rows in tables.items():
            assert name == "units.csv" or all(row["person_id"] in people for row in rows if "person_id" in row)
        assert all(row["about_id"] in known for row in tables["reflections.csv"])
        assert all(row["batch_unit"] in units for row in tables["pulse.csv"])


def test_pulse_batches_have_ten_invited(default: Population) -> None:
    for agency in AGENCIES:
        rows = dicts(table(default, agency, "pulse.csv"))
        assert min(row["invited"] for row in rows) >= 10
        answers = Counter((row["wave"], row["respondent"]) for row in rows)
        assert set(answers.values()) == {12}
        assert len({row["wave"] for row in rows}) == 9
    assert {row["batch_unit"] for row in dicts(table(default, "RTT", "pulse.csv"))} == {
        "RTT-ENN",
        "RTT-NEU",
        "RTT-PAL",
        "RTT-HAL",
    }


def test_files_are_written_as_each_system_writes_them(tmp_path: Path) -> None:
    population = generate(**SMALL)
    written = population.write(tmp_path)
    golden = set((tmp_path / "golden").rglob("*.*"))
    assert golden
    assert set(tmp_path.rglob("*.*")) == {file.path for file in written} | golden | {tmp_path / "README.txt"}
    assert all(file.path.stat().st_size == file.size > 0 for file in written)
    starts = {code: (tmp_path / code / "goals.csv").read_bytes() for code in AGENCIES}
    assert starts["KLV"].startswith("\ufeffgoal_id;".encode())
    assert starts["MH"].startswith("\ufeffgoal_id\t".encode("utf-16-le"))
    assert starts["KLL"].startswith(b"goal_id,")
    assert starts["RTT"].startswith(b"sep=;\r\ngoal_id;")
    assert "Sk\xf6rdes\xe4songsverket".encode("cp1252") in (tmp_path / "SKV/units.csv").read_bytes()
    assert "31.12.9999" in (tmp_path / "KLV/persons.csv").read_text("utf-8-sig")
    assert "9999-12-31" in (tmp_path / "KLL/people-sap.csv").read_text("utf-8")
    assert ";Kurssikaappi\r\n" in (tmp_path / "RTT/courses.csv").read_bytes().decode()
    assert not (tmp_path / "RTT/lms.ndjson").exists()
    assert not (tmp_path / "KLV/courses.csv").exists()


def test_counts_are_those_of_the_files(tmp_path: Path) -> None:
    population = generate(**SMALL)
    population.write(tmp_path)
    counts = population.counts()
    assert counts["KLL"]["pulse.csv"] == (tmp_path / "KLL/pulse.csv").read_bytes().count(b"\r\n") - 1
    assert counts["KLV"]["lms.ndjson"] == (tmp_path / "KLV/lms.ndjson").read_bytes().count(b"\n")
