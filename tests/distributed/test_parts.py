"""Each part starts before what it needs, says what it waits for, answers on its own port, and ends when told to."""

import os

import pytest

from lahde.settings import load
from tests.broker import Broker, kind
from tests.distributed.cluster import wait_for
from tests.distributed.eventful import Eventful


@pytest.fixture
def late_broker(tmp_path, kafka):
    """A broker that is not there yet."""
    folder = tmp_path / "broker"
    folder.mkdir()
    broker = Broker(folder, kind())
    yield broker
    broker.end()


@pytest.mark.ci
def test_parts_wait_for_their_broker_and_for_the_ledger(cluster, late_broker, tmp_path):
    data = tmp_path / "ledger" / "data"
    running = cluster(data, servers=late_broker.address, partitions=2)
    running.start(workers=1)
    wait_for(lambda: running.logs().count("Kafka does not answer at") == 3, 30, running.logs)
    assert running.loader.status("readyz") == 503

    late_broker.start(os.getpid())
    wait_for(lambda: "no ledger here yet" in running.logs(), 30, running.logs)
    ledger = Eventful(data.parent, people=60, months=2)
    ledger.begin()

    running.wait_until_loaded(ledger.position)
    assert {part.status("readyz") for part in running.parts} == {200}
    assert {part.status("healthz") for part in running.parts} == {200}
    assert running.relay.figure("lahde_relay_lag") == running.loader.figure("lahde_load_lag") == 0
    assert running.workers[0].figure(r'lahde_stream_lag\{partition="1"\}') == 0
    assert running.close() == [0, 0, 0]


def test_without_settings_there_is_no_kafka():
    assert load({}).kafka.servers == ""
