"""Codes by which two people tell that they noted the same thing: they name the event, nobody's name crosses."""

import re

from collectors.keyed import keyed

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is easily taken for something else: 0 O, 1 I L, U V."""
LENGTH = 8
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new(key: bytes, record: str) -> str:
    """The record's code; under the ledger's key it tells nothing of it."""
    number, letters = int(keyed(key, "code", record).replace("-", ""), 16), ""
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return letters


def read(text: str) -> str | None:
    """As somebody types it: small letters, spaces and dashes are nothing. None: it is no code."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return plain if CODE.fullmatch(plain) else None


def shown(code: str) -> str:
    """ABCD EFGH"""
    return f"{code[:4]} {code[4:]}"
