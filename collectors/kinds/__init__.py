"""Kinds of files, one module each: what a row must hold, and the statement or reference row it becomes.

A kind is found by its file being in this folder. It has COLUMNS, a docstring for `--help`, and
`collect(records, context)`, which yields items. One that comes in no table names in OPENED what opens its files.
What a new one must have: docs/collectors.md.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from collectors.kinds.build.items import Context, Gone, Head, Item, Progress, Reference, Statement
from collectors.quarantine import FileRefused, Quarantined
from collectors.sources.headers import Columns, Header
from collectors.sources.mapped import Mapped
from collectors.sources.mapping import Recipe
from collectors.sources.table import Table

__all__ = ["KINDS", "Context", "Gone", "Head", "Item", "Progress", "Reference", "Statement", "collect", "kind"]

KINDS = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg))
EVERY = 1_000
"""Rows between two reports of progress."""


class Kind(Protocol):
    """A module of this folder."""

    __doc__: str
    COLUMNS: Columns
    collect: Callable[[Iterable[Any], Context], Iterator[Item]]


class Opened(Protocol):
    """A file that was understood: what it holds, and how far it is read, in bytes."""

    header: Header
    total: int

    def records(self) -> Iterator[Any]: ...
    def done(self) -> int: ...
    def close(self) -> None: ...


def kind(name: str) -> Kind:
    """The module of a kind. KeyError: there is none of that name."""
    if name not in KINDS:
        raise KeyError(name)
    return cast(Kind, import_module(f"{__name__}.{name}"))


def collect(
    name: str, file: BinaryIO | Path, context: Context, file_name: str | None = None, mapping: Recipe | None = None
) -> Iterator[Item]:
    """What a file of kind `name` yields: its Head, then items in the order of its rows, with Progress in between.

    Raises FileRefused before the first item, when no row can be taken. A file handed in open must be seekable and
    stays open. Of two rows that give one statement id different contents the second is quarantined.
    """
    module = kind(name)
    return _items(_open(module, name, file, context, file_name, mapping), module, context)


def _open(
    module: Kind, name: str, file: BinaryIO | Path, context: Context, file_name: str | None, mapping: Recipe | None
) -> Opened:
    opened: Callable[..., Opened] | None = getattr(module, "OPENED", None)
    if mapping and (opened or mapping.kind != name):
        shown = file_name or (file.name if isinstance(file, Path) else name)
        raise FileRefused(shown, f"this mapping is for {mapping.kind}", f"hand the file over as {mapping.kind}")
    if mapping:
        return Mapped(file, file_name, module.COLUMNS, mapping, key=context.key, person=context.known.person)
    return opened(file, file_name) if opened else Table(file, name, module.COLUMNS, file_name)


def _items(table: Opened, module: Kind, context: Context) -> Iterator[Item]:
    try:
        yield Head(tuple(table.header.places), table.header.dropped, table.total)
        seen: dict[str, int] = {}
        for count, item in enumerate(module.collect(table.records(), context), start=1):
            if isinstance(item, Statement) and seen.setdefault(item.record or item.id, hash(item.body)) != hash(
                item.body
            ):
                yield Quarantined(item.row, "(row)", "an earlier row of this file gives the same record other contents")
            else:
                yield item
            if count % EVERY == 0:
                yield Progress(table.done(), table.total)
        yield Progress(table.total, table.total)
    finally:
        table.close()
