"""Law 3: one topology, two engines, equal results."""

import pytest

from tests.distributed.eventful import Eventful, tables


@pytest.mark.parametrize(("workers", "store"), [(1, "rocksdb"), (3, "memory")])
def test_over_kafka_the_warehouse_is_equal_row_by_row(cluster, tmp_path, workers, store):
    """Also while it goes on: what was known is corrected, linked, moved, erased, and expires."""
    ledger = Eventful(tmp_path / "ledger", people=60, months=3)
    ledger.begin()
    running = cluster(ledger.folder, TABLES=store)
    running.start(workers)
    running.wait_until_loaded(ledger.position)

    ledger.go_on()
    running.wait_until_loaded(ledger.position)

    assert ledger.kinds.keys() >= {"stated", "voided", "linked", "erased", "expired", "person", "unit", "goal", "pulse"}
    assert running.close() == [0] * (2 + workers)
    assert tables(running.warehouse) == ledger.tables()
