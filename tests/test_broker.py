"""The broker that the tests are given: it answers, keeps what it is given, and one serves the whole run."""

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic


def test_what_is_produced_is_read_again_in_order(kafka, prefix):
    admin = KafkaAdminClient(bootstrap_servers=kafka)
    admin.create_topics([NewTopic(prefix, num_partitions=2, replication_factor=1)])
    producer = KafkaProducer(bootstrap_servers=kafka)
    sent = [producer.send(prefix, value=str(n).encode(), partition=1) for n in range(3)]
    assert [future.get(10).offset for future in sent] == [0, 1, 2]

    consumer = KafkaConsumer(bootstrap_servers=kafka, consumer_timeout_ms=10_000)
    consumer.assign([TopicPartition(prefix, 1)])
    consumer.seek_to_beginning()
    assert [next(consumer).value for _ in range(3)] == [b"0", b"1", b"2"]
    for client in (consumer, producer, admin):
        client.close()
