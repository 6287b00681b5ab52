"""In which order statements follow each other; see patterns.toml."""

import msgspec

from schemas.profile.concepts import Text
from schemas.profile.iris import BASE, read
from schemas.profile.templates import TEMPLATES

WAYS = ("sequence", "alternates", "optional", "one_or_more", "zero_or_more")


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """One way of putting statements in order. `primary`: looked for in the statements of one registration."""

    name: str
    iri: str
    primary: bool
    way: str
    """One of WAYS."""
    parts: tuple[str, ...]
    """IRIs of templates and of other patterns; one alone, unless it is a sequence or alternates."""
    label: Text
    definition: Text


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    label: Text
    definition: Text
    primary: bool = False
    sequence: list[str] = []
    alternates: list[str] = []
    optional: str = ""
    one_or_more: str = ""
    zero_or_more: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pattern: list[_Row]


_ROWS = read("patterns.toml", _File).pattern
_NAMES = {row.name: f"{BASE}/patterns/{row.name}" for row in _ROWS}


def _pattern(row: _Row) -> Pattern:
    """ValueError unless the row goes one way, as the specification wants it."""
    [way] = (way for way in WAYS if getattr(row, way))
    given = getattr(row, way)
    return Pattern(
        name=row.name,
        iri=_NAMES[row.name],
        primary=row.primary,
        way=way,
        parts=tuple(iri for part in ([given] if isinstance(given, str) else given) for iri in _iris(part)),
        label=row.label,
        definition=row.definition,
    )


def _iris(part: str) -> list[str]:
    """Of another pattern, or of all templates of a row."""
    return [_NAMES[part]] if part in _NAMES else [t.iri for t in TEMPLATES if t.id == part]


PATTERNS = tuple(map(_pattern, _ROWS))
