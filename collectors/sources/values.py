"""What is written in a cell, as Finns, Swedes and spreadsheets write it (domain.md 4.1). Faults name the rule only."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

HELSINKI = ZoneInfo("Europe/Helsinki")
NOON = time(12)

_DATE = "(?:(?P<d>[0-9]{1,2})[.](?P<m>[0-9]{1,2})[.](?P<y>[0-9]{4})|(?P<iy>[0-9]{4})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})"
_DATE += "|(?P<by>[0-9]{4})(?P<bm>[0-9]{2})(?P<bd>[0-9]{2}))"
_TIME = "(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})(?:[.:](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
_ZONE = "(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})"
_WRITTEN = re.compile(rf"{_DATE}(?:[T,\s]\s*(?:klo\s*|kl[.]?\s*)?{_TIME}\s*{_ZONE}?)?", re.IGNORECASE)
_SERIAL = re.compile("[0-9]{5,7}(?:[.,][0-9]+)?")
_NUMBER = re.compile("[-\u2212]?(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?")
_GROUPS = str.maketrans({" ": "", "\u00a0": "", "\u202f": "", "\u2212": "-", ",": "."})

SERIAL_EPOCH = date(1899, 12, 30)
SERIAL_LAST = 2_958_465
"""9999-12-31, an open end."""

TRUE = frozenset(("1", "x", "true", "yes", "y", "kyllä", "tosi", "ja", "sant"))
FALSE = frozenset(("0", "false", "no", "n", "ei", "epätosi", "nej", "falskt"))


class Unreadable(Exception):
    """The cell breaks `rule`; its value is told to nobody."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class Instant(msgspec.Struct, frozen=True):
    """A point in time."""

    utc: datetime
    timed: bool = True
    """False: the source gave the day only."""
    doubled: bool = False
    """Its hour comes twice that night."""


@lru_cache(4096)
def day(text: str) -> date:
    """A day; a time after it is left out."""
    if _SERIAL.fullmatch(text):
        return _from_serial(text)[0]
    return _written_day(_match(text))


def instant(text: str) -> Instant:
    """A day alone stands for its noon; without a zone it is Helsinki's time, and the doubled autumn hour its first."""
    if _SERIAL.fullmatch(text):
        written, clock = _from_serial(text)
        return local(written, clock)
    match = _match(text)
    return local(_written_day(match), _clock(match), match["zone"])


@lru_cache(4096)
def local(written: date, clock: time | None, zone: str | None = None) -> Instant:
    """The instant of a day and a clock time."""
    if not 1970 <= written.year <= 2200:
        raise Unreadable("a year from 1970 to 2200 is expected")
    naive = datetime.combine(written, clock or NOON)
    if zone:
        return Instant(_zoned(naive, zone))
    first, second = naive.replace(tzinfo=HELSINKI, fold=0), naive.replace(tzinfo=HELSINKI, fold=1)
    utc = first.astimezone(UTC)
    if utc.astimezone(HELSINKI).replace(tzinfo=None) != naive:
        raise Unreadable("this hour does not exist: clocks went forward that night")
    return Instant(utc, timed=clock is not None, doubled=first.utcoffset() != second.utcoffset())


def _zoned(naive: datetime, zone: str) -> datetime:
    try:
        return datetime.fromisoformat(f"{naive.isoformat()}{zone.upper()}").astimezone(UTC)
    except ValueError as fault:
        raise Unreadable("there is no such time zone") from fault


def _match(text: str) -> re.Match[str]:
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise Unreadable("a date is expected: d.M.yyyy or yyyy-MM-dd, with or without a time H.mm or H:mm")
    return match


def _written_day(match: re.Match[str]) -> date:
    forms = (("y", "m", "d"), ("iy", "im", "id"), ("by", "bm", "bd"))
    parts = next(match.group(*form) for form in forms if match[form[0]])
    try:
        return date(*map(int, parts))
    except ValueError as fault:
        raise Unreadable("there is no such day in the calendar") from fault


def _clock(match: re.Match[str]) -> time | None:
    if match["hour"] is None:
        return None
    try:
        return time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0))
    except ValueError as fault:
        raise Unreadable("there is no such time of day") from fault


def _from_serial(text: str) -> tuple[date, time | None]:
    """Days since 1899-12-30, as Excel counts them, the time of day as a fraction."""
    days, _, fraction = text.replace(",", ".").partition(".")
    if not 10_000 <= int(days) <= SERIAL_LAST:
        raise Unreadable("a date is expected: this number is no day in a spreadsheet's calendar")
    written = SERIAL_EPOCH + timedelta(days=int(days))
    if not fraction:
        return written, None
    seconds = min(round(float(f"0.{fraction}") * 86_400), 86_399)
    return written, time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def decimal_mark(text: str) -> str | None:
    """The mark a number is written with, if it has decimals."""
    return next((mark for mark in ",." if mark in text), None)


def number(text: str) -> float:
    """A number; digits may be grouped by spaces."""
    if not _NUMBER.fullmatch(text):
        raise Unreadable("a number is expected")
    return float(text.translate(_GROUPS))


def whole(text: str) -> int:
    """A whole number, written without decimals."""
    if not _NUMBER.fullmatch(text):
        raise Unreadable("a whole number is expected")
    if mark := decimal_mark(text):
        name = "comma" if mark == "," else "point"
        raise Unreadable(f"a whole number is expected: a decimal {name} does not belong here")
    return int(text.translate(_GROUPS))


def truth(text: str) -> bool:
    """Yes or no, in three languages."""
    word = text.casefold()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise Unreadable("yes or no is expected: kyllä/ei, ja/nej, yes/no, x, 1/0 or true/false")
