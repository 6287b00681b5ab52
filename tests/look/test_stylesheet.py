"""Contrast by the formula of WCAG 2.2, for both colour schemes of the stylesheet and for paper."""

import re

import pytest

from look.page import HERE

CSS = (HERE / "static" / "lahde.css").read_text("utf-8")
ROOT = HERE.parent
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in (CSS.split("@media")[0], CSS.split("@media")[1])
)  # fmt: skip
_ON_PAPER = re.findall(r"--([\w-]+): #(\w{3});", CSS.partition("@media print")[2].partition("@page")[0])
PRINT = LIGHT | {name: "#" + "".join(digit * 2 for digit in colour) for name, colour in _ON_PAPER}
SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
DRAWN = dict(
    re.findall(r"^\.([\w-]+) \{ (.*) \}$", CSS.partition("/* What is drawn")[2].partition("/* End of")[0], re.M)
)
"""Class of a mark → its rule."""
BEHIND = {"grid", "track", "hidden", "band", "plate-1", "plate-2", "plate-3", "plate-4"}
"""What lies behind marks and says nothing by itself."""
ON_PARTS = {"on-1", "on-2", "on-3", "on-4"}
"""Texts that are seen on their own part only: among TEXT."""
BACKGROUNDS = {
    "line": ["shallow", "veil"], "whisker": ["shallow"], "suppressed": ["veil"], "missing": ["veil"],
    "baseline": ["veil"], "target": ["veil"], "value": ["veil", "shallow"], "multiple": ["veil"], "bar": ["hair"],
    "bounded": ["hair"], "texture-2": ["part-2"], "texture-4": ["part-4"], "part-2": ["part-2"], "part-3": ["part-3"],
    "part-4": ["part-4"],
}  # fmt: skip
"""What else than paper and sheet a mark may lie on, or have within its outline."""
TEXT = [
    ("ink", "paper"), ("ink", "sheet"), ("soft", "paper"), ("soft", "sheet"), ("soft", "veil"), ("water", "paper"),
    ("water", "sheet"), ("wrong", "paper"), ("wrong", "sheet"),
    ("notice-ink", "notice"), ("on-1", "part-1"), ("ink", "part-2"), ("ink", "part-3"), ("ink", "part-4"),
]  # fmt: skip
MARKS = [("water", "paper"), ("water", "shallow"), ("rule", "paper"), ("soft", "veil")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@SCHEMES
@pytest.mark.parametrize(("front", "back"), TEXT)
def test_text_can_be_read(colours: dict[str, str], front: str, back: str) -> None:
    assert contrast(colours[front], colours[back]) >= 4.5


@SCHEMES
@pytest.mark.parametrize(("front", "back"), MARKS)
def test_marks_can_be_seen(colours: dict[str, str], front: str, back: str) -> None:
    assert contrast(colours[front], colours[back]) >= 3


@SCHEMES
@pytest.mark.parametrize("mark", sorted(DRAWN.keys() - BEHIND - ON_PARTS))
def test_every_mark_of_a_chart_can_be_seen(colours: dict[str, str], mark: str) -> None:
    """Its outline where it has one, else what fills it; texts as texts."""
    told = dict(part.split(": ") for part in DRAWN[mark].rstrip(";").split("; "))
    colour = told.get("stroke", told["fill"]).removeprefix("var(--").removesuffix(")")
    least = 4.5 if "stroke" not in told and mark in {"chart", "stack", "multiple", "value", "name", "year"} else 3
    for back in ["paper", "sheet", *BACKGROUNDS.get(mark, [])]:
        assert contrast(colours[colour], colours[back]) >= least, back


def test_paper_has_colours_of_its_own() -> None:
    assert PRINT["paper"] == PRINT["sheet"] == "#ffffff"


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
