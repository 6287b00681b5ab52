"""What the signs in a figure's drawings mean, in the page's language."""

from collections.abc import Iterable

from dashboards.charts import Key
from dashboards.charts.signs import SIGNS, used
from dashboards.charts.textures import swatch
from dashboards.drawing.marks import is_dotted, is_stacked
from dashboards.reading.figures import Figure
from look.messages import message

MEANINGS = {
    "interval": "legend.interval",
    "whisker": "legend.interval",
    "bounded": "legend.bounded",
    "suppressed": "state.suppressed",
    "not_available": "state.not_available",
    "baseline": "legend.baseline",
    "target": "legend.target",
}
"""Sign → message."""


def keys(signs: list[str], lang: str) -> list[Key]:
    return [Key(sign=SIGNS[sign], text=message(lang, MEANINGS[sign])) for sign in signs]


def of_trend(shown: Figure) -> list[Key]:
    """Of the signs that are in the drawing."""
    seen = used(shown.points)
    return keys(["whisker" if sign == "interval" and is_dotted(shown) else sign for sign in seen], shown.lang)


def of_sparks(figures: Iterable[Figure], lang: str) -> list[Key]:
    """Of the signs in drawings the size of a word, each once; they show no intervals."""
    seen = {sign for figure in figures for sign in used(figure.points)} - {"interval"}
    return keys([sign for sign in MEANINGS if sign in seen], lang)


def of_parts(shown: Figure) -> list[Key]:
    """Which texture is which part, and its latest figure; ranked bars are labelled where they stand."""
    latest = shown.latest
    if not latest or not is_stacked(shown):
        return []
    told = ((place, name, shown.part(latest, name)) for place, name in enumerate(shown.card.breakdown, start=1))
    return [
        Key(sign=swatch(place), text=message(shown.lang, f"part.{name}"), value=value) for place, name, value in told
    ]
