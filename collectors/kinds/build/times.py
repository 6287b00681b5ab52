"""Times and durations as xAPI writes them."""

from collectors.kinds.build.items import Context
from collectors.sources.record import Faulty
from collectors.sources.values import Instant


def timestamp(context: Context, field: str, instant: Instant) -> str:
    """When it happened, in UTC. A provider may not speak of the future (xAPI 1.0.3, Data 2.4.7)."""
    if instant.utc <= context.now:
        return instant.utc.isoformat().replace("+00:00", "Z")
    if instant.timed:
        raise Faulty(field, "this lies in the future")
    raise Faulty(
        field, "this lies in the future; a day without a time counts from its noon, so send today's rows later"
    )


def so_far(context: Context, instant: Instant) -> str | None:
    """When something was planned for, as long as that is not ahead of us: then the ledger says when it heard of it.

    A file handed over again after that time says the same (see ledger/revision.py).
    """
    return timestamp(context, "start", instant) if instant.utc <= context.now else None


def duration(minutes: float) -> str:
    """ISO 8601, to the second: PT1H30M."""
    seconds = round(minutes * 60)
    parts = ((seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")
