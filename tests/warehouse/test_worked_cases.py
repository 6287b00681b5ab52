"""The worked cases of domain 5.6 and 7.4, from people and events to what is published."""

from datetime import date

from schemas.indicators.card import cards
from warehouse.release import new_cells

AS_OF = date(2026, 1, 31)


def published(world, indicator, period):
    """Node → (what is shown or why not, persons)."""
    found = [f for f in world.figures(AS_OF).within(indicator) if f.window == cards()[indicator].window]
    made = [c for c in new_cells(found, cards(), (), "r") if c.period == period and not c.category]
    return {c.node: (c.note or f"{c.bound}{c.value}", c.n) for c in made}


def learned(world, unit, did, of):
    world.unit(unit, "KLV")
    for n, name in enumerate(world.staff(of, f"{unit} ", unit)):
        if n < did:
            world.did(name, "LM", "2025-11-05T12:00", kind="success")


def test_the_agency_of_56(world):
    """A 18 of 40, B 6 of 12, C 1 of 4: C is too few, and B goes with it, for all less A and B would be C."""
    world.agency()
    for unit, did, of in (("A", 18, 40), ("B", 6, 12), ("C", 1, 4)):
        learned(world, unit, did, of)
    assert published(world, "LC01", "2025-12") == {
        "KLV": ("0.45", "50-99"),
        "A": ("0.45", "20-49"),
        "B": ("beside", ""),
        "C": ("few_persons", ""),
    }


def test_the_agency_of_56_where_all_of_those_left_learned(world):
    """25 of 56 less 9 of 40 are all 16 of B and C, which tells of each. So A is hidden, and B need not be."""
    world.agency()
    for unit, did, of in (("A", 9, 40), ("B", 12, 12), ("C", 4, 4)):
        learned(world, unit, did, of)
    assert published(world, "LC01", "2025-12") == {
        "KLV": ("0.45", "50-99"),
        "A": ("beside", ""),
        "B": (">0.8", "10-19"),
        "C": ("few_persons", ""),
    }


def test_the_leaver_of_14(world):
    """6 of 14 until the end of June, when one of the six leaves: there is no figure until the year's end."""
    world.agency()
    for n in range(14):
        world.person(f"p{n}", to="2025-06-30" if n == 0 else "9999-12-31")
        if n < 6:
            world.session(f"p{n}", "2025-03-10T12:00")
    found = [f for f in world.figures(AS_OF).of("LC02a") if f.window == "R12M"]
    assert [c.period for c in new_cells(found, cards(), (), "r")] == ["2025-12"]


def test_a_unit_where_all_say_the_same(world):
    """All twelve strain: `> 80 %` is shown, as of eleven or ten."""
    world.agency()
    for wave, strained in (("w1", 12), ("w2", 10)):
        world.wave(wave, "2025-05-01" if wave == "w1" else "2025-09-01", 12)
        for n in range(12):
            high = n < strained
            world.answers(
                wave, f"{wave} {n}", load_time=1 if high else 5, load_demands=5 if high else 1, load_recovery=1
            )
    assert published(world, "LC11a", "w1") == published(world, "LC11a", "w2") == {"KLV": (">0.8", "10-19")}


def test_an_agency_without_events_has_nobody_who_did_and_not_nothing(world):
    world.agency()
    world.staff(120)
    assert published(world, "LC01", "2025-12") == {"KLV": ("0.0", "120")}
    assert published(world, "LC05", "2025-12") == {"KLV": ("no_events", "")}


def test_no_figure_is_of_more_than_one_agency(world):
    """So no agency can take its own from a total and read another's (domain 5.6.8)."""
    for code in ("KLV", "MH"):
        world.agency(code)
        for n in range(30):
            world.history(f"{code} {n}", [(code, "2020-01-01", "9999-12-31")], code)
    for f in world.figures(AS_OF).within("LC01", "LC07", "LC07b", "S6", "S6b"):
        assert f.agency in ("KLV", "MH")
        assert f.eligible <= 30
