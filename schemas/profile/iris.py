"""The IRIs that are known beside the profile's own, read from vocabulary.toml, and compact ways to write them."""

import tomllib
from importlib import resources
from typing import TypeVar

import msgspec

BASE = "https://lc.example/xapi"
"""The profile's one constant (domain.md 3.1)."""

VERSION = f"{BASE}/v1"

T = TypeVar("T")


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Compact IRIs by what they name."""

    verbs: list[str]
    types: list[str]
    others: list[str] = []


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prefixes: dict[str, str]
    spellings: dict[str, list[str]]
    """Beginning of an IRI → other beginnings it is met with."""
    reused: Names
    moodle: Names


def read(name: str, into: type[T]) -> T:
    """A TOML file of this folder."""
    text = (resources.files("schemas.profile") / name).read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), into)


VOCABULARY = read("vocabulary.toml", Vocabulary)
PREFIXES = VOCABULARY.prefixes | {"lc": f"{BASE}/"}


def expand(compact: str) -> str:
    """`adl:verbs/attended` → the whole IRI. KeyError if the prefix is not declared."""
    prefix, _, rest = compact.partition(":")
    return PREFIXES[prefix] + rest
