"""Progress bars on stderr, fed by what a command tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from lahde.control import Tell


@contextmanager
def bar(title: str) -> Iterator[Tell]:
    """A `tell` that draws; nothing is left on the screen when it ends. Silent where stderr is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(told: dict[str, Any]) -> None:
            what = told.get("what", title)
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=told["of"])
            progress.update(tasks[what], completed=told["progress"], total=told["of"])

        yield tell
