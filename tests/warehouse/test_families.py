"""Which figures of an agency may stand beside each other: any sizes, any counts, against the attacker."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.indicators.card import cards
from tests.warehouse.attacker import Attack
from tests.warehouse.published_figures import groups, told
from warehouse.families import families
from warehouse.figures import Figure
from warehouse.release import new_cells

SEATS = st.one_of(st.integers(0, 6), st.integers(0, 25), st.integers(0, 130))
DISPLAY = {sensitive: told(sensitive) for sensitive in (False, True)}


@st.composite
def agencies(draw):
    """Node → (parent, persons of its own, how many of them did it)."""
    found = {"KLV": (None, *_seat(draw))}
    for d in range(draw(st.integers(1, 4))):
        found[f"{d}"] = ("KLV", *_seat(draw))
        for u in range(draw(st.integers(0, 3))):
            found[f"{d}{u}"] = (f"{d}", *_seat(draw))
    return found


def _seat(draw):
    persons = draw(SEATS)
    return persons, draw(st.one_of(st.sampled_from((0, persons)), st.integers(0, persons)))


def figures_of(agency, indicator):
    for node in agency:
        depth = 0 if node == "KLV" else len(node)
        inside = [n for n in agency if n == node or n.startswith(node) or node == "KLV"]
        yield figure(indicator, agency, node, depth, inside, seated=False)
        if len(inside) > 1:
            yield figure(indicator, agency, node, depth, [node], seated=True)


def figure(indicator, agency, node, depth, inside, *, seated):
    persons, did = (sum(agency[n][i] for n in inside) for i in (1, 2))
    ones = [1, 1][: min(persons, 2)]
    return Figure(
        indicator=indicator, window=cards()[indicator].window, period="2025-12", agency="KLV", node=node,
        period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), parent=agency[node][0], depth=depth,
        seated=seated, persons=persons, counted=persons, num=Decimal(did), den=persons, squares=None,
        largest_num=[Decimal(1), Decimal(1)][: min(did, 2)], largest_den=ones, coded=0, unknown=0, spread=[],
        eligible=persons, covered=persons, invited=None, respondents=0,
    )  # fmt: skip


@pytest.mark.parametrize("indicator", ["LC01", "LC10"])
@settings(max_examples=60, deadline=None)
@given(agency=agencies())
def test_nothing_leaks_from_any_agency(indicator, agency):
    attack(indicator, agency)


@pytest.mark.long
@pytest.mark.parametrize("indicator", ["LC01", "LC10"])
@settings(max_examples=10_000, deadline=None)
@given(agency=agencies())
def test_nothing_leaks_from_ten_thousand_agencies(indicator, agency):
    attack(indicator, agency)


def attack(indicator, agency):
    sensitive = cards()[indicator].sensitive
    found = list(figures_of(agency, indicator))
    published = {(c.indicator, c.window, c.period, c.node, c.category): c for c in new_cells(found, cards(), (), "r")}
    (family,) = families(found)
    assert list(Attack(list(groups(family, published)), DISPLAY[sensitive], sensitive=sensitive).leaks()) == []
