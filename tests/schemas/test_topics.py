import pytest

from schemas import topics
from schemas.journal import Erased, Expired, Mark, Person, Pulse, Restricted, Retracted, Stated, Unit, decode
from schemas.topics import JOURNAL, PEOPLE, PULSE, REFERENCE, RELAYED, messages

AINO = "6f1c1f0a-6d0e-4f0e-9a39-0d9a0d8c7b11"


def sent(record, partitions=12):
    return list(messages(record, partitions))


def stated(person, id_="s"):
    return Stated(position=1, person=person, agency="KLV", source="m", statement_key="k", statement={"id": id_})


def test_a_persons_records_lie_in_partitions_of_one_number():
    records = [
        stated(AINO),
        Retracted(position=2, person=AINO, id="s"),
        Person(position=3, person=AINO, agency="KLV", assignments=[]),
        Restricted(position=4, person=AINO, restricted=True),
        Erased(position=5, person=AINO),
    ]
    assert len({message.partition for record in records for message in sent(record)}) == 1
    assert {message.topic for record in records for message in sent(record)} == {JOURNAL, PEOPLE}


def test_what_is_nobodys_goes_by_its_id_also_when_it_is_taken_back():
    (given,), (taken) = sent(stated(None, "answer")), sent(Retracted(position=2, person=None, id="answer"))
    assert [given.partition] == [message.partition for message in taken]


def test_an_erasure_takes_the_place_of_all_that_is_kept_of_the_person():
    kept = [
        *sent(Person(position=1, person=AINO, agency="KLV", assignments=[])),
        *sent(Restricted(position=2, person=AINO, restricted=True)),
    ]
    erased = sent(Erased(position=3, person=AINO))
    assert {message.key for message in kept} <= {message.key for message in erased if message.topic == PEOPLE}


def test_ids_that_go_are_told_to_every_partition_in_records_a_broker_takes(monkeypatch):
    monkeypatch.setattr(topics, "MOST_IDS", 2)
    for record in (Expired(position=1, ids=["a", "b", "c"]), Erased(position=1, person=AINO, ids=["a", "b", "c"])):
        told = [
            (m.partition, decode(m.value).ids) for m in sent(record, 2) if m.topic == JOURNAL and m.key != AINO.encode()
        ]
        assert sorted(told) == [(0, ["a", "b"]), (0, ["c"]), (1, ["a", "b"]), (1, ["c"])]


def test_a_mark_reaches_every_partition_that_the_relay_writes():
    assert {m[:2] for m in sent(Mark(position=9), 3)} == {(topic, n) for topic in RELAYED for n in range(3)}


def test_reference_data_lie_under_their_names():
    unit = Unit(position=1, unit="klv", agency="KLV", rows=[])
    wave = Pulse(position=2, wave="w3", agency="KLV", opened="2026-01-01", batches=[])
    assert [(m.topic, m.key) for m in (*sent(unit), *sent(wave))] == [(REFERENCE, b"unit/klv"), (PULSE, b"w3/KLV")]
    assert decode(sent(unit)[0].value) == unit


@pytest.mark.parametrize("day", [topics.DAY, 1_000])
def test_nothing_of_an_erased_person_is_kept_beyond_seven_days(day):
    """A segment is written for a day, lies until it may go, and what takes a key back lies until it was seen."""
    for kept in topics.configurations("lahde", day).values():
        times = {name: int(value) for name, value in kept.items() if name.endswith(".ms")}
        assert sum(times.values()) <= 7 * day


def test_each_topic_and_changelog_of_a_generation_bears_its_prefix():
    names = topics.configurations("lahde-2")
    assert "lahde-2.journal" in names
    assert "lahde-2.streams-standing-changelog" in names
    assert all(name.startswith("lahde-2.") for name in names)
