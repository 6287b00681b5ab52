from hypothesis import given
from hypothesis import strategies as st

from dashboards.charts.text import width, wrapped
from tests.dashboards.charts.made import NAMES


@given(NAMES, st.integers(60, 600), st.integers(1, 3))
def test_what_is_wrapped_has_room(text: str, room: int, lines: int) -> None:
    made = wrapped(text, room, 13, lines)
    assert 1 <= len(made) <= lines
    assert all(width(line, 13) <= room for line in made)


@given(st.lists(st.sampled_from(["työ", "oppii", "ja", "opettaa"]), min_size=1, max_size=8))
def test_nothing_is_lost_where_there_is_room(words: list[str]) -> None:
    text = " ".join(words)
    assert " ".join(wrapped(text, 120, 13, 8)) == text


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    assert wrapped("Edistyminen viraston omissa tavoitteissa", 130, 13, 1)[0].endswith("…")
