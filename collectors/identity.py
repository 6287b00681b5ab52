"""Who an identifier stood for, and when: pure functions over its holders (DESIGN.md 2.4).

A provisional holder stands in until HR's files name the person; it gives way to any other that holds on the day.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

HELSINKI = ZoneInfo("Europe/Helsinki")
ANY_AGENCY = ""


class Holder(msgspec.Struct, frozen=True, array_like=True):
    """`person` (row id) held the identifier in `agency` from the first day to the last."""

    person: int
    agency: str
    valid_from: str
    valid_to: str
    provisional: bool = False


encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(list[Holder]).decode


def local_day(timestamp: str) -> date:
    """The day in Helsinki; a timestamp without zone is UTC."""
    moment = datetime.fromisoformat(timestamp)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HELSINKI).date()


def resolve(holders: Iterable[Holder], scope: str, day: str) -> Holder | None:
    """The holder on `day`, seen from a source of the agency `scope` (ANY_AGENCY: of whichever agency)."""
    held = [h for h in holders if (scope in (ANY_AGENCY, h.agency)) and h.valid_from <= day <= h.valid_to]
    return max(held, key=lambda h: (not h.provisional, h.valid_from, h.person), default=None)
