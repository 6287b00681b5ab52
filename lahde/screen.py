"""Tables for people, on stdout: readable at 60 columns, and never cut short where a pipe takes them."""

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
