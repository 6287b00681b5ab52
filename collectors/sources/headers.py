"""Columns by name, never by position: each field has its own name and synonyms in English, Finnish and Swedish."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a kind of file: its allow-list. Of each group in `either` at least one must be there."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    refused: frozenset[str] = frozenset()
    """A column we do not know, with one of these words in its name, refuses the file."""
    names: Mapping[str, Sequence[str]] | None = None
    """What else the fields are called; None: as headers.toml says."""

    @property
    def known(self) -> tuple[str, ...]:
        return self.required + tuple(name for group in self.either for name in group) + self.optional


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Where each field stands, what was dropped, and what is wrong with the file as a whole."""

    places: Mapping[str, int]
    dropped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def header(kind: str, columns: Columns, names: Sequence[str]) -> Header:
    """What the names in a first row mean for this kind of file."""
    by_name = _by_name(kind, columns)
    places: dict[str, int] = {}
    dropped, doubled = [], []
    for place, name in enumerate(names):
        field = by_name.get(plain(name))
        if field is None:
            dropped.append(name.strip())
        elif field in places:
            doubled.append(field)
        else:
            places[field] = place
    refused = [name for name in dropped if columns.refused.intersection(plain(name).split())]
    return Header(
        places=places,
        dropped=tuple(filter(None, dropped)),
        missing=tuple(_missing(columns, places)),
        doubled=tuple(doubled),
        refused=tuple(refused),
    )


def _missing(columns: Columns, places: Mapping[str, int]) -> Iterable[str]:
    yield from (field for field in columns.required if field not in places)
    yield from (" or ".join(group) for group in columns.either if not places.keys() & set(group))


def synonyms(kind: str, field: str, columns: Columns | None = None) -> list[str]:
    """Other names of a field."""
    if columns is not None and columns.names is not None:
        return list(columns.names.get(field, ()))
    table = _table()
    found: list[str] = table.get(kind, {}).get(field, []) + table["any"].get(field, [])
    return found


def plain(name: str) -> str:
    """A column name without what people vary: case, accents' form, punctuation, spaces."""
    letters = unicodedata.normalize("NFC", name).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def _by_name(kind: str, columns: Columns) -> dict[str, str]:
    """Where names are given, only those count: a column that is called like a field of ours may be something else."""
    own = columns.names is None
    return {
        plain(name): field
        for field in columns.known
        for name in (*synonyms(kind, field, columns), *([field] if own else ()))
    }


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("headers.toml").read_text(encoding="utf-8"))
