"""Laws 2 and 4 of the embedded engine, over the warehouse of dictionaries and over DuckDB."""

import tempfile
from collections import defaultdict
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.journal import Erased, Expired, Retracted, Stated
from schemas.participation import CAP, Participation
from streams.engines.embedded import apply
from streams.topology import fold
from warehouse.store import Store

PEOPLE = ("aino", "eino")
PARTS = {f"{person} {n}": person for person in PEOPLE for n in range(4)} | {"nobody's": None}
"""Reduced statements: the id of each is of one person or of nobody, for it is made of the person too."""


class Duck:
    """A DuckDB warehouse in a folder that goes with it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self._folder.name) / "warehouse.duckdb", threads=1)

    def contents(self):
        tables = self.store.fingerprint()
        del tables["position"]
        self.store.close()
        self._folder.cleanup()
        return tables


@pytest.fixture(
    scope="module", autouse=True, params=[CAP, pytest.param(2, marks=pytest.mark.ci)], ids=["roomy", "full"]
)
def cap(request):
    """Every law also where nearly all keys hold more than is folded."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("streams.topology", "streams.changes"):
            patch.setattr(f"{module}.CAP", request.param)
        yield


@pytest.fixture(scope="module", params=["memory", "duckdb"])
def new(request, memory):
    """A factory of empty warehouses, and what is in one."""

    class Dictionaries:
        def __init__(self):
            self.store = memory()

        def contents(self):
            return self.store.standing, self.store.facts

    return Dictionaries if request.param == "memory" else Duck


class Unskipping:
    """Says it has read nothing yet: every record is taken up again, as by a consumer that lost its place."""

    def __init__(self, store):
        self.rows, self.contributions, self.commit = store.rows, store.contributions, store.commit

    def position(self):
        return 0


@st.composite
def histories(draw, stated, answered, uid, erasures=False):
    """Records in journal order: parts stated, changed, retracted and stated again, and persons erased."""
    kinds = ["state", "state", "state", "retract"] + ["erase"] * erasures
    records, alive = [], {*PEOPLE, None}
    for position in range(1, draw(st.integers(1, 14)) + 1):
        kind, part = draw(st.sampled_from(kinds)), draw(st.sampled_from(sorted(PARTS)))
        person = PARTS[part]
        if person not in alive:
            continue
        if kind == "state":
            records.append(draw(statements(stated, part, position, person)) if person else answered(part, position))
        elif kind == "retract":
            records.append(Retracted(position=position, person=person and uid(person), id=uid(part)))
        elif person:
            alive.discard(person)
            ids = draw(st.lists(st.sampled_from([uid(p) for p in PARTS if PARTS[p] != person]), max_size=1))
            records.append(Erased(position=position, person=uid(person), ids=ids))
    return records


@st.composite
def statements(draw, stated, part, position, person):
    kind = draw(st.sampled_from(["session", "reflection", "moment", "course", "goal"]))
    given = {"at": f"2026-{draw(st.sampled_from(['09', '10']))}-{draw(st.integers(10, 12))}T09:00:00Z"}
    given["activity"] = draw(st.sampled_from(["one", "two"]))
    if kind == "reflection":
        given |= {"about": draw(st.sampled_from(["one", "two", f"statement of {person} 0"])), "text_shape": "short"}
    if kind == "session" and draw(st.booleans()):
        given |= {"series": "pair", "role": "mentor", "duration": "PT1H"}
    return stated(kind, part, position, person, **given)


def batches(draw, records):
    """Cut anywhere; a batch may be delivered twice."""
    cuts = sorted(draw(st.sets(st.integers(1, len(records)), max_size=5)) | {len(records)}) if records else []
    parts = [records[start:end] for start, end in zip([0, *cuts], cuts, strict=False)]
    return [part for part in parts for _ in range(draw(st.integers(1, 2)))]


def feed(warehouse, *parts, through=lambda store: store):
    for part in parts:
        apply(part, through(warehouse.store))
    return warehouse.contents()


def examples(new):
    return 40 if new is not Duck else 6


def law(new):
    """Many examples in memory, few on disk."""
    return settings(max_examples=examples(new), deadline=None)


def test_batches_and_redelivery_do_not_matter(new, stated, answered, uid):
    @law(new)
    @given(records=histories(stated, answered, uid, erasures=True), data=st.data())
    def holds(records, data):
        assert feed(new(), *batches(data.draw, records)) == feed(new(), records)

    holds()


def test_order_does_not_matter(new, stated, answered, uid):
    """Voided before or after, replaced before or after, delivered twice: the highest position of each id holds."""

    @law(new)
    @given(records=histories(stated, answered, uid), data=st.data())
    def holds(records, data):
        shuffled = data.draw(st.permutations(records + records))
        assert feed(new(), *batches(data.draw, shuffled), through=Unskipping) == feed(new(), records)

    holds()


def test_an_erasure_in_the_middle_equals_never_having_had_that_person(new, stated, answered, uid):
    @law(new)
    @given(records=histories(stated, answered, uid, erasures=True), data=st.data())
    def holds(records, data):
        erased = {r.person for r in records if isinstance(r, Erased)}
        forgotten = {i: r.position for r in records if isinstance(r, Erased) for i in r.ids}
        others = [r for r in records if not isinstance(r, Erased) and r.person not in erased]
        never = [r for r in others if r.position > forgotten.get(_id(r), 0)]
        assert feed(new(), *batches(data.draw, records)) == feed(new(), never)

    holds()


def test_what_expires_leaves_no_trace(new, stated, answered, uid):
    @law(new)
    @given(records=histories(stated, answered, uid), data=st.data())
    def holds(records, data):
        gone = data.draw(st.sets(st.sampled_from([_id(r) for r in records]))) if records else set()
        expired = Expired(position=max([r.position for r in records], default=0) + 1, ids=sorted(gone))
        never = [r for r in records if _id(r) not in gone]
        assert feed(new(), *batches(data.draw, [*records, expired])) == feed(new(), never)

    holds()


def test_a_late_link_ends_where_the_last_link_left_it(new, stated, uid):
    """A statement passes from one person to the other and back any number of times."""

    @law(new)
    @given(moves=st.integers(1, 4), data=st.data())
    def holds(moves, data):
        position = count(2)
        linked = [stated("session", "of aino", 1, "aino", activity="one")]
        for n in range(moves):
            before, now = (PEOPLE[n % 2], PEOPLE[(n + 1) % 2])
            linked.append(Retracted(position=next(position), person=uid(before), id=uid(f"of {before}")))
            linked.append(stated("session", f"of {now}", next(position), now, activity="one"))
        # Only the last word on each id is left: who holds it, and the tombstone of who held it.
        assert feed(new(), *batches(data.draw, linked)) == feed(new(), linked[-2:])

    holds()


def test_facts_are_those_of_all_live_rows_folded_at_once(memory, stated, answered, uid):
    """The same result without any engine: the last word on each id, grouped by key."""

    @settings(max_examples=100, deadline=None)
    @given(records=histories(stated, answered, uid), data=st.data())
    def holds(records, data):
        warehouse = memory()
        for part in batches(data.draw, records):
            apply(part, warehouse)
        last = {_id(r): r.position for r in records}
        assert {i: row.position for i, row in warehouse.standing.items()} == last
        assert warehouse.facts == _folded(row for row in warehouse.standing.values() if isinstance(row, Participation))

    holds()


def _folded(live):
    keyed = defaultdict(list)
    for p in live:
        for key in p.keys:
            keyed[p.person, key].append(p)
    facts = {key: fold(*key, parts) for key, parts in keyed.items()}
    return {key: fact for key, fact in facts.items() if fact is not None}


def _id(record):
    return record.statement["id"] if isinstance(record, Stated) else record.id
