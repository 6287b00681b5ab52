"""Windows of one node over time: those of few never overlap another one."""

from datetime import date

from warehouse.disclosure.series import Series, Window


def quarter(first: int, *, few: bool) -> Window:
    """Three months of 2025 from the `first` on."""
    return Window(date(2025, first, 1), date(2025, first + 2, 28), few)


def published(*windows: Window) -> Series:
    series = Series()
    for window in windows:
        series.add("A", window)
    return series


def test_of_many_every_month_may_be_published() -> None:
    assert published(quarter(1, few=False)).free("A", quarter(2, few=False))


def test_of_few_only_what_does_not_overlap() -> None:
    assert not published(quarter(1, few=True)).free("A", quarter(2, few=True))
    assert published(quarter(1, few=True)).free("A", quarter(4, few=True))


def test_a_node_that_grows_beyond_many_waits_until_nothing_overlaps() -> None:
    """97 persons in March and 100 in April: the three who came would be the difference."""
    series = published(quarter(1, few=True))
    assert [series.free("A", quarter(first, few=False)) for first in (2, 3, 4)] == [False, False, True]


def test_so_does_one_that_shrinks() -> None:
    assert not published(quarter(2, few=False)).free("A", quarter(4, few=True))


def test_other_nodes_have_a_series_of_their_own() -> None:
    assert published(quarter(1, few=True)).free("B", quarter(2, few=True))
