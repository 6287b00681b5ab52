"""Which language of a map is answered, by Accept-Language (RFC 9110, 12.5.4; RFC 4647)."""

import re
from collections.abc import Iterable

_RANGE = re.compile(r"\s*(\*|[A-Za-z0-9-]+)\s*(?:;\s*[qQ]\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?))?\s*", re.ASCII)


def ranges(header: str) -> list[str]:
    """The languages asked for, the most wanted first; what cannot be read, or is not wanted, is left out."""
    found = [match.groups() for item in header.split(",") if (match := _RANGE.fullmatch(item))]
    wanted = [(float(quality or 1), tag.lower()) for tag, quality in found]
    return [tag for quality, tag in sorted(wanted, key=lambda one: -one[0]) if quality > 0]


def chosen(tags: Iterable[str], wanted: list[str]) -> str | None:
    """The tag that fits best: fi is met by fi-FI, then fi-FI by fi. The first one where none fits; None of none."""
    tags = list(tags)
    for fits in (_within, _around):
        for tag in wanted:
            for found in tags:
                if fits(found.lower(), tag):
                    return found
    return tags[0] if tags else None


def _within(tag: str, wanted: str) -> bool:
    return wanted in ("*", tag) or tag.startswith(f"{wanted}-")


def _around(tag: str, wanted: str) -> bool:
    return wanted.startswith(f"{tag}-")
