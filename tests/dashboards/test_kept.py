from hypothesis import given
from hypothesis import strategies as st

from dashboards.kept import Body, Kept


def body(size: int) -> Body:
    return Body(b"x" * size, "text/html")


def test_what_was_used_last_stays() -> None:
    kept = Kept(most=100)
    for tag in ("a", "b"):
        kept.keep(tag, body(40))
    kept.get("a")
    kept.keep("c", body(40))
    assert [tag for tag in "abc" if kept.get(tag)] == ["a", "c"]


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(most=100)
    kept.keep("a", body(101))
    assert kept.get("a") is None


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 60))))
def test_never_more_than_there_is_room_for(asked: list[tuple[str, int]]) -> None:
    kept, sizes = Kept(most=100), {}
    for tag, size in asked:
        sizes.setdefault(tag, size)
        kept.keep(tag, body(sizes[tag]))
        found = [known for known in sizes if kept.get(known)]
        assert sum(sizes[known] for known in found) <= 100
