"""Law 7: the same inputs make the same bytes, however they came into the file and however many threads sum them."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import msgspec
import pytest

from schemas.cell import Cell
from schemas.participation import Participation
from streams.topology import fold
from warehouse.release import release
from warehouse.store import Store

PEOPLE = 160


@pytest.fixture
def peopled(world):
    """A year of everything, at random times: means, shares, parts and answers whose sums could differ by order."""
    rng = random.Random(4)
    world.agency(since="2024-07-01")
    for name in world.staff(PEOPLE):
        for _ in range(rng.randint(2, 14)):
            at = datetime.fromisoformat("2024-08-01T09:00") + timedelta(minutes=rng.randint(0, 400 * 24 * 60))
            something(world, rng, name, at)
    world.wave("w1", "2025-06-02", 190)
    for n in range(PEOPLE):
        world.answers(
            "w1", f"r{n}", **{item: rng.randint(1, 5) for item in ("load_time", "load_demands", "load_recovery")}
        )
    return world


def something(world, rng, name, at):
    class_ = rng.choice(("LM", "MS", "SC", "NE", "WS", "CC"))
    if class_ == "MS":
        held = world.session(
            name, at.isoformat(), series=rng.choice((None, held_in(rng))), duration_s=rng.randint(60, 9000)
        )
        if rng.random() < 0.6:
            world.reflects(held, name, (at + timedelta(days=rng.randint(1, 9))).isoformat())
    else:
        world.did(name, class_, at.isoformat(), mandatory=rng.choice((True, False, False)) if class_ == "CC" else None)


def held_in(rng):
    return f"00000000-0000-4000-8000-{rng.randint(1, 40):012}"


def in_pieces(path, world, change, sizes, threads):
    """A warehouse of the same rows, committed in another order and in pieces, each with the facts known by then."""
    rng = random.Random(sum(sizes))
    rows, known, store = rng.sample(world.rows, len(world.rows)), {}, Store(path, threads=threads)
    for record in rng.sample(world.reference, len(world.reference)):
        store.commit(change(reference=[record]))
    while rows:
        piece, rows = rows[: (size := rng.choice(sizes))], rows[size:]
        touched = {(p.person, key) for p in piece if isinstance(p, Participation) for key in p.keys}
        for p in piece:
            for key in getattr(p, "keys", ()):
                known.setdefault((p.person, key), []).append(p)
        store.commit(change(rows=piece, facts={key: fold(*key, known[key]) for key in touched}, position=7))
    return store


def published(store, folder, threads):
    """The release's canonical cells."""
    store.copy_to(folder.with_suffix(".duckdb"))
    release(folder.with_suffix(".duckdb"), folder, as_of=date(2025, 10, 15), threads=threads)
    return (folder / "current/cells.ndjson").read_bytes()


@pytest.mark.ci
def test_windows_summed_a_few_at_once_give_the_same_bytes(peopled, tmp_path, monkeypatch):
    """As of so many people that all windows at once would need too much memory."""
    whole = peopled.load()
    first = published(whole, tmp_path / "whole", 2)
    monkeypatch.setattr("warehouse.figures.AT_ONCE", 40)
    assert published(whole, tmp_path / "spans", 2) == first


@pytest.mark.ci
def test_neither_batches_nor_order_nor_threads_nor_compacting_change_a_byte(peopled, tmp_path, change):
    whole = peopled.load()
    first = published(whole, tmp_path / "whole", 2)
    assert published(whole, tmp_path / "one thread", 1) == first
    whole.compact()
    assert published(whole, tmp_path / "compacted", 2) == first
    for sizes, threads in (((700,), 1), ((40, 90, 300), 2)):
        other = in_pieces(tmp_path / f"{threads}.duckdb", peopled, change, sizes, threads)
        assert other.fingerprint() == whole.fingerprint()
        assert published(other, tmp_path / f"pieces {threads}", threads) == first
        other.close()
    found = [msgspec.json.decode(line, type=Cell) for line in first.splitlines()]
    shown = Counter(c.indicator for c in found if c.state == "value")
    assert min(shown[i] for i in ("LC01", "LC02a", "LC04", "LC05", "LC11a")) >= 1
