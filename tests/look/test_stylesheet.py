"""Contrast by the formula of WCAG 2.2, for both colour schemes of the stylesheet."""

import re

import pytest

from look.page import HERE

CSS = (HERE / "static" / "lahde.css").read_text("utf-8")
ROOT = HERE.parent
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in (CSS.split("@media")[0], CSS.split("@media")[1])
)  # fmt: skip
TEXT = [
    ("ink", "paper"), ("ink", "sheet"), ("soft", "paper"), ("soft", "sheet"), ("soft", "veil"), ("water", "paper"),
    ("water", "sheet"), ("wrong", "paper"), ("wrong", "sheet"),
    ("notice-ink", "notice"), ("on-1", "part-1"), ("on-2", "part-2"), ("on-3", "part-3"),
]  # fmt: skip
MARKS = [("water", "paper"), ("water", "shallow"), ("rule", "paper"), ("soft", "veil")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(colours: dict[str, str], front: str, back: str) -> None:
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), MARKS)
def test_marks_can_be_seen(colours: dict[str, str], front: str, back: str) -> None:
    assert contrast(colours[front], colours[back]) >= 3


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"url\(|@import|@font-face|//", CSS)


def test_every_class_of_a_page_has_a_rule() -> None:
    """One without a rule shows what only a screen reader should hear, or nothing of what was meant."""
    pages = [
        page for room in ("collectors/web", "dashboards", "look") for page in ROOT.glob(f"{room}/templates/*.html")
    ]
    assert len(pages) > 30
    words = [re.sub(r"{[{%].*?[%}]}", " ", page.read_text("utf-8")) for page in pages]
    named = {name for text in words for names in re.findall(r'class="([^"]*)"', text) for name in names.split()}
    assert {name for name in named if f".{name}" not in CSS} == set()


def test_the_dark_scheme_renames_every_colour() -> None:
    assert LIGHT.keys() == DARK.keys()
