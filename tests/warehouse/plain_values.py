"""The last step of the formulas that are no plain share: what a View of `plain` comes to on its card's scale."""

from collections import Counter, defaultdict
from fractions import Fraction
from math import exp, log

from tests.warehouse.plain_formulas import FORMULAS, requests


def hill(weights):
    """Effective number: exp of the entropy of the shares."""
    total = sum(weights)
    return exp(-sum(float(w / total) * log(float(w / total)) for w in weights if w))


def lc06(view):
    parts = FORMULAS["LC06"](view)
    return hill([share for category, (share, _, _) in parts.items() if category])


def lc07(view):
    total, n, _ = FORMULAS["LC07"](view)[""]
    sizes, staff = Counter(view.departments.values()), len(view.people)
    by_chance = 1 - Fraction(sum(m * (m - 1) for m in sizes.values()), staff * (staff - 1))
    return min(total / n / by_chance, Fraction(5, 4)) if by_chance else None


def lc08(view):
    parts = FORMULAS["LC08"](view)
    share = {
        who: Fraction(num) / den for who, (num, den, _) in parts.items() if den and who in ("employee", "employer")
    }
    return 1 - abs(share.get("employee", 0) - share.get("employer", 0))


def lc13b(view):
    led = Counter()
    for person in view.people:
        led[person] = sum(o.first("role") == "facilitator" for o in view.events(person, "MS", "SC", "WS", "NE"))
    return hill(list(led.values())) * 100 / len(view.people)


def s1(view):
    """Days until half of the requests had led to a session; who still waits has waited until the window's end."""
    met, waited = [], []
    for person in view.people:
        for day, held in requests(view, person):
            if held and held <= view.last:
                met.append((held - day).days)
            waited.append((min(held or view.last, view.last) - day).days)
    still = Fraction(1)
    for day in sorted(set(met)):
        still *= 1 - Fraction(met.count(day), sum(w >= day for w in waited))
        if still <= Fraction(1, 2):
            return day
    return None


def s6b(view):
    agencies = defaultdict(set)
    for code, people in view.everybody.items():
        for person in people:
            for o in view.events(person, "NE"):
                agencies[o.meeting].add(code)
    own = [who for who in agencies.values() if view.agency in who]
    return Fraction(sum(map(len, own)), len(own))


VALUES = {"LC06": lc06, "LC07": lc07, "LC08": lc08, "LC13b": lc13b, "S1": s1, "S6b": s6b}
