"""A source speaks of its own agency only; one that belongs to no single agency (\"\") of any."""

from collectors.kinds.build.items import Context
from collectors.sources.record import Faulty, Record


def own(record: Record, context: Context) -> str:
    """The row's agency_id."""
    agency = record.name("agency_id")
    if context.agency not in ("", agency):
        raise Faulty("agency_id", "this row is about an agency that is not the source's own")
    return agency
