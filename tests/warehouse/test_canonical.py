"""The canonical file: the same cells are the same bytes, and each node's are found."""

import random

from hypothesis import given
from hypothesis import strategies as st

from schemas.cell import Cell
from warehouse.canonical import Canonical, read, write

CELLS = st.builds(
    Cell,
    indicator=st.sampled_from(("LC01", "LC04")),
    formula_version=st.just(1),
    node=st.text(st.sampled_from('AÄ+\n🙂"b'), min_size=1, max_size=3),
    period=st.sampled_from(("2026-01", "2026-02")),
    window=st.sampled_from(("R3M", "R12M")),
    period_start=st.just("2026-01-01"),
    period_end=st.just("2026-02-28"),
    category=st.sampled_from(("", "in_work")),
    state=st.just("suppressed"),
    release=st.just("r"),
)


@given(st.lists(CELLS, unique=True), st.randoms())
def test_equal_cells_are_equal_bytes(tmp_path_factory, cells, dice: random.Random):
    path = tmp_path_factory.mktemp("canonical") / "cells.ndjson"
    told = write(path, cells)
    once = path.read_bytes()
    dice.shuffle(cells)
    assert (write(path, cells), path.read_bytes()) == (told, once)
    assert (told["cells"], told["cells_bytes"]) == (len(cells), len(once))


@given(st.lists(CELLS))
def test_each_node_finds_its_own(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("canonical") / "cells.ndjson"
    write(path, cells)
    found = Canonical(path)
    for node in {cell.node for cell in cells} | {"", "A", "ÄÄÄÄ", "zz"}:
        assert found.of(node) == [cell for cell in read(path) if cell.node == node]
