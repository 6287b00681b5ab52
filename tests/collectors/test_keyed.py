"""Keyed ids: the same from the same, unlike anything else, and shaped as UUIDs."""

import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from collectors.keyed import keyed

KEY = b"k" * 32
parts = st.lists(st.text(), min_size=1, max_size=4)


@given(parts, parts)
def test_same_parts_same_id_other_parts_another(one: list[str], other: list[str]) -> None:
    assert (keyed(KEY, *one) == keyed(KEY, *other)) == (one == other)


def test_where_a_part_ends_matters() -> None:
    assert keyed(KEY, "ab", "c") != keyed(KEY, "a", "bc") != keyed(KEY, "abc")
    assert keyed(KEY, "1:a", "b") != keyed(KEY, "1", "a1:b")


def test_another_key_gives_another_id() -> None:
    assert keyed(KEY, "a") != keyed(b"l" * 32, "a")


@given(parts)
def test_an_id_is_a_uuid_that_xapi_readers_accept(some: list[str]) -> None:
    found = keyed(KEY, *some)
    assert re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", found)
    assert str(uuid.UUID(found)) == found


def test_ids_stay_what_they_were() -> None:
    """Changing this would make every file handed in again new."""
    assert keyed(KEY, "statement", "KLV") == "29a30715-1a20-5422-9fc1-f34245b9d9b8"
