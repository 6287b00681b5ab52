"""Alphabetical order as in Finland: å ä ö after z, ü beside y, other accents ignored unless all else is equal."""

import unicodedata

# The three characters that follow z in Unicode stand for the three letters that follow z in the alphabet.
_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


def collation_key(text: str) -> tuple[str, str]:
    """To be used as `sorted(..., key=...)`."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))
    return bare, text
