"""What is not known to have arrived in time has not arrived."""

import time

import pytest
from kafka.errors import KafkaTimeoutError
from kafka.producer.future import FutureProduceResult, FutureRecordMetadata
from kafka.structs import TopicPartition

from collectors.producer import _arrived


@pytest.fixture
def future():
    return FutureRecordMetadata(FutureProduceResult(TopicPartition("journal", 0)), 0, None, None, 1, 1, 0)


def test_what_stays_unknown_is_not_waited_for_for_ever(future):
    began = time.monotonic()
    assert not _arrived(future, began + 0.5)
    assert time.monotonic() - began < 5


def test_what_the_broker_has_has_arrived(future):
    future.success(None)
    assert _arrived(future, 0)


def test_what_failed_has_not(future):
    future.failure(KafkaTimeoutError())
    assert not _arrived(future, time.monotonic() + 5)
