from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.distributed.cluster import Cluster

New = Callable[..., Cluster]


@pytest.fixture
def cluster(tmp_path: Path, kafka: str, prefix: str) -> Iterator[New]:
    """A cluster over a data folder; at the end every part ends in order."""
    made: list[Cluster] = []

    def new(data: Path, servers: str = kafka, **more: Any) -> Cluster:
        made.append(Cluster(data, tmp_path / f"cluster-{len(made)}", servers, f"{prefix}-{len(made)}", **more))
        return made[-1]

    yield new
    for each in made:
        assert set(each.close()) <= {0}, each.logs()
