"""To Kafka. Returns only when the broker has everything."""

import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError

from collectors.relay import Unreachable
from schemas.topics import Message

PATIENCE = 15_000
"""Milliseconds for one batch; an orderly end waits for it."""
GRACE = 5.0
"""Seconds beyond that."""


class Producer:
    """Connects when it is first needed, and anew after a failure."""

    def __init__(self, servers: str, prefix: str) -> None:
        self._servers = servers.split(",")
        self._prefix = prefix
        self._client: KafkaProducer | None = None

    def send(self, messages: Iterable[Message]) -> None:
        """Raises `Unreachable` only when nothing is on its way any more: a straggler would come after what follows."""
        sent: list[Any] = []
        try:
            self._client = self._client or self._connected()
            for topic, partition, key, value in messages:
                sent.append(self._client.send(f"{self._prefix}.{topic}", key=key, value=value, partition=partition))
            failed = False
        except (KafkaError, OSError):
            failed = True
        latest = time.monotonic() + GRACE + PATIENCE / 1000
        arrived = [_arrived(future, latest) for future in sent]
        if failed or not all(arrived):
            self.close()
            raise Unreachable

    def _connected(self) -> KafkaProducer:
        return KafkaProducer(
            bootstrap_servers=self._servers,
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
            allow_auto_create_topics=False,
            bootstrap_timeout_ms=2_000,
            max_block_ms=PATIENCE,
            request_timeout_ms=PATIENCE // 3,
            delivery_timeout_ms=PATIENCE,
        )

    def close(self) -> None:
        if self._client:
            with suppress(KafkaError):
                self._client.close(timeout=1)
        self._client = None


def _arrived(future: Any, latest: float) -> bool:
    """Whether the broker has it; waits until that is known.

    `delivery_timeout_ms` should see to that. But a batch that was under way when its broker was killed can stay unknown
    for ever (kafka-python 3.0.12), so no longer than until `latest`; closing the producer then takes it back.
    """
    while not future.is_done and time.monotonic() < latest:
        with suppress(KafkaError):
            future.get(timeout=1)
    return bool(future.is_done and future.succeeded())
