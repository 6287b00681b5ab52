"""Parts are killed and the broker stands still, again and again: nothing is lost, and nothing counts twice."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.broker import APACHE, Broker
from tests.distributed.cluster import Cluster, Part
from tests.distributed.eventful import Eventful, tables

AWAY = 30
"""Seconds that the broker is away."""


@pytest.fixture
def own_broker(tmp_path: Path, apache: str) -> Iterator[Broker]:
    """One that may be ended."""
    folder = tmp_path / "broker"
    folder.mkdir()
    broker = Broker(folder, APACHE)
    broker.start(os.getpid())
    yield broker
    broker.end()


class Chaos:
    """What may happen to a cluster, each thing as often as is asked."""

    def __init__(self, cluster: Cluster, broker: Broker, times: int, seed: int) -> None:
        self._cluster = cluster
        self._broker = broker
        self._dice = random.Random(seed)
        kinds: list[Callable[[], None]] = [self.worker, self.loader, self.relay, self.broker, self.comes_and_goes]
        self.events = kinds * times
        self._dice.shuffle(self.events)

    def worker(self) -> None:
        self._killed(self._dice.choice(self._cluster.workers))

    def loader(self) -> None:
        self._killed(self._cluster.loader)

    def relay(self) -> None:
        self._killed(self._cluster.relay)

    def broker(self) -> None:
        self._broker.end(signal.SIGKILL)
        time.sleep(AWAY)
        self._broker.start(os.getpid())

    def comes_and_goes(self) -> None:
        """One worker more; later one in order less."""
        self._cluster.add_worker()
        self._pause()
        going = self._cluster.workers.pop(0)
        assert going.end() == 0, self._cluster.logs()

    def _killed(self, part: Part) -> None:
        part.end(signal.SIGKILL)
        self._pause()
        part.start()

    def _pause(self) -> None:
        time.sleep(self._dice.uniform(0.2, 4))


LONG = pytest.mark.long


@pytest.mark.parametrize(
    "times", [pytest.param(1, marks=pytest.mark.ci), pytest.param(3, marks=LONG), pytest.param(10, marks=LONG)]
)
def test_whatever_is_killed_the_warehouse_ends_equal(cluster, own_broker, tmp_path, times):
    ledger = Eventful(tmp_path / "ledger", people=500, months=14)
    beginning = ledger.beginning()
    next(beginning)
    running = cluster(ledger.folder, servers=own_broker.address)
    running.start(workers=2)
    chaos = Chaos(running, own_broker, times, seed=times)
    for event in chaos.events:
        for _ in range(60 // len(chaos.events)):
            next(beginning, None)
        event()
    for _ in beginning:
        pass
    ledger.go_on()

    began = time.monotonic()
    running.wait_until_loaded(ledger.position, seconds=600)
    print(f"{len(chaos.events)} events; caught up in {time.monotonic() - began:.1f} s")
    assert set(running.close()) == {0}
    assert tables(running.warehouse) == ledger.tables()
