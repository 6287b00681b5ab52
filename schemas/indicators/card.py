"""An indicator's card: what it asks, tells and must not be used for, in three languages. One TOML file each, here."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

Text = dict[str, str]
"""Language → text; a card has fi, sv and en for every text (a test holds it)."""


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One indicator's definition. The file is named after its id in small letters; its SQL after the same."""

    id: str
    key: str
    name: Text
    question: Text
    """In plain words, what the figure answers; at most 20 words."""
    formula: Text
    does_not_tell: Text
    must_not_use: Text
    counts: Text
    """Who counts, in words: `staff of the agency …`"""
    unit: str
    """What the figure is: share, score (a mean on a scale), index, number (an effective number), per_hundred, days."""
    scale: tuple[float, ...] = (0, 1)
    """The least and the greatest the figure can be; the least alone where nothing bounds it. A share is 0-1."""
    digits: int = 2
    """Decimals that are shown of many persons; of fewer persons the figure is 5 and 10 times as coarse."""
    window: str
    """M, R3M, R6M, R12M or wave; for n < 100 the same."""
    months: int
    """The window's length; 0 for a wave."""
    below: int = 0
    """The window's length below the agency, where few people of a department have anything to count in the card's own;
    0: the same."""
    shorter: list[int] = []
    """Windows in months that the indicator has beside its own, for many persons only."""
    min_n: int
    fewest: dict[str, int] = {}
    """What else there must be enough of, by the name of a sum of the figure: den (e.g. series), counted (persons with
    a part in den, e.g. mentors), known (events of which the coded field is known)."""
    sensitive: bool
    deepest: Literal["agency", "department", "unit"] = "department"
    """The lowest level the figure is published at (domain.md 2.1)."""
    sources: list[str]
    """Feeds that must be connected in the whole window: mentoring, moments, reflections, courses, pulse."""
    events: list[str] = []
    """Whose events it counts, as /me tells: classes of participations, after a dot which of them (see feeding.py)."""
    pair: str
    """The indicator it is always shown with."""
    good: str
    """up, down or none: which direction eases worry; never used for ranking."""
    by: str = ""
    """Name of the one breakdown, if any."""
    breakdown: list[str] = []
    """Its categories."""
    aside: list[str] = []
    """Sums that only the formula reads: they are never published."""
    persons: bool = True
    """False where no person stands behind it, but what an agency itself tells of: its goals, its sources."""
    response: bool = True
    """Of a pulse: the response rule applies. Only the response rate itself is told whatever it is."""
    owner: str
    version: int
    valid_from: str


@cache
def cards() -> dict[str, Card]:
    """All cards by id, in order of id."""
    folder = resources.files("schemas.indicators")
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    read = (msgspec.convert(tomllib.loads((folder / name).read_text("utf-8")), Card) for name in files)
    return {card.id: card for card in read}
