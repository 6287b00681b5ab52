import pytest

from streams.engines import progress
from streams.engines.progress import Progress


@pytest.fixture
def clock(monkeypatch):
    """Stands where a test puts it."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_ready_once_there_are_partitions():
    worker = Progress()
    assert not worker.ready
    worker.assigned({3: 0})
    assert worker.ready
    worker.pause()
    assert not worker.ready


def test_lag_is_what_each_partition_holds_beyond_what_is_done():
    worker = Progress()
    worker.assigned({0: 5, 1: 0})
    worker.passed({1: 4}, entries=4)
    assert worker.lags({0: 7, 1: 4}) == {0: 2, 1: 0}


def test_dead_is_who_stands_still_while_there_is_something_to_do(clock):
    worker = Progress()
    worker.assigned({0: 5})
    clock[0] = progress.STILL + 1
    assert worker.alive({0: 5})
    assert not worker.alive({0: 6})
    worker.passed({0: 6}, entries=1)
    assert worker.alive({0: 7})


def test_what_went_to_another_worker_is_told():
    worker = Progress()
    worker.assigned({0: 0, 1: 0})
    assert worker.assigned({1: 0, 2: 0}) == {0}


def test_metrics_tell_the_lag_of_each_partition():
    worker = Progress()
    worker.assigned({7: 1})
    assert b'lahde_stream_lag{partition="7"} 2.0' in worker.metrics({7: 3})
