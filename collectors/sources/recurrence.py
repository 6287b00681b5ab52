"""When a series repeats: the days within a window, from rules as calendar programs write them.

Rules of other forms are refused, since some never match and would be searched until the year 9999. What is left yields
a date at least every few rounds, so that the work is bounded by the days since the series began.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from dateutil.rrule import rrulestr

LONGEST = timedelta(days=366 * 15)
"""A series that began earlier is not followed."""
_NUMBERS = r"[1-9]\d{0,2}"
_DAYS = r"(?:MO|TU|WE|TH|FR|SA|SU)"
_NTH = r"(?:[+-]?[1-4]|-1)"
_MONTH_DAY = r"(?:BYMONTHDAY=(?:[1-9]|1\d|2[0-8]|29|30|31|-1))"
_NTH_DAY = rf"(?:BYDAY={_NTH}{_DAYS})|(?:BYDAY={_DAYS}(?:,{_DAYS}){{0,6}};BYSETPOS={_NTH})"
FORMS = tuple(
    re.compile(form)
    for form in (
        r"FREQ=DAILY",
        rf"FREQ=WEEKLY(?:;BYDAY={_DAYS}(?:,{_DAYS}){{0,6}})?",
        rf"FREQ=MONTHLY(?:;(?:{_MONTH_DAY}|{_NTH_DAY}))?",
        rf"FREQ=YEARLY(?:;BYMONTH=(?:[1-9]|1[0-2]))?(?:;(?:{_NTH_DAY}|BYMONTHDAY=(?:[1-9]|1\d|2[0-8])))?",
    )
)
ORDER = ("FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
BESIDE = {"INTERVAL": _NUMBERS, "COUNT": r"[1-9]\d{0,4}", "WKST": _DAYS, "UNTIL": r"\d{8}(?:T\d{6}Z?)?"}


class Unfollowed(Exception):
    """The series is not followed: the rule it breaks, in words."""


def starts(rule: str, start: datetime, zone: tzinfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Local times (naive, as `start` is) of the series from `first` to `last`, which are local times as well."""
    if start < first - LONGEST:
        raise Unfollowed("a series that began so long ago is not followed; begin it anew")
    checked = _checked(rule, zone)
    if day := re.search(r"BYMONTHDAY=(29|30|31)", checked):
        _begins_on(int(day[1]), start)
    for found in rrulestr(checked, dtstart=start):
        if found > last:
            return
        if found >= first:
            yield found


def _begins_on(day: int, start: datetime) -> None:
    """Then a month that has the day comes round again; `every twelfth month on the 31st` from a June has none."""
    if start.day != day:
        raise Unfollowed("a series on the 29th, 30th or 31st must begin on that day")


def _checked(rule: str, zone: tzinfo) -> str:
    """The rule with its end in local time, as everything else is here."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().rstrip(";").split(";"))
    form = ";".join(f"{name}={parts[name]}" for name in ORDER if name in parts)
    beside = {name: value for name, value in parts.items() if name not in ORDER}
    known = all(name in BESIDE and re.fullmatch(BESIDE[name], value) for name, value in beside.items())
    if not known or not any(known_form.fullmatch(form) for known_form in FORMS):
        raise Unfollowed(
            "this way of repeating is not followed; use days, weeks, months or years as calendars offer them"
        )
    if until := beside.pop("UNTIL", None):
        beside["UNTIL"] = _until(until, zone)
    return ";".join([form, *(f"{name}={value}" for name, value in beside.items())])


def _until(written: str, zone: tzinfo) -> str:
    """A day alone is that whole day."""
    try:
        if written.endswith("Z"):
            end = datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(zone)
            return f"{end:%Y%m%dT%H%M%S}"
        end = datetime.strptime(written, "%Y%m%dT%H%M%S" if "T" in written else "%Y%m%d")  # noqa: DTZ007 (local)
    except (ValueError, OverflowError):
        raise Unfollowed("the end of the series is no date") from None
    return f"{end:%Y%m%dT%H%M%S}" if "T" in written else f"{end:%Y%m%d}T235959"
