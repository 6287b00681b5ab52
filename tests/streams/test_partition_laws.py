"""Law 3: whatever way records take over topics and partitions, the warehouse ends as with the engine in process.

Workers are stopped at any point and begin again; batches are cut anew each time. Only Kafka is left out: lists stand
for topics, dictionaries for tables.
"""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.journal import Expired, Mark, Retracted, decode
from schemas.participation import CAP
from schemas.topics import JOURNAL, messages
from streams.changes import changes
from streams.engines.embedded import apply
from streams.engines.partition import Partition
from streams.engines.results import results
from tests.streams.test_embedded_laws import histories
from warehouse.loading import Loading

PARTITIONS = 3


class Stopped(Exception):
    """By kill -9, say."""


class Dictionary(dict):
    """A table that may be stopped from changing."""

    changes_left = None

    def put(self, key, value):
        if self.changes_left is not None:
            if self.changes_left == 0:
                raise Stopped
            self.changes_left -= 1
        if value is None:
            self.pop(key, None)
        else:
            self[key] = value


class Cluster:
    """What lies in each partition of each topic, and workers that turn one into another."""

    def __init__(self):
        self.topics = defaultdict(list)
        self.standing, self.contributing = Dictionary(), Dictionary()
        self.read = defaultdict(int)

    def relay(self, records):
        for record in records:
            for message in messages(record, PARTITIONS):
                self.topics[message.topic, message.partition].append(message)

    def work(self, number, upto, stop_after=None):
        """One batch of one partition: told, kept, acknowledged; or stopped on the way."""
        self.standing.changes_left = self.contributing.changes_left = None
        waiting = self.topics[JOURNAL, number][self.read[number] : upto]
        if not waiting:
            return
        records = [decode(message.value) for message in waiting]
        partition = Partition(number, self.standing, self.contributing)
        batch = changes(sorted(records, key=lambda r: r.position), partition)
        for message in results(partition, records, batch):
            self.topics[message.topic, message.partition].append(message)
        self.standing.changes_left = self.contributing.changes_left = stop_after
        partition.keep(batch)
        self.read[number] = upto

    def loaded(self, warehouse, cuts=lambda lying: [lying]):
        """All topics but the journal, in batches; each partition's order holds, and no other."""
        marks = {}
        for (topic, _), lying in sorted(self.topics.items()):
            for part in cuts(lying) if topic != JOURNAL else []:
                loading = Loading(marks, PARTITIONS)
                for message in part:
                    loading.take(message)
                stale = {r.id for r in loading.rows if _stands(warehouse, r.id) > r.position}
                loading.without(stale)
                warehouse.commit(loading)
                marks = loading.marks
        return warehouse


def _stands(warehouse, id_):
    row = warehouse.standing.get(id_)
    return row.position if row else 0


@pytest.fixture(scope="module", autouse=True, params=[CAP, 2], ids=["roomy", "full"])
def cap(request):
    with pytest.MonkeyPatch.context() as patch:
        for module in ("streams.topology", "streams.changes"):
            patch.setattr(f"{module}.CAP", request.param)
        yield


def contents(warehouse):
    return warehouse.standing, warehouse.facts, warehouse.reference


@st.composite
def journals(draw, stated, answered, uid):
    """Histories with erasures, at the end of which some of it may expire, and marks between."""
    records = draw(histories(stated, answered, uid, erasures=True))
    position = max([r.position for r in records], default=0) + 1
    ids = sorted(
        {
            r.id if isinstance(r, Retracted) else r.statement["id"]
            for r in records
            if hasattr(r, "person") and not hasattr(r, "ids")
        }
    )
    gone = draw(st.sets(st.sampled_from(ids))) if ids else set()
    return [*records, Expired(position=position, ids=sorted(gone)), Mark(position=position)]


def test_over_partitions_the_warehouse_ends_as_with_the_engine_in_process(memory, stated, answered, uid):
    @settings(max_examples=150, deadline=None)
    @given(records=journals(stated, answered, uid), data=st.data())
    def holds(records, data):
        straight = memory()
        apply(records, straight)
        cluster = Cluster()
        cluster.relay(records)
        _work_through(cluster, data.draw)
        loaded = cluster.loaded(memory(), lambda lying: _cut(data.draw, lying))
        assert contents(loaded) == contents(straight)
        assert loaded.position() == records[-1].position

    holds()


def test_a_relay_that_begins_again_changes_nothing(memory, stated, answered, uid):
    @settings(max_examples=100, deadline=None)
    @given(records=journals(stated, answered, uid), data=st.data())
    def holds(records, data):
        straight = memory()
        apply(records, straight)
        cluster = Cluster()
        at = data.draw(st.integers(0, len(records)))
        again = data.draw(st.integers(0, at))
        cluster.relay(records[:at])
        cluster.relay(records[again:])
        _work_through(cluster, data.draw)
        assert contents(cluster.loaded(memory())) == contents(straight)

    holds()


def _work_through(cluster, draw):
    """Workers are stopped while they keep, and take up a stretch already read, as after a late commit of offsets."""
    for number in range(PARTITIONS):
        until = len(cluster.topics[JOURNAL, number])
        stops = draw(st.integers(0, 3))
        while cluster.read[number] < until:
            upto = draw(st.integers(cluster.read[number] + 1, until))
            stopping = stops > 0 and draw(st.booleans())
            stops -= stopping
            try:
                cluster.work(number, upto, draw(st.integers(0, 3)) if stopping else None)
            except Stopped:
                cluster.read[number] = draw(st.integers(0, cluster.read[number]))


def _cut(draw, lying):
    at = draw(st.integers(0, len(lying)))
    return [lying[:at], lying[at:]]
