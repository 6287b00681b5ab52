"""An independent check: the five indicators in plain Python, from participations, against the SQL. Exact sums.

It shares nothing with the folds, the facts or the SQL but the participations themselves.
"""

import random
from calendar import monthrange
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from schemas.participation import Participation

AS_OF = date(2026, 1, 20)
MONTHS = [date(2025, month, 1) for month in range(1, 13)]
SPANS = {"LC01": (3,), "LC02a": (12,), "LC04": (1, 3, 12), "LC05": (6,)}
AROUND = ["RQ", "BK", "CX"]
"""Requests, bookings and cancellations: no learning events."""
LABELS = {1: "M", 3: "R3M", 6: "R6M", 12: "R12M"}


def populate(world, seed):
    """Two agencies of people who come, go and move, and all kinds of events at random; some sources join late."""
    r = random.Random(seed)
    for code in ("KLV", "MH"):
        world.unit(code, None, code)
        for unit in ("X", "Y"):
            world.unit(f"{code}-{unit}", code, code)
        world.covered(code, "2025-01-01", ["mentoring", "moments"])
        world.covered(code, "2025-02-20", ["courses", "reflections"], [f"{code}-X", f"{code}-Y"])
    return [someone(world, r, f"{code} {n}", code) for code in ("KLV", "MH") for n in range(r.randint(8, 16))]


def someone(world, r, name, code):
    start = date(2024, 6, 1) + timedelta(days=r.randint(0, 400))
    move = start + timedelta(days=r.randint(20, 300))
    end = move + timedelta(days=r.randint(1, 500))
    rows = [(f"{code}-X", str(start), str(move)), (f"{code}-Y", str(move + timedelta(days=1)), str(end))]
    world.history(name, rows, code)
    restricted = r.random() < 0.1
    if restricted:
        world.restricted(name)
    for _ in range(r.randint(0, 25)):
        something(world, r, name)
    return name, code, [(date.fromisoformat(a), date.fromisoformat(b)) for _, a, b in rows], restricted


def something(world, r, name):
    at = datetime.fromisoformat("2025-01-01T08:00") + timedelta(minutes=r.randint(0, 365 * 24 * 60))
    class_ = r.choice(["LM", "LM", "LM", "MS", "MS", "SC", "NE", "WS", "CC", *AROUND])
    if class_ == "MS":
        held = world.session(name, at.isoformat(), r.choice(["mentor", "mentee", "mentee", "peer"]))
        if r.random() < 0.7:
            declined = r.random() < 0.2
            later = at + timedelta(minutes=r.choice([-30, 60, 7 * 1440, 7 * 1440 + 1, 9 * 1440]))
            about = r.choice([held.activity, held.statement])
            said = {"about": about, "declined": declined, "text_shape": r.choice(["none", "short", None])}
            world.reflects(held, name, later.isoformat(), **said)
    else:
        world.did(name, class_, at.isoformat(), mandatory=r.choice([True, False, None]) if class_ == "CC" else None)


def windows(months):
    for last in MONTHS[months - 1 :]:
        first = MONTHS[last.month - months]
        yield first, last.replace(day=monthrange(last.year, last.month)[1])


def eligible(people, code, first, last):
    """Persons of the agency with half of the window's days there, whose processing is not restricted."""
    for name, agency, rows, restricted in people:
        days = sum(max((min(b, last) - max(a, first)).days + 1, 0) for a, b in rows)
        if agency == code and not restricted and 2 * days >= (last - first).days + 1:
            yield name


def recomputed(world, people, uid):
    """(indicator, window, period, node, category) → numerator, denominator, persons."""
    events = defaultdict(list)
    for row in world.rows:
        if isinstance(row, Participation):
            events[row.person].append(row)
    found = {}
    for indicator, spans in SPANS.items():
        for months in spans:
            for first, last in windows(months):
                for code in ("KLV", "MH"):
                    who = [events[uid(name)] for name in eligible(people, code, first, last)]
                    for category, sums in FORMULAS[indicator](who, first, last).items():
                        found[indicator, LABELS[months], f"{last:%Y-%m}", code, category] = sums
    return found


def lc01(who, first, last):
    voluntary = [
        any(
            p.class_ not in ("RF", *AROUND) and (p.class_ != "CC" or p.mandatory is False)
            for p in within(e, first, last)
        )
        for e in who
    ]
    return {"": (sum(voluntary), len(who), len(who))}


def lc02a(who, first, last):
    return {"": (sum(any(p.class_ == "MS" for p in within(e, first, last)) for e in who), len(who), len(who))}


def lc04(who, first, last):
    sums = [followed(e, first, last) for e in who]
    return {"": (sum(n for n, _ in sums), sum(d for _, d in sums), sum(d > 0 for _, d in sums))}


def followed(events, first, last):
    done = asked = 0
    for session in within(events, first, last):
        if session.class_ != "MS" or session.role not in ("mentee", "peer"):
            continue
        end = session.ended_at
        if end + timedelta(days=7) > datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC):
            continue
        about = [p for p in events if p.class_ == "RF" and p.about in (session.activity, session.statement)]
        ok = any(
            not p.declined and p.text_shape != "none" and end < p.ended_at <= end + timedelta(days=7) for p in about
        )
        if ok or not any(p.declined for p in about):
            done, asked = done + ok, asked + 1
    return done, asked


WAYS = {"in_work": {"LM"}, "with_others": {"MS", "SC", "NE"}, "separate": {"WS", "CC"}}


def lc05(who, first, last):
    learners = [[p.class_ for p in counted(within(e, first, last))] for e in who]
    learners = [classes for classes in learners if len(classes) >= 3]
    sums = {
        way: (sum((Fraction(sum(c in of for c in classes), len(classes)) for classes in learners), Fraction(0)), n, n)
        for n in [len(learners)]
        for way, of in WAYS.items()
    }
    return sums | {"": sums["in_work"]}


def counted(events):
    """Learning events; of moments no more than five on a day, else one for that day."""
    moments = defaultdict(list)
    for p in events:
        if p.class_ == "LM":
            moments[p.day].append(p)
    for of_day in moments.values():
        yield from of_day if len(of_day) <= 5 else of_day[:1]
    yield from (p for p in events if p.class_ not in ("LM", "RF", *AROUND))


def within(events, first, last):
    return [p for p in events if first <= p.day <= last]


FORMULAS = {"LC01": lc01, "LC02a": lc02a, "LC04": lc04, "LC05": lc05}


@pytest.mark.parametrize("seed", [0, 1, 2, *(pytest.param(s, marks=pytest.mark.long) for s in range(3, 20))])
def test_sql_and_plain_python_agree(world, uid, seed):
    people = populate(world, seed)
    expected = recomputed(world, people, uid)
    found = {
        (f.indicator, f.window, f.period, f.node, category): (sums.num, sums.den, sums.persons)
        for f in world.figures(AS_OF).of(*FORMULAS)
        for category, sums in {"": f, **f.parts}.items()
    }
    assert found.keys() == expected.keys()
    for key, (num, den, persons) in expected.items():
        assert (round(num, 6), den, persons) == (round(Fraction(found[key][0]), 6), *found[key][1:]), key
    assert sum(den for _, den, _ in expected.values()) > 200
