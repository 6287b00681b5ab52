"""How wide a text is, and what of it has room: guesses that are generous for any system font."""

from collections.abc import Iterator
from functools import lru_cache

NARROW = frozenset(" \u00a0ijlftrI.,:;|!'()[]-–·")
WIDE = frozenset("mwMW%@—…")
ELLIPSIS = "…"
BOLD = 1.08
"""Bold is as much wider."""


def width(text: str, size: float) -> float:
    """In the units of `size`, the height of the font."""
    return size * _ems(text)


def wrapped(text: str, room: float, size: float, lines: int = 2) -> list[str]:
    """The text on at most so many lines, cut with an ellipsis where even these are too few."""
    made = list(_broken(text, room, size))
    return made if len(made) <= lines else [*made[: lines - 1], _cut(" ".join(made[lines - 1 :]), room, size)]


@lru_cache(4_096)
def _ems(text: str) -> float:
    return sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character in NARROW:
        return 0.38
    if character in WIDE:
        return 0.98
    if character > "\u024f" and character != "\u2212":  # beyond Latin nothing is known of it
        return 1.1
    return 0.76 if character.isupper() else 0.62


def _broken(text: str, room: float, size: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            yield line
            longer = word
        while width(longer, size) > room and len(longer) > 1:
            fits = _fitting(longer, room, size)
            yield longer[:fits]
            longer = longer[fits:]
        line = longer
    yield line


def _cut(text: str, room: float, size: float) -> str:
    return text[: _fitting(text, room - width(ELLIPSIS, size), size)].rstrip() + ELLIPSIS


def _fitting(text: str, room: float, size: float) -> int:
    """How many characters have room, at least one."""
    taken = 0.0
    for place, character in enumerate(text):
        taken += size * _em(character)
        if taken > room:
            return max(1, place)
    return len(text)
