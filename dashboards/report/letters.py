"""What the report's fonts can write: a PDF/UA-1 may hold no sign that its fonts lack."""

import re
from typing import Any
from unicodedata import category

WRITTEN = (
    "\u0020-\u007e\u00a0-\u00ac\u00ae-\u0377\u037a-\u037f\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff"
)
WRITTEN += "\u0400-\u04ff\u1e00-\u1eff\u2010-\u2027\u202f-\u203e\u20a0-\u20c0\u2190-\u22ff\u25a0-\u25ff"
"""Latin with all its marks, Greek, Cyrillic, punctuation, currencies, arrows, signs of mathematics, shapes."""

UNWRITTEN = re.compile(f"[^{WRITTEN}]+")
MARK = "□"
"""Stands for each run of signs that cannot be written."""

LONGEST_WORD = 24
ENDLESS = re.compile(rf"[^\s\u00a0-]{{{LONGEST_WORD}}}(?=[^\s\u00a0-]{{4}})")
MAY_BREAK = "\u200b"


def printable(data: Any) -> Any:
    """All texts of plain data, so that they can be set; drawings (`svg`) hold our own texts only."""
    if isinstance(data, str):
        return ENDLESS.sub(rf"\g<0>{MAY_BREAK}", UNWRITTEN.sub(_mark, data))
    if isinstance(data, dict):
        return {key: value if key == "svg" else printable(value) for key, value in data.items()}
    return [printable(value) for value in data] if isinstance(data, list) else data


def _mark(run: re.Match[str]) -> str:
    if run[0].isspace():
        return " "
    return "" if all(category(sign) == "Cf" for sign in run[0]) else MARK
