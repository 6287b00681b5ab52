"""Statements of the agencies' LMS, and what dirt does to them and to the files."""

from collections import Counter
from datetime import datetime
from uuid import UUID

import pytest

from lahde.population import Population, generate
from lahde.population.faults import NO_SUCH_TIME
from lahde.population.population import batches
from lahde.population.table import instant

WITH_LMS = ("KLV", "MH", "SKV", "KLL")
EXT = "https://lc.example/xapi/ext/"
COURSE = "https://w3id.org/xapi/cmi5/activitytype/course"
VIEWED = "http://id.tincanapi.com/verb/viewed"


@pytest.fixture(scope="module")
def clean() -> Population:
    return generate(1_000, 12, dirt=False)


@pytest.fixture(scope="module")
def dirty() -> Population:
    return generate(1_000, 12)


@pytest.mark.parametrize("agency", WITH_LMS)
def test_statements_are_whole_and_in_order(agency: str, clean: Population) -> None:
    found = list(clean.lms(agency))
    ids = [statement["id"] for statement in found]
    assert len(ids) == len(set(ids))
    assert all(str(UUID(id_)) == id_ and UUID(id_).version == 4 for id_ in ids)
    times = [statement["timestamp"] for statement in found]
    assert times == sorted(times)
    assert all(len(time) == 20 and datetime.fromisoformat(time).tzinfo for time in times)
    assert {frozenset(statement) - {"result"} for statement in found} == {
        frozenset({"id", "actor", "verb", "object", "context", "timestamp"})
    }
    assert {statement["object"]["definition"]["type"] for statement in found} == {COURSE}


@pytest.mark.parametrize("agency", WITH_LMS)
def test_identities_resolve_every_actor(agency: str, clean: Population) -> None:
    identities = next(table for table in clean.tables(agency) if table.name == "identities.csv")
    known = {(row[4], row[3]) for row in identities.rows}
    actors = {(a["homePage"], a["name"]) for a in (statement["actor"]["account"] for statement in clean.lms(agency))}
    assert actors <= known


def test_some_completions_are_said_twice_under_one_registration(clean: Population) -> None:
    done = [statement for statement in clean.lms("MH") if statement["verb"]["id"] != VIEWED]
    times = Counter(statement["context"]["registration"] for statement in done)
    assert set(times.values()) == {1, 2}
    assert sum(count == 2 for count in times.values()) / len(times) == pytest.approx(0.15, abs=0.03)
    assert all(
        isinstance(statement["context"]["extensions"][EXT + "mandatory"], bool)
        and statement["context"]["extensions"][EXT + "initiative"] in ("employee", "joint", "employer")
        for statement in done
    )


def test_page_views_are_few_and_say_no_completion(clean: Population) -> None:
    found = list(clean.lms("KLV"))
    views = [statement for statement in found if statement["verb"]["id"] == VIEWED]
    assert 0 < len(views) < len(found) / 2
    assert all("result" not in statement and "registration" not in statement["context"] for statement in views)


def test_rtt_has_no_lms(clean: Population) -> None:
    assert list(clean.lms("RTT")) == []


def test_dirt_comes_at_its_rates(dirty: Population) -> None:
    found = list(dirty.lms("KLV")) + list(dirty.lms("MH"))
    count = len(found)
    twice = count - len({statement["id"] for statement in found})
    unknown = sum(len(statement["actor"]["account"]["name"]) > 7 for statement in found)
    aliases = sum(_alias(statement) for statement in found)
    assert twice / count == pytest.approx(0.01, abs=0.006)
    assert unknown / count == pytest.approx(0.005, abs=0.004)
    assert aliases / count == pytest.approx(0.05, abs=0.015)
    assert 0 < sum(statement["timestamp"] == NO_SUCH_TIME for statement in found) < count * 0.004


def _alias(statement: dict) -> bool:
    verb, type_ = statement["verb"]["id"], statement["object"]["definition"]["type"]
    return verb == "https://adlnet.gov/expapi/verbs/completed" or type_ != COURSE


def test_twice_the_same_id_is_twice_the_same_statement(dirty: Population) -> None:
    seen: dict[str, dict] = {}
    assert all(seen.setdefault(statement["id"], statement) == statement for statement in dirty.lms("KLV"))


def test_some_rows_come_late_twice_from_nobody_or_broken(dirty: Population) -> None:
    people = {row[0] for table in dirty.tables("KLV") if table.name == "persons.csv" for row in table.rows}
    moments = next(table for table in dirty.tables("KLV") if table.name == "moments.csv")
    whole = [row for row in moments.rows if not isinstance(row[2], str)]
    days = [instant(row[2])[:10] for row in whole]
    assert 0 < len(moments.rows) - len(whole) < 0.005 * len(moments.rows) + 3
    assert 0.01 < sum(day < max(days[:at], default="") for at, day in enumerate(days)) / len(days) < 0.08
    assert 0 < sum(row[1] not in people for row in whole) < 0.015 * len(whole)
    assert 0 < len(whole) - len(set(whole)) < 0.03 * len(whole)


def test_dirt_leaves_people_and_units_alone(clean: Population, dirty: Population) -> None:
    for agency in dirty.staff:
        pairs = list(zip(clean.tables(agency), dirty.tables(agency), strict=True))
        assert all(one == other for one, other in pairs[:3])
        assert any(one != other for one, other in pairs[3:])


@pytest.mark.parametrize("size", [1, 7, 50, 500])
def test_batches_can_be_posted(dirty: Population, size: int) -> None:
    posts = list(dirty.posts("MH", size))
    assert all(0 < len(batch) <= size for batch in posts)
    assert all(len({statement["id"] for statement in batch}) == len(batch) for batch in posts)
    assert all(len(batch) == 1 for batch in posts if any(s["timestamp"] == NO_SUCH_TIME for s in batch))
    assert Counter(s["id"] for batch in posts for s in batch) == Counter(s["id"] for s in dirty.lms("MH"))


def test_an_id_that_comes_again_waits_for_the_next_batch() -> None:
    one, other = ({"id": name, "timestamp": "2026-10-01T09:00:00Z"} for name in "ab")
    assert list(batches([one, other, one], 10)) == [[one, other], [one]]
