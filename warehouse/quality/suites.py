"""Suites: what is looked at (.sql) and what is expected of it (.toml)."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Literal

import msgspec

Text = dict[str, str]
"""Language → text."""


class Expectation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One expectation of great-expectations, and what its failing means in words."""

    key: str
    """Names it in reports and messages, e.g. `negative_duration`."""
    type: str
    """Class of great_expectations.expectations."""
    with_: dict[str, Any] = msgspec.field(name="with")
    """Its parameters."""
    severity: Literal["stops", "warns"] = "stops"
    says: Text
    """What is wrong where it fails."""
    way_out: Text


class Suite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    looks_at: Text
    monthly: bool = False
    """Looked at month by month, so that memory stays small."""
    expect: list[Expectation]


@cache
def suites() -> dict[str, Suite]:
    """All suites by name."""
    folder = resources.files(__package__)
    names = sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    return {name: _read(name, (folder / f"{name}.toml").read_text("utf-8")) for name in names}


def _read(name: str, toml: str) -> Suite:
    return msgspec.convert({"name": name, **tomllib.loads(toml)}, Suite)
