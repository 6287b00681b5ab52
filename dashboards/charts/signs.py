"""The signs that charts are made of, and what of them a legend has to explain."""

from collections.abc import Iterable

import msgspec
from markupsafe import Markup

from dashboards.charts.points import Point
from dashboards.charts.svg import element, num, path

BOX = (24.0, 12.0)
"""Width and height of the box that a legend draws a sign in."""


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a legend: a sign, and what it means."""

    sign: Markup
    text: str
    value: str = ""
    """Of a part: its figure in words."""


HIDDEN = {"suppressed": "suppressed", "not_available": "missing"}
"""State of a hidden period → class of its sign."""


def hidden(state: str, x: float, y: float, r: float = 4) -> str:
    """Path of a hidden period's sign: a diamond where it is suppressed, a cross where it is not available."""
    if state == "suppressed":
        return f"M{num(x)} {num(y - r)}l{num(r)} {num(r)}-{num(r)} {num(r)}-{num(r)}-{num(r)}Z"
    arm, leg = 0.75 * r, num(1.5 * r)
    return f"M{num(x - arm)} {num(y - arm)}l{leg} {leg}m0-{leg}l-{leg} {leg}"


def dot(x: float, y: float, r: float, *, bounded: bool = False) -> Markup:
    """A figure; hollow where it is only known to lie below or above."""
    return element("circle", cx=x, cy=y, r=r, class_="bounded" if bounded else "dot")


def baseline(x: float, y: float) -> str:
    """Path of the sign of where a goal began."""
    return f"M{num(x)} {num(y - 5)}v10"


def target(x: float, y: float) -> str:
    """Path of the sign of where a goal is to end: a flag."""
    return f"M{num(x)} {num(y + 8)}v-16h8l-3 3.5 3 3.5h-8"


def used(points: Iterable[Point]) -> list[str]:
    """The signs in a drawing of these points that do not speak for themselves, in a fixed order."""
    drawn = list(points)
    found = {
        "interval": any(p.low is not None for p in drawn),
        "bounded": any(p.bounded for p in drawn),
        "suppressed": any(p.state == "suppressed" for p in drawn),
        "not_available": any(p.state == "not_available" for p in drawn),
    }
    return [name for name, there in found.items() if there]


_BACK = element("rect", width=BOX[0], height=BOX[1], class_="hidden")

SIGNS = {
    "interval": element("rect", width=BOX[0], height=BOX[1], class_="band") + path("M2 6H22", "line"),
    "bounded": dot(12, 6, 3.5, bounded=True),
    "suppressed": _BACK + path(hidden("suppressed", 12, 6), "suppressed"),
    "not_available": _BACK + path(hidden("not_available", 12, 6), "missing"),
    "whisker": path("M2 6H22", "whisker") + dot(12, 6, 3.5),
    "baseline": path(baseline(12, 6), "baseline"),
    "target": path("M8 12v-11h8l-3 2.5 3 2.5h-8", "target"),
}
"""Name → the sign as a legend shows it."""
