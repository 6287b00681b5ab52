from types import SimpleNamespace

import pytest

from streams.engines.faust_consumer import following_from


@pytest.mark.parametrize(
    ("offsets", "taken", "done"),
    [
        ([5, 6], [5, 6], 7),
        ([3, 4, 5], [3, 4, 5], 6),
        ([6, 7], [], 5),
        ([5, 8, 6, 7], [5, 6, 7], 8),
        ([5, 5, 6], [5, 5, 6], 7),
        ([], [], 5),
    ],
    ids=["next", "again", "ahead", "ahead between", "twice", "nothing"],
)
def test_only_what_goes_on_from_where_a_partition_is_done_is_taken(offsets, taken, done):
    events = [SimpleNamespace(message=SimpleNamespace(offset=offset)) for offset in offsets]
    reached, following = following_from(5, events)
    assert [event.message.offset for event in following] == taken
    assert reached == done
