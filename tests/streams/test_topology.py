"""Law 2 for every step there is: a fold is of a set, so order, duplicates and batches cannot matter."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.participation import CAP, Participation
from streams import topology

START = datetime(2026, 10, 31, 12, tzinfo=UTC)
NAMES = st.sampled_from("abc")
MAYBE = st.none() | NAMES


@st.composite
def participations(draw):
    """Few activities, series and hours, so that much coincides; the last hour is another month."""
    ended_at = START + timedelta(hours=draw(st.sampled_from([0, 9, 10])))
    p = draw(
        st.builds(
            Participation,
            id=st.uuids().map(str),
            position=st.integers(1, 9),
            person=st.just("aino"),
            agency=st.just("KLV"),
            source=st.just("any"),
            template=st.just("T00"),
            class_=st.sampled_from(["MS", "LM", "SC", "NE", "WS", "CC", "RF"]),
            activity=NAMES,
            statement=st.sampled_from("xyz"),
            series=MAYBE,
            about=MAYBE,
            ended_at=st.just(ended_at),
            day=st.just(ended_at.astimezone(ZoneInfo("Europe/Helsinki")).date()),
            duration_s=st.none() | st.integers(0, 9000),
            role=st.none() | st.sampled_from(["mentor", "mentee"]),
            initiative=st.none() | st.sampled_from(["employee", "employer"]),
            mandatory=st.none() | st.booleans(),
            declined=st.none() | st.booleans(),
            text_shape=st.none() | st.sampled_from(["none", "short"]),
            keys=st.just([]),
        )
    )
    return msgspec.structs.replace(p, keys=topology.keys_of(p))


def facts(parts):
    keys = sorted({key for p in parts for key in p.keys})
    return {key: topology.fold("aino", key, [p for p in parts if key in p.keys]) for key in keys}


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(participations(), min_size=1, max_size=12), data=st.data())
def test_neither_order_nor_delivering_twice_matters(parts, data):
    assert facts(data.draw(st.permutations(parts + parts))) == facts(parts)


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(participations(), min_size=1, max_size=8), id_=st.uuids())
def test_a_second_statement_of_the_same_event_changes_no_fact(parts, id_):
    again = msgspec.structs.replace(parts[0], id=str(id_), ended_at=parts[0].ended_at)

    assert facts([*parts, again]) == facts(parts)


@settings(max_examples=100, deadline=None)
@given(p=participations())
def test_a_key_begins_with_the_step_that_folds_it(p):
    for key in p.keys:
        assert key.partition(":")[0] in topology.STEPS
        assert (fact := topology.fold("aino", key, [p])) is None or (fact.person, fact.key) == ("aino", key)


def test_beyond_the_cap_the_smallest_ids_are_folded(took_part):
    robot = [took_part("MS", str(n), role="mentor", duration_s=n) for n in range(CAP + 10)]

    taken = topology.fold("aino", "month:2026-10", robot)

    assert taken.sessions == CAP
    assert topology.fold("aino", "month:2026-10", robot[::-1]) == taken


def test_every_step_in_the_folder_is_listed():
    folder = Path(topology.month.__file__).parent

    assert len(topology.STEPS) == len([file for file in folder.glob("*.py") if file.stem != "__init__"])
