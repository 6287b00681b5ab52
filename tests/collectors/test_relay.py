"""The relay: after the cursor, all of it out, and only then the cursor; and marks that say how far."""

import pytest

from collectors import relay
from collectors.relay import Cursor, Relay, Unreachable
from schemas.journal import Mark, Unit, decode
from schemas.topics import MARK, RELAYED

PARTITIONS = 3


class Outbox:
    """A journal of units, one entry a position."""

    def __init__(self, length):
        self.length = length

    def records(self, after, limit):
        reached = min(self.length, after + limit)
        units = [Unit(position=n, unit=f"u{n}", agency="KLV", rows=[]) for n in range(after + 1, reached + 1)]
        return [*units, Mark(position=reached)] if units else []


class Broker:
    """Takes messages, unless it is away."""

    def __init__(self):
        self.away = False
        self.taken = []

    def send(self, messages):
        if self.away:
            raise Unreachable
        self.taken += messages

    @property
    def units(self):
        return [decode(m.value).unit for m in self.taken if m.key != MARK]

    @property
    def marks(self):
        return [decode(m.value).position for m in self.taken if m.key == MARK]


@pytest.fixture
def broker():
    return Broker()


@pytest.fixture
def begin(tmp_path):
    """A relay as a process would begin it: only the cursor's file is left of the one before."""
    return lambda outbox: Relay(outbox, Cursor(tmp_path / "cursor"), PARTITIONS)


def test_each_entry_is_sent_once_however_often_the_relay_begins(begin, broker):
    outbox = Outbox(2)
    assert begin(outbox).step(broker)
    outbox.length = 3
    assert begin(outbox).step(broker)
    assert not begin(outbox).step(broker)
    assert broker.units == ["u1", "u2", "u3"]


def test_a_batch_at_a_time(begin, broker, monkeypatch):
    monkeypatch.setattr(relay, "BATCH", 2)
    moving = begin(Outbox(3))
    assert [moving.step(broker) for _ in range(3)] == [True, True, False]
    assert broker.units == ["u1", "u2", "u3"]


def test_what_was_sent_but_not_noted_is_sent_again(begin, broker, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Cursor, "advance", lambda *_: (_ for _ in ()).throw(OSError("killed here")))
        with pytest.raises(OSError, match="killed"):
            begin(Outbox(2)).step(broker)
    begin(Outbox(2)).step(broker)
    assert broker.units == ["u1", "u2", "u1", "u2"]


def test_while_the_broker_is_away_the_cursor_rests(begin, broker):
    broker.away = True
    moving = begin(Outbox(2))
    for _ in range(2):
        with pytest.raises(Unreachable):
            moving.step(broker)
    broker.away = False
    moving.step(broker)
    assert broker.units == ["u1", "u2"]


def test_a_mark_says_in_every_partition_how_far_all_was_sent_and_is_not_repeated(begin, broker, monkeypatch):
    monkeypatch.setattr(relay, "BETWEEN_MARKS", 0)
    moving = begin(Outbox(2))
    for _ in range(3):
        moving.step(broker)
    assert broker.marks == [2] * len(RELAYED) * PARTITIONS


def test_marks_wait_for_their_time(begin, broker, monkeypatch):
    monkeypatch.setattr(relay, "BATCH", 1)
    moving = begin(Outbox(3))
    while moving.step(broker):
        pass
    assert set(broker.marks) == {1}
