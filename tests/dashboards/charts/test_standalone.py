"""A chart as a file of its own: whole without a stylesheet, and all of it within its frame."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.charts import Dot, Part, Row, Told, intervals, line, stacked, standalone
from dashboards.charts.colours import attributes
from dashboards.charts.line import WIDE
from dashboards.charts.rows import WIDE as ROWS
from dashboards.charts.signs import SIGNS, Key
from dashboards.charts.textures import swatch
from tests.dashboards.charts.drawn import frame, inside, labels, overlapping, read, texts
from tests.dashboards.charts.made import NAMES, SHARES, START, WORDS, months, point

KEYS = [Key(sign=sign, text=name) for name, sign in SIGNS.items()]
KEYS += [Key(sign=swatch(place), text=f"osa {place}", value="54\u00a0%") for place in range(1, 5)]
TREND = [
    point(START, 0.4, low=0.3, high=0.5),
    point(START + 1, None, "suppressed"),
    point(START + 2, 0.1, bounded=True),
]
DRAWINGS = {
    "line": line(TREND, WORDS, "<\u00a010\u00a0%", "fi", axis=SHARES, months=months(TREND), size=WIDE),
    "stacked": stacked(
        [Row(label="2026", parts=[Part(share=s, label=f"{s}") for s in (0.4, 0.3, 0.2, 0.1)])], WORDS, size=ROWS
    ),
    "intervals": intervals(
        [Dot(name="a", label="b", value=0.4, baseline=0.1, target=0.8)], WORDS, axis=SHARES, size=ROWS
    ),
}


def told(title: str = "Oppiminen työssä: Korpilupavirasto", **more: object) -> Told:
    words = {
        "lang": "fi",
        "title": title,
        "said": "Alussa 40 %.",
        "legend": KEYS,
        "source": ["Julkaisu 1.", "Keksittyjä."],
    }
    return Told(**(words | more))  # type: ignore[arg-type]  # of many types, as each wants


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_it_needs_no_stylesheet(drawing: str) -> None:
    svg = standalone(DRAWINGS[drawing], told())
    assert not re.search(r"class=|style|var\(|href|url\(|<script", svg)
    assert 'fill="#ffffff"' in svg
    assert 'stroke="#0d5c6b"' in svg


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_it_says_what_it_is_and_what_it_was_made_from(drawing: str) -> None:
    said = texts_anywhere(standalone(DRAWINGS[drawing], told()))
    assert said[0] == "Oppiminen työssä: Korpilupavirasto"
    assert said[-2:] == ["Julkaisu 1.", "Keksittyjä."]
    assert {key.text for key in KEYS} <= {text.strip() for text in said}


@settings(max_examples=60, deadline=None)
@given(NAMES, NAMES, st.lists(NAMES, max_size=3))
def test_words_around_it_stay_within_and_apart(title: str, said: str, source: list[str]) -> None:
    svg = standalone(DRAWINGS["stacked"], told(title, said=said, source=source)).replace(f"{SVG}", "")
    around = re.sub(r"<svg x=.*?</svg>", "", svg)
    assert [b for b in labels(around) if not inside(b, frame(around))] == []
    assert overlapping(labels(around)) == []


def test_every_class_that_is_drawn_has_its_colours() -> None:
    """What the stylesheet says of a class in more than one place would not leave the page."""
    drawn = {
        css
        for svg in (*DRAWINGS.values(), *SIGNS.values())
        for names in re.findall(r'class="([^"]*)"', svg)
        for css in names.split()
    }
    assert {css for css in drawn if not attributes(css)} == {"wide"}


def texts_anywhere(svg: str) -> list[str]:
    return texts(svg.replace(SVG, ""))


SVG = ' xmlns="http://www.w3.org/2000/svg"'


def test_it_is_read_in_the_language_it_is_written_in() -> None:
    assert read(standalone(DRAWINGS["line"], told(lang="sv"))).get("lang") == "sv"
