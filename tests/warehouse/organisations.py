"""Organisations made at random, with all that is hard to publish: small units, people who come, move and leave,
departments with people of their own, units where all or none do a thing, agencies of a hundred and of five."""

from datetime import date, timedelta
from random import Random

FIRST, LAST = date(2024, 12, 1), date(2025, 12, 31)
SIZES = (*((0, 4), (1, 7), (3, 12), (5, 20)) * 4, (20, 45), (95, 110))
RATES = (0.0, 0.02, 0.1, 0.3, 0.5, 0.8, 1.0)
"""How likely a person does a thing in a month. It is the same within a unit, so that all or none of it may."""
PLACES = ("own_task", "own_task", "own_task", "team_meeting", "team_meeting", "network")
KINDS = ("success", "job-crafting", "help-given")
TYPES = ("structural_resources", "social_resources", "challenging_demands", "hindering_demands")


def organisation(world, r: Random, code: str, *, merged: bool = True) -> None:
    """One agency, put into the world. `merged`: HR names neighbours that small units are reported with."""
    world.agency(code)
    leaves = [code] if r.random() < 0.3 else []
    for d in range(r.randint(1, 5)):
        department = f"{code}-{d}"
        neighbour = f"{code}-{r.randint(0, d)}"
        world.unit(department, code, code, **_reported(r, neighbour, department, merged))
        below = [f"{department}-{u}" for u in range(r.choice((0, 0, 2, 3, 4)))]
        for unit in below:
            world.unit(unit, department, code, **_reported(r, r.choice(below), unit, merged))
        leaves += below
        if not below or r.random() < 0.3:
            leaves.append(department)
    invited = {leaf: _staff(world, r, code, leaf, leaves) for leaf in leaves}
    world.batches(f"{code} w", "2025-09-01", invited, code)


def _reported(r: Random, neighbour: str, unit: str, merged: bool) -> dict[str, str]:
    named = neighbour != unit and r.random() < 0.5
    return {"reported_with": neighbour} if named and merged else {}


def _staff(world, r: Random, code: str, leaf: str, leaves: list[str]) -> int:
    rates = {class_: r.choice(RATES) for class_ in ("LM", "MS", "SC")}
    reflecting, count = r.choice(RATES), r.randint(*r.choice(SIZES))
    for n in range(count):
        name = f"{leaf} {n}"
        world.history(name, _stays(r, leaf, leaves), code)
        for class_, rate in rates.items():
            _does(world, r, code, name, class_, rate, reflecting)
        if r.random() < 0.8:
            strained = r.random() < rates["SC"]
            world.answers(f"{code} w", name, leaf, load_time=1 if strained else 5, load_demands=5, load_recovery=1)
    return count


def _stays(r: Random, leaf: str, leaves: list[str]) -> list[tuple[str, str, str]]:
    """Most stay; some join, leave or move to another unit of the agency."""
    start, end = date(2020, 1, 1), date(9999, 12, 31)
    if r.random() < 0.05:
        start = _day(r)
    if r.random() < 0.05:
        end = max(start, _day(r))
    if r.random() > 0.05:
        return [(leaf, str(start), str(end))]
    move = min(max(start, _day(r)), end)
    return [(leaf, str(start), str(move)), (r.choice(leaves), str(min(move + timedelta(days=1), end)), str(end))]


def _does(world, r: Random, code: str, name: str, class_: str, rate: float, reflecting: float) -> None:
    for month in (3, 6, 9, 12):
        for _ in range((r.random() < rate) * r.choice((1, 1, 2))):
            day = f"2025-{month:02}-{r.randint(1, 20):02}"
            did = world.did(name, class_, f"{day}T12:00", agency=code, **_told(r, class_))
            if class_ == "MS" and r.random() < reflecting:
                world.reflects(did, name, f"{day}T15:00", agency=code)


def _told(r: Random, class_: str) -> dict[str, str]:
    if class_ == "SC":
        return {}
    place = {"place": r.choice(PLACES)}
    if class_ == "MS":
        return {"role": "mentee"} | place
    kind = {"kind": r.choice(KINDS)}
    return kind | place | ({"crafting_type": r.choice(TYPES)} if kind["kind"] == "job-crafting" else {})


def _day(r: Random) -> date:
    return FIRST + timedelta(days=r.randint(0, (LAST - FIRST).days))
