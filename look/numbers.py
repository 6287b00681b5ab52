"""Numbers as Finnish, Swedish (Finland) and English readers write them.

Pinned here because libraries disagree with each other on the minus sign and on sv-FI.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NBSP = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"

_MARKS = {"fi": (NBSP, ","), "sv": (NBSP, ","), "en": (",", ".")}
_PERCENT = {"fi": f"{NBSP}%", "sv": f"{NBSP}%", "en": "%"}


@lru_cache(maxsize=16_384)  # a page says the same few numbers again and again
def number(value: float | Decimal, lang: str, digits: int = 0) -> str:
    """1 234 567,9 in fi and sv; 1,234,567.9 in en. Halves are rounded away from zero."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    group, point = _MARKS[lang]
    body = f"{abs(rounded):,.{digits}f}".translate({ord(","): group, ord("."): point})
    return f"{MINUS}{body}" if rounded < 0 else body


@lru_cache(maxsize=4_096)
def percent(share: float, lang: str, digits: int = 0) -> str:
    """A share of 0-1 as 64 % (fi, sv) or 64% (en)."""
    return number(Decimal(str(share)) * 100, lang, digits) + _PERCENT[lang]


def band(text: str, lang: str) -> str:
    """A band of persons: `5-9` as 5–9, `1250` as 1 250."""
    return EN_DASH.join(number(int(end), lang) for end in text.split("-"))
