"""Kafka's topics, made before anybody uses them: a broker by itself makes one partition, and never compacts."""

import time
from collections.abc import Callable
from typing import Any

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from lahde.faults import Unusable
from lahde.settings import Kafka
from schemas.topics import configurations

PATIENCE = 2_000
"""Milliseconds for one try at reaching the broker."""


def ensure(kafka: Kafka, say: Callable[[str], None]) -> None:
    """Waits for the broker and makes the topics that are missing. Unusable: some are of another shape."""
    if not kafka.servers:
        raise Unusable("no Kafka is named; set kafka.servers (LAHDE_KAFKA_SERVERS) to host:port")
    said = False
    while True:
        try:
            return _ensure(kafka)
        except (KafkaError, OSError):
            if not said:
                say(f"Kafka does not answer at {kafka.servers}; waiting for it …")
                said = True
            time.sleep(1)


def _ensure(kafka: Kafka) -> None:
    admin = KafkaAdminClient(bootstrap_servers=kafka.servers.split(","), bootstrap_timeout_ms=PATIENCE)
    try:
        there = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}
        _check(kafka, there)
        if missing := _wanted(kafka).items() - there.items():
            admin.create_topics({name: _made(kafka, name) for name, _ in missing}, wait_for_metadata=True)
    finally:
        admin.close()


def _wanted(kafka: Kafka) -> dict[str, int]:
    return dict.fromkeys(configurations(kafka.prefix), kafka.partitions)


def _check(kafka: Kafka, there: dict[str, int]) -> None:
    for name, partitions in _wanted(kafka).items():
        if there.get(name, partitions) != partitions:
            raise Unusable(
                f"topic {name} has {there[name]} partitions, not {partitions}; set kafka.partitions to {there[name]}, "
                "or take a new kafka.prefix: the records of a person must not change their partition"
            )


def _made(kafka: Kafka, name: str) -> dict[str, Any]:
    return {"num_partitions": kafka.partitions, "configs": configurations(kafka.prefix)[name]}
