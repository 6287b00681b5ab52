from datetime import date

import pytest

from schemas.journal import Assignment, Batch, Coverage, Erased, Mark, Person, Pulse, Restricted, Retracted, Unit
from schemas.participation import Participation, Retraction, SetAside
from streams.engines.embedded import apply


@pytest.fixture
def warehouse(memory):
    return memory()


def sessions(warehouse):
    return {fact.month: fact.sessions for (_, key), fact in warehouse.facts.items() if key.startswith("month:")}


def test_a_statement_becomes_a_row_and_its_facts(warehouse, stated, uid):
    batch = apply([stated("session", "s", position=7, role="mentee")], warehouse)

    assert [row.class_ for row in batch.rows] == ["MS"]
    assert sessions(warehouse) == {date(2026, 10, 1): 1}
    assert {key.partition(":")[0] for _, key in batch.facts} == {"month", "session"}
    assert warehouse.position() == 7


def test_what_was_there_already_is_skipped(warehouse, stated):
    records = [stated("session", "s", position=7)]
    apply(records, warehouse)

    assert apply(records, warehouse) is None
    assert apply([], warehouse) is None


def test_a_fact_grows_over_batches(warehouse, stated):
    for position in (1, 2, 3):
        apply([stated("session", f"s{position}", position)], warehouse)

    assert sessions(warehouse) == {date(2026, 10, 1): 3}


def test_in_a_full_key_a_row_that_goes_makes_room_for_another(warehouse, stated, uid, monkeypatch):
    for module in ("streams.topology", "streams.changes"):
        monkeypatch.setattr(f"{module}.CAP", 2)
    names = sorted((f"s{n}" for n in range(4)), key=uid)
    apply([stated("session", name, n + 1) for n, name in enumerate(names)], warehouse)
    left = []
    for n, name in enumerate(names):
        left += sessions(warehouse).values()
        apply([Retracted(position=9 + n, person=uid("aino"), id=uid(name))], warehouse)

    assert left == [2, 2, 2, 1]


def test_what_is_retracted_leaves_a_tombstone_and_no_fact(warehouse, stated, uid):
    apply([stated("session", "s", position=1)], warehouse)
    apply([Retracted(position=2, person=uid("aino"), id=uid("s"))], warehouse)

    assert warehouse.facts == {}
    assert warehouse.standing == {uid("s"): Retraction(id=uid("s"), person=uid("aino"), position=2)}


def test_what_was_retracted_before_it_came_stays_dead(warehouse, stated, uid):
    apply([Retracted(position=2, person=uid("aino"), id=uid("s")), stated("session", "s", position=1)], warehouse)

    assert warehouse.facts == {}
    assert isinstance(warehouse.standing[uid("s")], Retraction)


def test_a_tombstone_in_the_warehouse_holds_against_a_lower_position(warehouse, stated, uid):
    apply([Retracted(position=5, person=uid("aino"), id=uid("s"))], warehouse)
    warehouse.at = 0
    batch = apply([stated("session", "s", position=4)], warehouse)

    assert (batch.rows, set(batch.facts.values())) == ([], {None})


def test_stated_again_above_the_tombstone_it_lives(warehouse, stated, uid):
    for record in (
        stated("session", "s", position=1),
        Retracted(position=2, person=uid("aino"), id=uid("s")),
        stated("session", "s", position=3),
    ):
        apply([record], warehouse)

    assert sessions(warehouse) == {date(2026, 10, 1): 1}


def test_a_replaced_row_is_counted_in_its_new_month_only(warehouse, stated):
    apply([stated("session", "s", position=1, at="2026-09-30T09:00:00Z")], warehouse)
    apply([stated("session", "s", position=2, at="2026-10-01T09:00:00Z")], warehouse)

    assert sessions(warehouse) == {date(2026, 10, 1): 1}


def test_a_reflection_finds_its_session_by_activity_or_by_statement(warehouse, stated, uid):
    apply([stated("session", "s", position=1, activity="meeting")], warehouse)
    reflected = {"text_shape": "short", "reflection_mode": "written"}
    apply([stated("reflection", "a", 2, at="2026-10-06T09:00:00Z", about="meeting", **reflected)], warehouse)
    apply([stated("reflection", "b", 3, at="2026-10-07T09:00:00Z", refers="statement of s", **reflected)], warehouse)

    by_activity = warehouse.facts[uid("aino"), f"session:{uid('meeting')}"]
    by_statement = warehouse.facts[uid("aino"), f"session:{uid('statement of s')}"]
    assert (by_activity.reflected_at.day, by_statement.reflected_at.day) == (6, 7)
    assert by_activity.activity == by_statement.activity == uid("meeting")


def test_a_mark_only_moves_the_position(warehouse):
    batch = apply([Mark(position=9)], warehouse)

    assert (batch.rows, batch.facts, batch.reference, batch.erased) == ([], {}, [], [])
    assert warehouse.position() == 9


def test_a_retraction_of_what_is_nobodys_is_kept_too(warehouse, uid):
    apply([Retracted(position=1, person=None, id=uid("answer"))], warehouse)

    assert warehouse.standing[uid("answer")].person == ""


def test_who_is_erased_leaves_nothing_and_others_stay(warehouse, stated, uid):
    history = Person(position=1, person=uid("aino"), agency="KLV", assignments=[_assignment()])
    apply([history, Restricted(position=2, person=uid("aino"), restricted=True)], warehouse)
    apply([stated("session", "a", 3), stated("session", "b", 4, person="eino"), stated("goal", "c", 5)], warehouse)
    apply([stated("session", "d", 6), stated("goal", "e", 7), Erased(position=8, person=uid("aino"))], warehouse)

    assert {row.person for row in warehouse.standing.values()} == {uid("eino")}
    assert {person for person, _ in warehouse.facts} == {uid("eino")}
    assert warehouse.reference == {}


def test_an_erasure_takes_reference_and_tombstones_of_its_own_batch(warehouse, stated, uid):
    aino = uid("aino")
    batch = apply(
        [
            Person(position=1, person=aino, agency="KLV", assignments=[_assignment()]),
            stated("session", "s", 2),
            Retracted(position=3, person=aino, id=uid("s")),
            Restricted(position=4, person=aino, restricted=True),
            Erased(position=5, person=aino),
        ],
        warehouse,
    )

    assert (batch.rows, batch.reference, batch.erased) == ([], [], [aino])
    assert set(batch.facts.values()) == {None}


def test_what_comes_after_an_erasure_does_not_bring_back_what_was_before(warehouse, stated, uid):
    apply([stated("session", "before", 1)], warehouse)
    apply([Erased(position=2, person=uid("aino")), stated("session", "after", 3)], warehouse)

    assert list(warehouse.standing) == [uid("after")]
    assert sessions(warehouse) == {date(2026, 10, 1): 1}


def test_what_went_with_an_erased_person_is_forgotten_without_a_trace(warehouse, stated, uid):
    ids = [uid("shared"), uid("shared too")]
    apply([stated("session", "shared", 1, person="eino"), stated("session", "own", 2, person="eino")], warehouse)
    gone = [stated("session", "shared too", 3, person="eino"), Retracted(position=4, person=None, id=uid("shared"))]
    apply([*gone, Erased(position=5, person=uid("aino"), ids=ids)], warehouse)

    assert list(warehouse.standing) == [uid("own")]
    assert sessions(warehouse) == {date(2026, 10, 1): 1}


def test_of_one_reference_key_the_last_passes(warehouse, uid):
    first, last = (Unit(position=n, unit="u", agency="KLV", rows=[]) for n in (1, 2))
    others = [
        Coverage(position=3, source="lms", agency="KLV", feeds=["courses"], units=[], since="2026-01-01"),
        Coverage(position=4, source="lms", agency="MH", feeds=["courses"], units=[], since="2026-01-01"),
        Pulse(position=5, wave="w1", agency="KLV", opened="2026-09-01", batches=[Batch(unit="u", invited=12)]),
        Person(position=6, person=uid("aino"), agency="KLV", assignments=[_assignment()]),
        Restricted(position=7, person=uid("aino"), restricted=True),
    ]

    assert apply([first, last, *others], warehouse).reference == [last, *others]


def test_a_late_link_and_back_again(warehouse, stated, uid):
    """An identifier is taken for Aino's, then for Eino's, then for Aino's: each part has its own id."""
    apply([stated("session", "part of aino", 1, activity="one")], warehouse)
    to_eino = stated("session", "part of eino", 2, person="eino", activity="one")
    apply([Retracted(position=2, person=uid("aino"), id=uid("part of aino")), to_eino], warehouse)
    assert {person for person, _ in warehouse.facts} == {uid("eino")}

    back = stated("session", "part of aino", 3, activity="one")
    apply([Retracted(position=3, person=uid("eino"), id=uid("part of eino")), back], warehouse)

    live = [row for row in warehouse.standing.values() if isinstance(row, Participation)]
    assert {person for person, _ in warehouse.facts} == {uid("aino")}
    assert [(row.person, row.position) for row in live] == [(uid("aino"), 3)]


def test_what_is_set_aside_stands_and_contributes_nothing(warehouse, stated, uid):
    apply([stated("goal", "g", 1)], warehouse)

    assert isinstance(warehouse.standing[uid("g")], SetAside)
    assert warehouse.facts == {}


def _assignment():
    return Assignment(unit="u", valid_from="2026-01-01", valid_to="9999-12-31")
