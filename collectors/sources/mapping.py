"""A mapping file: how one source's columns and words become a kind's fields and closed values. See docs/collectors.md.

Ready ones stand in mappings/, one a source; anybody's own is named by its path.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from collectors.quarantine import FileRefused
from collectors.sources.headers import Columns, plain

LARGEST = 1 << 20
MBOX = "mbox"
"""The column of an e-mail address, by which the person is looked up; the address goes no further."""


class Each(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the records a row makes."""

    set: dict[str, str] = {}
    """Field → value."""
    take: dict[str, str] = {}
    """Field → column. A row that has none of them makes no such record."""


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """What a mapping file says."""

    kind: str
    about: str
    """In a line, for whoever chooses."""
    columns: dict[str, list[str]]
    """Field, or a name used below → what the column is called, in any language."""
    layout: str = "table"
    """table, or teams: an attendance report."""
    constants: dict[str, str] = {}
    values: dict[str, dict[str, list[str]]] = {}
    """Field → value → how the source writes it, in any language."""
    split: str | None = None
    """Field whose cell holds several values, separated by semicolons: a record each."""
    each: list[Each] = []
    join: dict[str, list[str]] = {}
    """Field → columns and fields whose cells make it, in this order."""
    hashed: list[str] = []
    """Fields whose values are replaced by a keyed hash."""
    needs: list[str] = []
    """A row without one of these says nothing: it is counted and passed over."""
    least: dict[str, float] = {}
    """Field → the least number with which a row says anything."""
    evidence: bool = False
    """Its rows tell who was there when; which booked session that was is found by person and time."""
    given: dict[str, str] = {}
    """What was said on the command line: it holds in every row."""

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """Field → what the source writes, plainly → value."""
        return {
            field: {plain(word): value for value, words in known.items() for word in (*words, value)}
            for field, known in self.values.items()
        }

    @property
    def named(self) -> set[str]:
        """All it says something of."""
        split = {self.split} if self.split else set()
        return self.made | split | {*self.values, *self.hashed, *self.needs, *self.least}

    @property
    def used(self) -> set[str]:
        """What is no field of the kind, but makes one."""
        joined = {part for parts in self.join.values() for part in parts}
        return joined | {column for one in self.each for column in one.take.values()}

    @property
    def made(self) -> set[str]:
        """The fields it can fill."""
        each = {field for one in self.each for field in (*one.set, *one.take)}
        found = {*self.columns, *self.constants, *self.given, *self.join, *each}
        return found | {"person_id"} if MBOX in found else found


def load(name: str, given: Mapping[str, str] | None = None) -> Recipe:
    """A ready mapping by its name, or a file by its path. FileRefused: it is no mapping."""
    found = _ready().get(name)
    path: Traversable | Path = found if found is not None else Path(name)
    if not path.is_file():
        raise FileRefused(path.name, "there is no such mapping", f"name a file, or one of {', '.join(_ready())}")
    try:
        raw = path.read_bytes()
        recipe = msgspec.convert(tomllib.loads(raw[:LARGEST].decode("utf-8")), Recipe)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise FileRefused(path.name, "it is no TOML file in UTF-8", "see docs/collectors.md") from fault
    except msgspec.ValidationError as fault:
        raise FileRefused(path.name, f"it is no mapping: {fault}", "see docs/collectors.md") from fault
    return msgspec.structs.replace(recipe, given=dict(given or {}))


def ready() -> Iterator[tuple[str, str, str]]:
    """(name, kind, about) of the mappings that come with Lähde."""
    for name in _ready():
        recipe = load(name)
        yield name, recipe.kind, recipe.about


def _ready() -> dict[str, Traversable]:
    folder = resources.files(__package__) / "mappings"
    found = {file.name.removesuffix(".toml"): file for file in folder.iterdir() if file.name.endswith(".toml")}
    return dict(sorted(found.items()))


def columns(recipe: Recipe, of: Columns, file: str) -> Columns:
    """What the source's file must hold. FileRefused: the mapping leaves a field of the kind empty."""
    if strange := sorted(recipe.named - recipe.used - {*of.known, MBOX}):
        rule = f"the mapping says {', '.join(strange)}, which is no field of {recipe.kind} and used nowhere"
        raise FileRefused(file, rule, f"the fields are {', '.join(of.known)}")
    empty = [f for f in of.required if f not in recipe.made]
    empty += [group[0] for group in of.either if not recipe.made.intersection(group)]
    if empty:
        names = ", ".join(empty)
        raise FileRefused(file, f"the mapping does not say {names}", f"say it for all rows: --set {empty[0]}=VALUE")
    needed = {*of.required} - {*recipe.constants, *recipe.given, *recipe.join}
    needed |= {part for field, parts in recipe.join.items() if field in of.required for part in parts}
    if MBOX in recipe.columns:
        needed.add(MBOX)
    required = tuple(field for field in recipe.columns if field in needed)
    optional = tuple(field for field in recipe.columns if field not in needed)
    return Columns(required=required, optional=optional, refused=of.refused, names=recipe.columns)
