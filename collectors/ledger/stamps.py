"""`stored` is kept as microseconds since 1970; outside it is RFC 3339 in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

from collectors.identity import local_day

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso(stored: int) -> str:
    return (EPOCH + timedelta(microseconds=stored)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def microseconds(timestamp: str) -> int:
    """The inverse; a timestamp without zone is UTC."""
    moment = datetime.fromisoformat(timestamp)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH) // timedelta(microseconds=1)


def day_of(statement: dict[str, Any], stored: int) -> str:
    """The local day a statement is about."""
    return local_day(statement.get("timestamp") or iso(stored)).isoformat()
