"""Textures: what tells the parts of a bar apart where colour cannot. Each is a path of class `texture-N`."""

from collections.abc import Iterator

from markupsafe import Markup

from dashboards.charts.signs import BOX
from dashboards.charts.svg import element, num, path

STEP = 7.0
"""Between two strokes or dots."""


def part(place: int, x: float, y: float, width: float, height: float) -> Markup:
    """The place-th part of a whole: 1 is full, 2 hatched, 3 empty, 4 dotted. Its outline stays within."""
    full = element(
        "rect", x=x + 0.5, y=y + 0.5, width=max(width - 1, 0.5), height=height - 1, rx=2, class_=f"part-{place}"
    )
    drawn = TEXTURES.get(place)
    return full + path("".join(drawn(x, y, width, height)), f"texture-{place}") if drawn else full


def swatch(place: int) -> Markup:
    """The place-th part in the size of a legend's sign."""
    return part(place, 0, 0, *BOX)


def _hatch(x: float, y: float, width: float, height: float) -> Iterator[str]:
    """Strokes at 45 degrees, cut at the edges."""
    offset = STEP
    while offset < width + height:
        start, end = min(offset, width), min(offset, height)
        yield f"M{num(x + start)} {num(y + offset - start)}L{num(x + offset - end)} {num(y + end)}"
        offset += STEP


def _dots(x: float, y: float, width: float, height: float) -> Iterator[str]:
    """Rows of dots: lines that the stylesheet dashes."""
    rows, room = round(height / STEP), width - STEP
    for row in range(1, rows if room > 0 else 0):
        left = x + STEP * (1 + row % 2) / 2
        yield f"M{num(left)} {num(y + row * height / rows)}h{num(room)}"


TEXTURES = {2: _hatch, 4: _dots}
