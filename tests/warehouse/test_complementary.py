"""Complementary suppression against an attacker who solves equations exactly."""

from collections.abc import Collection
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from warehouse.disclosure.complementary import Safe, Tree, complement

K = 5
Sizes = dict[str, int]


def at_least(k: int, tree: Tree, sizes: Sizes) -> Safe:
    def safe(node: str, shown: Collection[str]) -> bool:
        left = sum(sizes[seat] for seat in tree.remainder(node, shown))
        return left == 0 or left >= k

    return safe


def whole(tree: Tree, sizes: Sizes, node: str) -> int:
    return sum(sizes[below] for below in tree.remainder(node, ()))


def pattern(parents: dict[str, str | None], sizes: Sizes, k: int = K) -> set[str]:
    tree = Tree(parents)
    may_show = {node for node in parents if whole(tree, sizes, node) >= k}
    return complement(tree, may_show, at_least(k, tree, sizes), lambda node: whole(tree, sizes, node))


def test_the_worked_case_of_56_persons() -> None:
    """C has 4: publishing A, B and the total would give it away, so B is hidden too (domain 5.6)."""
    parents = {"agency": None, "A": "agency", "B": "agency", "C": "agency"}
    assert pattern(parents, {"agency": 0, "A": 40, "B": 12, "C": 4}) == {"agency", "A"}


def test_two_small_ones_that_are_enough_together_protect_each_other() -> None:
    parents = {"agency": None, "A": "agency", "B": "agency", "C": "agency", "D": "agency"}
    assert pattern(parents, {"agency": 0, "A": 40, "B": 12, "C": 4, "D": 3}) == {"agency", "A", "B"}


def test_an_empty_department_hides_nobody() -> None:
    parents = {"agency": None, "A": "agency", "B": "agency"}
    assert pattern(parents, {"agency": 0, "A": 40, "B": 0}) == {"agency", "A"}


def test_people_who_sit_in_the_department_itself_are_a_remainder_too() -> None:
    parents = {"agency": None, "A": "agency", "A1": "A", "A2": "A"}
    assert pattern(parents, {"agency": 0, "A": 2, "A1": 20, "A2": 9}) == {"agency", "A", "A1"}


def test_a_small_unit_is_protected_within_its_department_and_the_department_stays() -> None:
    parents = {"agency": None, "A": "agency", "B": "agency", "A1": "A", "A2": "A", "A3": "A"}
    sizes = {"agency": 0, "A": 0, "B": 30, "A1": 20, "A2": 9, "A3": 3}
    assert pattern(parents, sizes) == {"agency", "A", "B", "A1"}


def test_what_is_covered_in_vain_is_shown_again() -> None:
    """B alone leaves nothing over (its units are all shown), so covering it does not help: one of its units does."""
    parents = {"agency": None, "A": "agency", "B": "agency", "B1": "B", "B2": "B", "C": "agency"}
    sizes = {"agency": 0, "A": 60, "B": 0, "B1": 10, "B2": 12, "C": 4}
    assert pattern(parents, sizes) == {"agency", "A", "B2"}


@st.composite
def organisations(draw: st.DrawFn) -> tuple[dict[str, str | None], Sizes]:
    count = draw(st.integers(2, 9))
    names = [f"n{i}" for i in range(count)]
    parents: dict[str, str | None] = {names[0]: None}
    for i in range(1, count):
        parents[names[i]] = names[draw(st.integers(0, i - 1))]
    sizes = {name: draw(st.one_of(st.integers(0, 7), st.integers(0, 40))) for name in names}
    return parents, sizes


@given(organisations())
def test_no_small_group_can_be_computed_from_what_is_shown(organisation: tuple[dict[str, str | None], Sizes]) -> None:
    parents, sizes = organisation
    assert leaks(parents, sizes, pattern(parents, sizes)) == []


@given(organisations())
def test_every_root_that_may_be_shown_is(organisation: tuple[dict[str, str | None], Sizes]) -> None:
    parents, sizes = organisation
    tree = Tree(parents)
    assert {n for n in tree.roots if whole(tree, sizes, n) >= K} <= pattern(parents, sizes)


@given(organisations())
def test_nothing_that_is_hidden_could_be_shown_alone(organisation: tuple[dict[str, str | None], Sizes]) -> None:
    """No node more can be shown without a leak: as much is shown as this pattern allows."""
    parents, sizes = organisation
    shown, tree = pattern(parents, sizes), Tree(parents)
    for node in parents.keys() - shown:
        if whole(tree, sizes, node) >= K:
            assert leaks(parents, sizes, shown | {node})


def test_the_attacker_finds_the_leak_when_nothing_is_complemented() -> None:
    parents = {"agency": None, "A": "agency", "B": "agency", "C": "agency"}
    sizes = {"agency": 0, "A": 40, "B": 12, "C": 4}
    assert leaks(parents, sizes, {"agency", "A", "B"}) == [("C",)]


def leaks(parents: dict[str, str | None], sizes: Sizes, shown: set[str]) -> list[tuple[str, ...]]:
    """Sets of nodes with 1 to k-1 people whose sum is a linear combination of the shown sums."""
    tree = Tree(parents)
    atoms = [node for node in parents if sizes[node]]
    rows = [[Fraction(atom in tree.remainder(node, ())) for atom in atoms] for node in sorted(shown)]
    basis = echelon(rows)
    return [
        group
        for count in range(1, len(atoms) + 1)
        for group in combinations(atoms, count)
        if sum(sizes[node] for node in group) < K and spanned(basis, [Fraction(atom in group) for atom in atoms])
    ]


def echelon(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Rows in reduced form, each beginning with a one where all others hold none."""
    basis: list[list[Fraction]] = []
    for row in rows:
        left = reduced(basis, row)
        if any(left):
            first = next(i for i, value in enumerate(left) if value)
            left = [value / left[first] for value in left]
            basis = [[v - other[first] * w for v, w in zip(other, left, strict=True)] for other in basis]
            basis.append(left)
    return basis


def reduced(basis: list[list[Fraction]], row: list[Fraction]) -> list[Fraction]:
    for other in basis:
        first = next(i for i, value in enumerate(other) if value)
        row = [v - row[first] * w for v, w in zip(row, other, strict=True)]
    return row


def spanned(basis: list[list[Fraction]], row: list[Fraction]) -> bool:
    return not any(reduced(basis, row))
