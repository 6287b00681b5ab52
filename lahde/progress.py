"""Progress on stderr, fed by what a command tells: a line for the whole where it is known, one for what is in hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from lahde.control import Tell


@contextmanager
def bar(title: str) -> Iterator[Tell]:
    """A `tell` that draws; what it tells of `title` is the whole. Nothing is left on the screen when it ends.

    Silent where stderr is no terminal.
    """
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<20}", markup=False),
        BarColumn(bar_width=None),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        lines: dict[bool, TaskID] = {}

        def tell(told: dict[str, Any]) -> None:
            what = told.get("what", title)
            line = lines.setdefault(what == title, _line(progress, lines, what == title))
            if progress.tasks[line].description != what:
                progress.reset(line, description=what)
            progress.update(line, completed=told["progress"], total=told["of"])

        yield tell


def _line(progress: Progress, lines: dict[bool, TaskID], whole: bool) -> TaskID:
    return lines[whole] if whole in lines else progress.add_task("", total=None)
