"""Names of dropped files, made harmless: whoever names a file may be careless or hostile."""

from collections.abc import Callable
from itertools import chain, count
from pathlib import PurePath

REPORT = ".report.txt"
"""What a report's name ends with, after the whole name of its file."""
LONGEST = 200
"""Bytes of a name; file systems take 255, and a report's ending and a number must still fit."""
UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".tmp", "~")
"""Endings under which programs write what they will rename when it is whole."""


def whole(name: str) -> bool:
    """Whether a file of this name is meant to be taken: hidden and half-written ones are not."""
    return not name.startswith(".") and not name.lower().endswith(UNFINISHED)


def tame(name: str) -> str:
    """One line, in UTF-8, not too long, no option of a command, and no report's name. The ending stays."""
    shown = "".join(c if c.isprintable() and c not in "/\\" else "_" for c in name)
    if shown.startswith("-"):
        shown = f"_{shown}"
    if shown.lower().endswith(REPORT):
        shown += "_"
    path = PurePath(shown)
    ending = _cut(path.suffix, 20)
    return _cut(shown.removesuffix(path.suffix), LONGEST - len(ending.encode())) + ending


def _cut(text: str, most: int) -> str:
    """At most so many bytes, no character broken."""
    return text.encode()[:most].decode(errors="ignore")


def numbered(name: str, there: Callable[[str], bool]) -> str:
    """The name, or, where a file of that name is there already, `sessions.2.csv` and so on."""
    path = PurePath(name)
    names = chain([name], (f"{path.stem}.{n}{path.suffix}" for n in count(2)))
    return next(candidate for candidate in names if not there(candidate))
