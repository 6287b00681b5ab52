"""Which windows of one node and indicator may stand beside each other."""

from datetime import date

from schemas.indicators.card import cards
from warehouse.release import new_cells

AS_OF = date(2026, 1, 31)


def states(world, indicator, window):
    """Period → what is published of the agency in that window."""
    card = cards()[indicator]
    found = [f for f in world.figures(AS_OF).within(indicator) if f.depth == 0]
    made = new_cells(found, {indicator: card}, (), "r")
    return {c.period: c.note or c.state for c in made if c.window == window and c.node == "KLV" and not c.category}


def test_a_quarter_less_its_months_is_not_the_month_that_may_not_be_shown(world):
    """In July three people had a session. May to July less May and June would be those three."""
    world.agency()
    for n, name in enumerate(world.staff(110)):
        for month in ("03", "04", "05", "06", *(["07"] if n < 3 else [])):
            world.session(name, f"2025-{month}-10T12:00")
    months, quarters = (states(world, "LC04", window) for window in ("M", "R3M"))
    assert (months["2025-05"], months["2025-06"]) == ("zero", "zero")
    assert "2025-07" not in months
    assert quarters["2025-06"] == "zero"
    assert "2025-07" not in quarters


def test_an_agency_that_grows_beyond_a_hundred_waits_for_the_next_quarter(world):
    """98 people in March, 103 in May: the one less the other would be those who came and those who left meanwhile.
    From June on, which has nothing in common with March, there is a figure each month."""
    world.agency()
    for name in world.staff(98, "old "):
        world.did(name, "LM", "2025-05-05T12:00")
    for n in range(5):
        world.person(f"new {n}", "KLV", "2025-03-20")
    found = states(world, "LC01", "R3M")
    assert [period for period in found if period < "2025-08"] == ["2025-03", "2025-06", "2025-07"]
