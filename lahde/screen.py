"""Tables for people, on stdout: readable at 60 columns, and never cut short where a pipe takes them."""

from collections.abc import Collection
from urllib.parse import urlsplit

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def console() -> Console:
    """Plain where stdout is no terminal or NO_COLOR is set; numbers and paths are not coloured by guess."""
    return Console(highlight=False)


def table(*columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """Long words are folded, not replaced by dots; columns named in `numbers` stand to the right."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold", justify="right" if name in numbers else "left")
    return made


def number(count: int) -> str:
    """1 234 567."""
    return f"{count:,}".replace(",", " ")


def short(value: str, others: Collection[str]) -> str:
    """The last part of an IRI, with its host where another one ends the same; other texts as they are."""
    last = _last_part(value)
    same = sum(_last_part(other) == last for other in others)
    return f"{last} ({urlsplit(value).hostname})" if same > 1 and "://" in value else last


def _last_part(value: str) -> str:
    return value.rstrip("/#").replace("#", "/").rpartition("/")[2] if "://" in value else value
