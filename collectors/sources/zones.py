"""Time zones as calendars name them: by IANA name, by Windows name, or by a definition of their own."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from collectors.sources.ics import Component
from collectors.sources.values import HELSINKI

WINDOWS = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()} | {"fle standard time": "Europe/Helsinki"}
MOST = 50
"""Definitions read of one file."""
_REPEATS = re.compile(r"RRULE[:;].*", re.IGNORECASE)
_YEARLY = re.compile(r"RRULE:(?=.*FREQ=YEARLY)(?:(?:FREQ|INTERVAL|BYDAY|BYMONTH|WKST|UNTIL)=[0-9A-Z,+-]+;?)+", re.I)
_IANA = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+){0,4}")


class Zones:
    """The zones of one file. A name wins over a definition: definitions are often wrong or cut off."""

    def __init__(self) -> None:
        self._defined: dict[str, tzinfo] = {}

    def define(self, component: Component) -> None:
        """A VTIMEZONE; one that cannot be used is as if it were missing."""
        name = next((line.partition(":")[2] for line in component.lines if line.upper().startswith("TZID")), "")
        if component.overlong or len(self._defined) >= MOST or named(name) or not _harmless(component.lines):
            return
        text = "\r\n".join(["BEGIN:VTIMEZONE", *component.lines, "END:VTIMEZONE", ""])
        try:
            defined = Timezone.from_ical(text)
            zone = defined.to_tz(lookup_tzid=False) if isinstance(defined, Timezone) else HELSINKI
            datetime(2026, 1, 1, tzinfo=zone).astimezone(UTC)
        except Exception:  # whatever the library makes of hostile text, it is no zone
            return
        self._defined[name.casefold()] = zone

    def find(self, name: str) -> tuple[tzinfo, bool]:
        """(the zone, whether it is known). A time without zone, or of a zone nobody knows, is Helsinki's."""
        found = named(name) or self._defined.get(name.casefold())
        return (found, True) if found else (HELSINKI, not name)


def named(name: str) -> tzinfo | None:
    """By a name everybody knows, also as `/vendor/Europe/Helsinki`."""
    name = name.strip().strip('"')
    if zone := WINDOWS.get(name.casefold()):
        return ZoneInfo(zone)
    parts = name.strip("/").split("/")
    for start in range(max(len(parts) - 3, 0), len(parts)):
        candidate = "/".join(parts[start:])
        if _IANA.fullmatch(candidate):
            try:
                return ZoneInfo(candidate)
            except (KeyError, ValueError, OSError):
                continue
    return None


def _harmless(lines: Iterable[str]) -> bool:
    """Clocks change by the year. A rule that fires by the second would be counted from 1601 on."""
    return all(_YEARLY.fullmatch(line) for line in lines if _REPEATS.match(line))
