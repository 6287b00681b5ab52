"""Law 5: no identifier crosses to Kafka, on no topic and in no changelog."""

import sqlite3

import msgspec
import pytest
from kafka import KafkaConsumer, TopicPartition

from schemas.topics import configurations
from tests.distributed.eventful import Eventful


def lying(servers, prefix, partitions):
    """All keys and values there are."""
    consumer = KafkaConsumer(bootstrap_servers=servers, consumer_timeout_ms=5_000)
    consumer.assign([TopicPartition(name, n) for name in configurations(prefix) for n in range(partitions)])
    consumer.seek_to_beginning()
    found = [part for record in consumer for part in (record.key, record.value) if part]
    consumer.close()
    return found


def identifiers(ledger):
    """Of everybody, as sources write them: person ids, user names, numbers, mailboxes."""
    with sqlite3.connect(ledger) as con:
        keys = [msgspec.json.decode(key) for (key,) in con.execute("select key from agent")]
        named = {value for _, value, *_ in keys if isinstance(value, str) and len(value) > 5}
        return named | {person for (person,) in con.execute("select person_id from person where person_id is not null")}


@pytest.mark.ci
def test_no_identifier_lies_on_any_topic(cluster, kafka, tmp_path):
    ledger = Eventful(tmp_path / "ledger", people=60, months=2)
    ledger.begin()
    names = identifiers(ledger.folder / "ledger.sqlite")
    assert len(names) > 200
    running = cluster(ledger.folder, partitions=2)
    running.start(workers=1)
    running.wait_until_loaded(ledger.position)

    everything = b"\n".join(lying(kafka, running.prefix, 2))
    assert b"participation" in everything
    assert [name for name in names if name.encode() in everything] == []
    assert b"@" not in everything
