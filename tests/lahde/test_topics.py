import pytest
from kafka.admin import KafkaAdminClient

from lahde.faults import Unusable
from lahde.settings import Kafka
from lahde.topics import ensure
from schemas.topics import configurations


def partitions(servers, prefix):
    admin = KafkaAdminClient(bootstrap_servers=servers)
    found = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}
    admin.close()
    return {name: count for name, count in found.items() if name.startswith(prefix)}


def test_every_topic_is_made_once_with_one_count_of_partitions(kafka, prefix):
    for _ in range(2):
        ensure(Kafka(servers=kafka, prefix=prefix, partitions=3), print)
    assert partitions(kafka, prefix) == dict.fromkeys(configurations(prefix), 3)


def test_another_count_than_the_topics_have_is_refused(kafka, prefix):
    ensure(Kafka(servers=kafka, prefix=prefix, partitions=3), print)
    with pytest.raises(Unusable, match=r"has 3 partitions, not 4"):
        ensure(Kafka(servers=kafka, prefix=prefix, partitions=4), print)


def test_without_a_broker_named_the_setting_is():
    with pytest.raises(Unusable, match="LAHDE_KAFKA_SERVERS"):
        ensure(Kafka(), print)
