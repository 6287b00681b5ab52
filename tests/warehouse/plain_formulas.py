"""The formulas of `plain`: each takes a View and gives category → (numerator, denominator, persons)."""

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

INITIATIVE = {"T01", "T06", "T08", "T12", "T16"}


def whoever(view, did):
    """A proportion of E."""
    return {"": (sum(map(did, view.people)), len(view.people), len(view.people))}


def mean_of(values):
    """Of persons' values; a person who has none is given as None."""
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)), len(known), len(known)


def lc02b(view):
    days, who = defaultdict(set), defaultdict(lambda: defaultdict(list))
    for person, events in view.raw.events.items():
        for o in events:
            series = o.first("series")
            if o.cls == "MS" and series:
                if person not in view.raw.restricted:
                    days[series].add(o.day)
                who[series][person].append(o)
    found = Counter()
    persons, carriers = set(), defaultdict(int)
    for series, held in days.items():
        start = min(held)
        months_back = (view.last.year - start.year) * 12 + view.last.month - start.month
        present = [p for p in who[series] if p in view.people]
        if not 6 <= months_back <= 11 or not present:
            continue
        persons.update(present)
        found["den"] += 1
        found["num"] += lasts(sorted(d for d in held if d <= start + timedelta(days=180)))
        carriers[min(present, key=lambda p: carrying(p, who[series][p]))] += 1
    return {"": (found["num"], found["den"], len(persons))}


def carrying(person, events):
    ranks = {"mentor": 0, "peer": 1}
    return min(ranks.get(o.first("role"), 2) for o in events), min(o.day for o in events), person


def lasts(days):
    gaps = [sum((a + timedelta(days=n)).month != 7 for n in range(1, (b - a).days + 1)) for a, b in pairwise(days)]
    return len(days) >= 3 and all(gap <= 60 for gap in gaps)


def lc03(view):
    gave, got = set(), set()
    for person in view.people:
        for o in view.events(person, "LM", "MS", "SC"):
            kinds, role = o.every("kind"), o.first("role")
            if role in ("mentor", "facilitator", "peer") or kinds & {"help-given", "feedback-given", "story"}:
                gave.add(person)
            if role in ("mentee", "peer") or kinds & {"help-received", "feedback-received"}:
                got.add(person)
    return {"": (len(gave & got), len(gave | got), len(gave | got))}


def lc06(view):
    shares = defaultdict(Fraction)
    persons = 0
    for person in view.people:
        found = Counter(o.first("place") for o in view.events(person, "LM", "MS", "RF"))
        del found[None]
        persons += bool(found)
        for place, count in found.items():
            shares[place] += Fraction(count, found.total())
    return {"": (0, persons, persons)} | {place: (share, persons, persons) for place, share in shares.items()}


def ties(view, person):
    """Of each sharing event (how far elsewhere, whether outside); None where the scope is unknown."""
    for o in view.events(person, "LM", "SC"):
        if (o.cls == "SC" and view.raw.sizes[o.meeting] <= 12) or o.every("template") & {"T09", "T10"}:
            scope = o.first("scope")
            yield (Fraction(scope == "other_unit"), scope in ("other_agency", "outside")) if scope else None
    for o in view.events(person, "MS"):
        others = view.meetings[o.meeting] - {person}
        if others and view.raw.sizes[o.meeting] <= 12:
            away = sum(view.departments[p] != view.departments[person] for p in others)
            yield Fraction(away, len(others)), False


def lc07(view):
    def share(person):
        inside = [away for known in ties(view, person) if known for away, outside in [known] if not outside]
        return sum(inside) / len(inside) if len(inside) > 1 else None

    return {"": mean_of(map(share, view.people))}


def lc07b(view):
    def share(person):
        known = [outside for found in ties(view, person) if found for _, outside in [found]]
        return Fraction(sum(known), len(known)) if len(known) > 1 else None

    return {"": mean_of(map(share, view.people))}


def lc08(view):
    found = defaultdict(list)
    for person in view.people:
        events = [o for o in view.events(person) if o.cls == "CC" or o.every("template") & INITIATIVE]
        said = Counter(o.first("initiative") for o in events if o.mandatory is not True)
        del said[None]
        known, forced = said.total(), sum(o.mandatory is True for o in events)
        for whose in ("employee", "joint", "employer") if known else ():
            found[whose].append(Fraction(said[whose], known))
        found["mandatory"] += [Fraction(forced, known + forced)] if known else []
    sums = {whose: mean_of(found[whose]) for whose in ("employee", "joint", "employer", "mandatory")}
    n = len(found["mandatory"])
    return {"": (0, n, n)} | sums


def lc10(view):
    found, typed = defaultdict(Fraction), 0

    def crafted(person):
        return any("job-crafting" in o.every("kind") for o in view.events(person, "LM"))

    for person in filter(crafted, view.people):
        types = Counter(
            o.first("crafting_type") for o in view.events(person, "LM") if "job-crafting" in o.every("kind")
        )
        del types[None]
        typed += bool(types)
        for kind, count in types.items():
            found[kind] += Fraction(count, types.total())
    return whoever(view, crafted) | {kind: (share, typed, typed) for kind, share in found.items()}


def lc11b(view):
    mentors = over = 0
    for person in view.people:
        if not any(o.first("role") == "mentor" for o in view.events(person, "MS")):
            continue
        hours = defaultdict(dict)
        for p in sorted(view.statements(person, "MS"), key=lambda p: p.ended_at):
            if p.role == "mentor" and p.duration_s is not None and view.first <= p.day <= view.last:
                hours[p.day.month].setdefault(p.activity, p.duration_s)
        mentors += 1
        over += any(sum(month.values()) > 8 * 3600 for month in hours.values())
    return {"": (over, mentors, mentors)}


def lc13a(view):
    return whoever(view, lambda person: bool(view.events(person, "SC")))


def lc13b(view):
    n = sum(any(o.first("role") == "facilitator" for o in view.events(p, "MS", "SC", "WS", "NE")) for p in view.people)
    return {"": (0, n, n)}


def lc14(view):
    leads = {person for person, (_, supervisor) in view.people.items() if supervisor}

    def with_peer(person):
        for o in view.events(person, "MS", "LM"):
            session = o.cls == "MS" and o.first("role") == "peer" and o.first("programme")
            if session or o.every("kind") & {"help-given", "help-received"}:
                if "supervisor" in o.every("counterpart_role"):
                    return True
                if any(meets(view, o, other) for other in leads - {person}):
                    return True
        return False

    return {"": (sum(map(with_peer, leads)), len(leads), len(leads))}


def meets(view, o, other):
    if o.cls == "MS":
        return any(
            x.meeting == o.meeting and x.first("role") == "peer" and x.first("programme")
            for x in view.events(other, "MS")
        )
    helps = [x for x in view.events(other, "LM") if x.every("kind") & {"help-given", "help-received"}]
    return any(x.every("about") & o.every("about") for x in helps)


def requests(view, person):
    """(day of the request, day it was met or None) of each request of the window."""
    asked, held = {}, defaultdict(list)
    for p in view.statements(person, "RQ"):
        key = p.series or p.activity
        asked[key] = min(asked.get(key, p.day), p.day)
    for p in view.statements(person, "MS"):
        held[p.series or p.activity].append(p.day)
    for key, day in asked.items():
        if view.first <= day <= view.last:
            yield day, min((d for d in held[key] if d >= day), default=None)


def s1(view):
    found = [list(requests(view, person)) for person in view.people]
    return {"": (0, sum(map(len, found)), sum(map(bool, found)))}


def s5(view):
    """Of who had a third workshop in the year before the window: began within 90 days, went on for 6, for 12 months."""
    stages = {"first_session": 0, "active_6": 0, "active_12": 0}
    trained = 0
    for person in view.people:
        workshops = defaultdict(list)
        for o in view.raw.events.get(person, []):
            if o.cls == "WS" and o.first("programme"):
                workshops[o.first("programme")].append(o.day)
        third = min((sorted(days)[2] for days in workshops.values() if len(days) >= 3), default=None)
        if third is None or not later(view.first, -12) <= third < view.first:
            continue
        trained += 1
        days = [o.day for o in view.raw.events[person] if o.cls == "MS" and o.first("role") == "mentor"]
        days = [day for day in days if third <= day <= view.last]
        stages["first_session"] += any(day <= third + timedelta(days=90) for day in days)
        stages["active_6"] += any(day >= later(third, 6) for day in days)
        stages["active_12"] += any(day >= later(third, 12) for day in days)
    found = {stage: (count, trained, trained) for stage, count in stages.items()}
    return {"": found["first_session"]} | found


def later(day, months):
    """The same day so many months on, or the month's last."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def s2(view):
    bookings, lost, persons = 0, 0, 0
    for person in view.people:
        booked, cancelled = {}, defaultdict(list)
        for p in sorted(view.statements(person, "BK"), key=lambda p: p.day):
            booked.setdefault(p.activity, p)
        for p in view.statements(person, "CX"):
            for activity, b in booked.items():
                if p.activity == activity or p.about == b.statement:
                    cancelled[activity].append(p.day)
        mine = [b for b in booked.values() if view.first <= b.day <= view.last]
        persons += bool(mine)
        bookings += len(mine)
        for b in mine:
            if cancelled[b.activity]:
                end = min(cancelled[b.activity])
                again = [x for x in booked.values() if x.series and x.series == b.series and x is not b]
                lost += not any(end <= x.day <= end + timedelta(days=14) for x in again)
    return {"": (lost, bookings, persons)}


def s3(view):
    return whoever(view, lambda person: bool(view.events(person, "MS", "LM", "SC", "NE", "WS", "RF")))


def s6(view):
    return whoever(view, lambda person: bool(view.events(person, "NE", "WS")))


def s6b(view):
    n = sum(bool(view.events(person, "NE")) for person in view.people)
    return {"": (0, n, n)}


FORMULAS = {
    "LC02b": lc02b, "LC03": lc03, "LC06": lc06, "LC07": lc07, "LC07b": lc07b, "LC08": lc08, "LC10": lc10,
    "LC11b": lc11b, "LC13a": lc13a, "LC13b": lc13b, "LC14": lc14, "S1": s1, "S2": s2, "S3": s3, "S5": s5, "S6": s6,
    "S6b": s6b,
}  # fmt: skip
MONTHS = dict.fromkeys(FORMULAS, (12,)) | {
    "LC06": (6,), "LC08": (6,), "LC11b": (3,), "LC14": (6,), "S3": (6,),
}  # fmt: skip
"""Windows."""
