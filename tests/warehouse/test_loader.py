"""The loader on a broker: every record once, whatever became of the loader before."""

import pytest
from kafka import KafkaProducer

from lahde.settings import Kafka
from lahde.topics import ensure
from schemas.journal import Erased, Mark
from schemas.participation import Retraction, SetAside
from schemas.topics import LOADED, MARK, PARTICIPATIONS, encode
from warehouse.loader import Expired, Loader
from warehouse.store import Store

PARTITIONS = 2
AINO, EINO = "6f1c1f0a-6d0e-4f0e-9a39-0d9a0d8c7b11", "0d9a0d8c-6d0e-4f0e-9a39-6f1c1f0a7b11"


def aside(n, position=1, person=AINO):
    id_ = f"00000000-0000-0000-0000-{n:012}"
    return SetAside(
        id=id_, position=position, person=person, statement=id_, source="m", verb="v", object_type="t", reason="r"
    )


class Topics:
    """What the streams and the relay have sent."""

    def __init__(self, servers, prefix):
        ensure(Kafka(servers=servers, prefix=prefix, partitions=PARTITIONS), print)
        self._producer = KafkaProducer(bootstrap_servers=servers)
        self._prefix = prefix

    def send(self, *records, partition=0):
        for record in records:
            self._put(PARTICIPATIONS, partition, b"key", encode(record))

    def mark(self, position, topics=LOADED):
        for topic in topics:
            for partition in range(PARTITIONS):
                self._put(topic, partition, MARK, encode(Mark(position=position)))

    def _put(self, topic, partition, key, value):
        self._producer.send(f"{self._prefix}.{topic}", key=key, value=value, partition=partition).get(10)

    def close(self):
        self._producer.close()


@pytest.fixture
def topics(kafka, prefix):
    made = Topics(kafka, prefix)
    yield made
    made.close()


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "warehouse.duckdb", threads=1)
    yield made
    made.close()


@pytest.fixture
def load(kafka, prefix, store):
    """A loader that begins, loads all there is, and is gone."""

    def run(prefix=prefix):
        loader = Loader(store, kafka, prefix, PARTITIONS)
        while loader.step() or loader.lag():
            pass
        loader.close()

    return run


def test_each_loader_goes_on_where_the_file_says_it_stands(topics, load, store):
    topics.send(aside(1))
    load()
    topics.send(aside(2))
    load()
    load()
    assert store.counts()["set_aside"] == 2


def test_of_two_rows_with_one_id_the_later_stands_also_if_it_came_first(topics, load, store):
    row = aside(1, position=2)
    topics.send(Retraction(id=row.id, person=AINO, position=3))
    load()
    topics.send(row)
    load()
    assert store.positions([row.id]) == {row.id: 3}


def test_an_erasure_takes_what_is_loaded_and_what_came_with_it(topics, load, store):
    topics.send(aside(1), aside(2, person=EINO))
    load()
    topics.send(aside(3), Erased(position=4, person=AINO))
    load()
    assert store.rows([aside(n).id for n in (1, 2, 3)]).keys() == {aside(2).id}


def test_the_position_is_what_every_partition_of_every_topic_has_reached(topics, load, store):
    topics.mark(7)
    topics.mark(9, topics=LOADED[:-1])
    load()
    assert store.position() == 7
    topics.mark(9, topics=LOADED[-1:])
    load()
    assert store.position() == 9


def test_a_file_of_another_prefix_is_refused(topics, load, kafka, prefix):
    topics.send(aside(1))
    load()
    Topics(kafka, f"{prefix}-2").close()
    with pytest.raises(Expired, match="under another"):
        load(f"{prefix}-2")


def test_a_file_that_the_engine_in_process_filled_is_refused(topics, load, store):
    store._con.execute("UPDATE position SET position = 5")
    with pytest.raises(Expired, match="in another way"):
        load()
