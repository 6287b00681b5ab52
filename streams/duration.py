"""ISO 8601 durations in seconds."""

import re

_DURATION = re.compile(
    r"P(?:(?P<w>{n})W)?(?:(?P<d>{n})D)?(?:T(?:(?P<h>{n})H)?(?:(?P<m>{n})M)?(?:(?P<s>{n})S)?)?".replace(
        "{n}", r"[0-9]{1,9}(?:[.,][0-9]+)?"
    ),
    re.ASCII,
)
_SECONDS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
LONGEST = 366 * 86_400


def seconds(duration: str) -> int | None:
    """Whole seconds, or None where it says nothing usable: years and months have no fixed length, and nothing that
    one person takes part in lasts longer than a year."""
    found = _DURATION.fullmatch(duration)
    if found is None or not any(found.groupdict().values()):
        return None
    total = sum(float(n.replace(",", ".")) * _SECONDS[unit] for unit, n in found.groupdict().items() if n)
    return round(total) if total <= LONGEST else None
