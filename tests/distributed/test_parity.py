"""Law 3: one topology, two engines, equal results."""

import pytest

from tests.distributed.eventful import Eventful, tables

SIZES = [
    pytest.param(60, 3, id="town"),
    pytest.param(500, 14, id="agencies", marks=pytest.mark.ci),
    pytest.param(5_000, 27, id="state", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("workers", "store"), [(1, "rocksdb"), pytest.param(3, "memory", marks=pytest.mark.ci)])
@pytest.mark.parametrize(("people", "months"), SIZES)
def test_over_kafka_the_warehouse_is_equal_row_by_row(cluster, tmp_path, people, months, workers, store):
    """Also while it goes on: what was known is corrected, linked, moved, erased, and expires."""
    ledger = Eventful(tmp_path / "ledger", people=people, months=months)
    ledger.begin()
    running = cluster(ledger.folder, TABLES=store)
    running.start(workers)
    running.wait_until_loaded(ledger.position, seconds=300 + people)

    ledger.go_on()
    running.wait_until_loaded(ledger.position, seconds=300 + people)

    assert ledger.kinds.keys() >= {"stated", "voided", "linked", "erased", "expired", "person", "unit", "goal", "pulse"}
    assert running.close() == [0] * (2 + workers)
    assert tables(running.warehouse) == ledger.tables()
