"""To Kafka. Returns only when the broker has everything."""

from collections.abc import Iterable

from kafka import KafkaProducer
from kafka.errors import KafkaError

from collectors.relay import Unreachable
from schemas.topics import Message

PATIENCE = 20_000
"""Milliseconds for one batch; an orderly end waits for it."""


class Producer:
    """Opens its connection when it is first needed, and anew after a failure."""

    def __init__(self, servers: str, prefix: str) -> None:
        self._servers = servers.split(",")
        self._prefix = prefix
        self._client: KafkaProducer | None = None

    def send(self, messages: Iterable[Message]) -> None:
        try:
            self._send(messages)
        except (KafkaError, OSError) as fault:
            self.close()
            raise Unreachable from fault

    def _send(self, messages: Iterable[Message]) -> None:
        client = self._client = self._client or self._connected()
        sent = [
            client.send(f"{self._prefix}.{topic}", key=key, value=value, partition=partition)
            for topic, partition, key, value in messages
        ]
        client.flush(PATIENCE / 1_000)
        for future in sent:
            future.get(timeout=PATIENCE / 1_000)

    def _connected(self) -> KafkaProducer:
        return KafkaProducer(
            bootstrap_servers=self._servers,
            acks="all",
            enable_idempotence=True,
            linger_ms=5,
            allow_auto_create_topics=False,
            bootstrap_timeout_ms=2_000,
            max_block_ms=PATIENCE,
            request_timeout_ms=PATIENCE // 2,
            delivery_timeout_ms=PATIENCE,
        )

    def close(self) -> None:
        if self._client:
            self._client.close(timeout=1)
        self._client = None
