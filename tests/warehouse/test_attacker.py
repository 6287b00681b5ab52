"""Promise 1: no figure tells of fewer than five people, also not by subtraction; tried by one who wants to know.

Random organisations go through what a release does, several times; each family of figures is then attacked as it was
published. With any of the protections switched off the same attacker finds leaks.
"""

from collections import Counter
from random import Random

import pytest

from schemas.indicators.card import cards
from tests.warehouse.attacker import Attack
from tests.warehouse.attacker_of_parts import PartsAttack
from tests.warehouse.conftest import World
from tests.warehouse.organisations import organisation
from tests.warehouse.published_figures import COUNTED, WITH_PARTS, groups, nodes, releases, told
from warehouse import cells as showing
from warehouse import release as releasing
from warehouse.disclosure.series import Series
from warehouse.disclosure.shares import Shown, step
from warehouse.families import Beside, families


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("some"), range(15))


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """The same organisations, where HR names no neighbours."""
    return loaded(tmp_path_factory.mktemp("apart"), range(15), merged=False)


@pytest.fixture(scope="module")
def with_parts(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("parts"), range(4), WITH_PARTS)


def loaded(folder, seeds, indicators=COUNTED, **more):
    world = World(folder / "warehouse.duckdb")
    for seed in seeds:
        organisation(world, Random(seed), f"A{seed}", **more)
    store = world.load()
    found = releases(store._con, indicators)
    store.close()
    return found


def attacked(found):
    """Every leak in every release, and how many figures of each indicator were shown."""
    return attempt(found, found.publish())


def attempt(found, published):
    leaks, shown, display = [], Counter(), {sensitive: told(sensitive) for sensitive in (False, True)}
    for family in families(found.figures):
        indicator = next(iter(family.figures.values())).indicator
        sensitive = cards()[indicator].sensitive
        tree = list(groups(family, published))
        shown[indicator] += sum(g.shown is not None for g in tree)
        leaks += Attack(tree, display[sensitive], sensitive=sensitive).leaks()
    return leaks + list(found.overlaps(published)), shown


def test_nothing_leaks(tmp_path):
    leaks, shown = attacked(loaded(tmp_path, range(50)))
    assert leaks == []
    assert min(shown[indicator] for indicator in COUNTED) > 40


@pytest.mark.ci
def test_it_does_where_nothing_is_hidden_beside_others(some, monkeypatch):
    monkeypatch.setattr(releasing, "beside", lambda family, card, barred: Beside(set(), set()))
    leaks, _ = attacked(some)
    assert {"few", "all alike", "difference"} <= {leak.kind for leak in leaks}


def test_it_does_where_nothing_is_rounded(some, monkeypatch):
    monkeypatch.setattr(showing, "shown", exact)
    monkeypatch.setattr(showing, "rounded", lambda figure, n, scale: float(figure))
    leaks, _ = attacked(some)
    assert "all alike" in {leak.kind for leak in leaks}


def exact(figure, n, **_):
    return Shown("value" if figure else "zero", float(figure), "")


def test_it_does_where_few_are_published_every_month(some, monkeypatch):
    """The leaver of 14: whoever takes July from June has one person (domain 5.6, second case)."""
    monkeypatch.setattr(showing, "due", lambda *_: True)
    monkeypatch.setattr(Series, "free", lambda *_: True)
    leaks, _ = attacked(some)
    assert {leak.kind for leak in leaks} == {"overlap"}


def test_it_does_where_small_neighbours_are_shown_apart(some, apart):
    """What may be told of both together is told of each."""
    published = some.publish()
    of_both = {(*key[:3], node, "") for key, cell in published.items() for node in key[3].split("+") if cell.n}
    leaks, _ = attempt(apart, apart.publish() | apart.shown_anyway(of_both))
    assert {"few", "all alike"} <= {leak.kind for leak in leaks}


def test_small_neighbours_that_nobody_merges_are_hidden(apart):
    leaks, _ = attacked(apart)
    assert leaks == []


@pytest.mark.ci
def test_nothing_leaks_from_parts(with_parts):
    assert list(attacked_parts(with_parts)) == []


@pytest.mark.ci
def test_it_does_where_no_parts_are_hidden_beside_others(with_parts, monkeypatch):
    monkeypatch.setattr(releasing, "beside", lambda family, card, barred: Beside(set(), set()))
    assert {"few", "all alike"} <= {leak.kind for leak in attacked_parts(with_parts)}


def attacked_parts(found):
    published = found.publish()
    for family in families(found.figures):
        sensitive = cards()[next(iter(family.figures.values())).indicator].sensitive
        table = list(nodes(family, published))
        if any(n.shown for n in table):
            yield from PartsAttack(table, lambda n: float(step(n)), many=100 if sensitive else 20).leaks()


@pytest.mark.long
@pytest.mark.parametrize("batch", range(40))
def test_nothing_leaks_from_two_thousand_organisations(batch, tmp_path, capsys):
    found = loaded(tmp_path, range(1000 + 50 * batch, 1050 + 50 * batch))
    leaks, shown = attacked(found)
    with capsys.disabled():
        print(f"\n50 organisations, {len(found.figures)} figures, {shown.total()} shown; leaks: {len(leaks)}")
    assert leaks == []


@pytest.mark.long
@pytest.mark.parametrize("batch", range(10))
def test_nothing_leaks_from_parts_of_two_hundred_organisations(batch, tmp_path, capsys):
    found = loaded(tmp_path, range(3000 + 20 * batch, 3020 + 20 * batch), WITH_PARTS)
    leaks = list(attacked_parts(found))
    with capsys.disabled():
        print(f"\n20 organisations, parts of {len(found.figures)} figures; leaks: {len(leaks)}")
    assert leaks == []


def test_two_passes_over_the_tree_are_as_sharp_as_linear_programming(some):
    published = some.publish()
    for family in list(families(some.figures))[::10]:
        sensitive = cards()[next(iter(family.figures.values())).indicator].sensitive
        attack = Attack(list(groups(family, published)), told(sensitive), sensitive=sensitive)
        found = attack.bounds()
        assert {name: attack.exactly(name) for name in found} == found
