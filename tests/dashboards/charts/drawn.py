"""A drawing read back: where its texts and marks are. Widths are guessed as the drawing itself guesses them."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from dashboards.charts.text import BOLD, width

BOLD_CLASSES = ("value", "name", "on-")


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (our own drawing)


def frame(svg: str) -> Box:
    _, _, wide, high = map(float, read(svg).attrib["viewBox"].split())
    return Box(0, 0, wide, high)


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in read(svg).iter("text")]


def labels(svg: str) -> list[Box]:
    size = float(read(svg).get("font-size", "12"))
    return [_label(text, float(text.get("font-size", size))) for text in read(svg).iter("text")]


def marks(svg: str, *classes: str) -> list[Box]:
    """Rectangles, circles and paths of these classes; of all without any."""
    shapes = [e for e in read(svg).iter() if e.tag in ("rect", "circle", "path")]
    return [_mark(e) for e in shapes if not classes or e.get("class") in classes]


def count(svg: str, css: str, start: str = "M") -> int:
    """How many sub-paths the paths of a class have."""
    return sum(e.attrib["d"].count(start) for e in read(svg).iter("path") if e.get("class") == css)


def inside(box: Box, outer: Box) -> bool:
    near = 0.11  # a tenth is the finest that is written
    return (
        box.left >= outer.left - near
        and box.top >= outer.top - near
        and box.right <= outer.right + near
        and box.bottom <= outer.bottom + near
    )


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for a, b in combinations(boxes, 2) if _overlap(a, b)]


def _overlap(a: Box, b: Box) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def _label(text: ElementTree.Element, size: float) -> Box:
    bold = BOLD if text.get("class", "").startswith(BOLD_CLASSES) else 1
    wide = bold * width(text.text or "", size)
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    left = {"end": x - wide, "middle": x - wide / 2}.get(text.get("text-anchor", ""), x)
    return Box(left, y - 0.75 * size, left + wide, y + 0.2 * size)


def _mark(shape: ElementTree.Element) -> Box:
    value = {name: float(v) for name, v in shape.attrib.items() if re.fullmatch(r"-?[\d.]+", v)}
    if shape.tag == "circle":
        return Box(*(value[c] + sign * value["r"] for sign in (-1, 1) for c in ("cx", "cy")))
    if shape.tag == "rect":
        x, y = value.get("x", 0), value.get("y", 0)
        assert value["width"] >= 0
        assert value["height"] >= 0
        return Box(x, y, x + value["width"], y + value["height"])
    corners = list(_corners(shape.attrib["d"]))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _corners(d: str) -> Iterator[tuple[float, float]]:
    """Of the commands we write: M L H V Z and the relative m l h v."""
    x = y = 0.0
    for command, told in re.findall(r"([MLHVmlhvZ])([^MLHVmlhvZ]*)", d):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", told)]
        wide = command in "Hh"
        pairs = (
            [(n, None) if wide else (None, n) for n in numbers]
            if command in "HhVv"
            else zip(*[iter(numbers)] * 2, strict=True)
        )
        for dx, dy in pairs:
            x = x if dx is None else dx + (x if command.islower() else 0)
            y = y if dy is None else dy + (y if command.islower() else 0)
            yield x, y
