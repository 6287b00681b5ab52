"""The stylesheet's colours written into a drawing, so that it can leave the page."""

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

from look.page import STYLESHEET

DRAWN = re.compile(r"/\* What is drawn:.*?\*/(.*?)/\* End of what is drawn \*/", re.DOTALL)
RULE = re.compile(r"\.([\w-]+) \{ (.*?);? \}")


def coloured(svg: str) -> Markup:
    """The same drawing with attributes in place of classes, in the light scheme. Quotes in texts are escaped."""
    return Markup(re.sub(r' class="([^"]*)"', lambda found: attributes(found[1]), svg))  # noqa: S704 (our own stylesheet's)


def attributes(classes: str) -> str:
    """` fill="#0d5c6b"`: what the stylesheet says of the classes, as an SVG element says it of itself."""
    return "".join(f' {name}="{value}"' for css in classes.split() for name, value in _rules().get(css, ()))


def light(name: str) -> str:
    """A colour of the light scheme by the stylesheet's name for it."""
    return _light()[name]


@cache
def _rules() -> dict[str, list[tuple[str, str]]]:
    found = DRAWN.search(STYLESHEET.read_text("utf-8"))
    return {css: list(_declared(told)) for css, told in RULE.findall(found[1] if found else "")}


def _declared(told: str) -> Iterator[tuple[str, str]]:
    for declaration in told.split(";"):
        name, _, value = declaration.partition(":")
        yield name.strip(), re.sub(r"var\(--([\w-]+)\)", lambda used: light(used[1]), value.strip())


@cache
def _light() -> dict[str, str]:
    """The stylesheet begins with them."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", STYLESHEET.read_text("utf-8").split("@media")[0]))
