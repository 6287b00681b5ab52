"""Checks of single values: identifiers, texts, times, numbers (xAPI 1.0.3, Data 2.2 and 4)."""

import re
import sys
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from schemas.statement.refusal import Refused
from schemas.statement.shape import Check


def _pattern(regex: str, rule: str, flags: re.RegexFlag = re.ASCII) -> Check:
    fits = re.compile(regex, flags).fullmatch

    def check(value: Any) -> None:
        if type(value) is not str or fits(value) is None:
            raise Refused("", rule)

    return check


_is_iri = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f-\x9f<>"{}|\\^`]+""").fullmatch


def iri(value: Any) -> None:
    """Best effort, as the specification allows: a scheme, and no character that an IRI cannot hold."""
    if type(value) is not str or _is_iri(value) is None:
        raise Refused("", "must be an IRI with a scheme, like https://example.org/x")


uuid = _pattern(
    "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    "must be a UUID in its standard form, 8-4-4-4-12 hexadecimal digits",
)
mailto = _pattern(r"mailto:[^\s@<>]+@[^\s@<>]+", "must be mailto: and one e-mail address", re.NOFLAG)
sha1 = _pattern("[0-9a-fA-F]{40}", "must be a SHA-1 as 40 hexadecimal digits")
sha2 = _pattern(
    "[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}",
    "must be a SHA-2 as 56, 64, 96 or 128 hexadecimal digits",
)
_TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"  # noqa: S105  a media type's word, no secret
media_type = _pattern(rf"{_TOKEN}/{_TOKEN}(?:\s*;[^\x00-\x1f\x7f]*)?", "must be a media type, like text/plain")


def text(value: Any) -> None:
    if type(value) is not str:
        raise Refused("", "must be a string")


def boolean(value: Any) -> None:
    if type(value) is not bool:
        raise Refused("", "must be true or false, without quotes")


def number(value: Any) -> None:
    if type(value) not in (int, float) or not -sys.float_info.max <= value <= sys.float_info.max:
        raise Refused("", "must be a number, without quotes")


def length(value: Any) -> None:
    if type(value) is not int or value < 0:
        raise Refused("", "must be a whole number of octets, without quotes")


# ---------------------------------------------------------------------------------------------------------- languages

_IRREGULAR = """
    art-lojban cel-gaulish en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao
    i-tay i-tsu no-bok no-nyn sgn-be-fr sgn-be-nl sgn-ch-de zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang
"""
_LANGUAGE_TAG = re.compile(
    r"""
    (?: [a-z]{2,3} (?:-[a-z]{3}){0,3} | [a-z]{4,8} )    # language
    (?: -[a-z]{4} )?                                    # script
    (?: -(?:[a-z]{2}|[0-9]{3}) )?                       # region
    (?: -(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}) )*          # variants
    (?: -[0-9a-wy-z] (?:-[a-z0-9]{2,8})+ )*             # extensions
    (?: -x (?:-[a-z0-9]{1,8})+ )?                       # private use
    | x (?:-[a-z0-9]{1,8})+
    | """
    + "|".join(_IRREGULAR.split()),
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


@lru_cache(1024)
def _is_language_tag(tag: str) -> bool:
    """By the grammar of RFC 5646; whether the subtags are registered is not looked up."""
    return _LANGUAGE_TAG.fullmatch(tag) is not None


def language_tag(value: Any) -> None:
    if type(value) is not str or not _is_language_tag(value):
        raise Refused("", "must be a language tag (RFC 5646), like fi or sv-FI")


def language_map(value: Any) -> None:
    """The path stops at the map: a key that is no language tag could be anything."""
    if type(value) is not dict:
        raise Refused("", 'must be an object of texts by language, like {"fi": "…"}')
    for tag, words in value.items():
        if not _is_language_tag(tag):
            raise Refused("", "each key must be a language tag (RFC 5646), like fi or sv-FI")
        if type(words) is not str:
            raise Refused("", "each text must be a string; leave out languages without one")


# -------------------------------------------------------------------------------------------------------------- times

_is_timestamp = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|(?!-00(?::?00)?$)[+-]\d\d(?::?\d\d)?)?", re.ASCII
).fullmatch


def timestamp(value: Any) -> None:
    """ISO 8601's extended form, which RFC 3339 is part of; a zone may be absent, but -00:00 is none.

    The first and the last year are refused because another zone would lead out of the calendar.
    """
    if type(value) is not str or _is_timestamp(value) is None:
        raise Refused("", "must be an ISO 8601 timestamp, like 2026-10-31T12:00:00Z; an offset of -00:00 is none")
    try:
        year = datetime.fromisoformat(value).year
    except ValueError:
        year = 0
    if not 1 < year < 9999:
        raise Refused("", "must be a date and time that exists, like 2026-10-31T12:00:00Z")


def utc(timestamp: str) -> str:
    """The same moment in UTC; one without a zone is taken to be in it."""
    moment = datetime.fromisoformat(timestamp)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat().replace("+00:00", "Z")


_N = r"\d+(?:[.,]\d+(?=[YMWDHS]$))?"  # only the last part may have decimals
duration = _pattern(
    rf"P(?=[\dT])(?:{_N}Y)?(?:{_N}M)?(?:{_N}D)?(?:T(?=\d)(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?|P{_N}W",
    "must be an ISO 8601 duration, like PT1H30M or P2W; weeks stand alone",
)


# --------------------------------------------------------------------------------------------------------- extensions


def extensions(value: Any) -> None:
    """Keys are IRIs, values are anything, null included."""
    if type(value) is not dict:
        raise Refused("", "must be an object of extensions by IRI")
    for key in value:
        if _is_iri(key) is None:
            raise Refused("", "each key must be an IRI with a scheme, like https://example.org/x")
