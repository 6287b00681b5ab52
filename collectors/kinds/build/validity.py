"""From which day to which a reference row holds. The last day counts too."""

from collectors.rows import OPEN_END
from collectors.sources.record import Faulty, Record


def validity(record: Record, first: str | None = None, last: str = OPEN_END) -> tuple[str, str]:
    """ISO dates; `first` and `last` stand in where the file says nothing."""
    start, end = record.day("valid_from"), record.day("valid_to")
    if start is None and first is None:
        raise Faulty("valid_from", "this cell may not be empty")
    valid_from = start.isoformat() if start else str(first)
    valid_to = end.isoformat() if end else last
    if valid_to < valid_from:
        raise Faulty("valid_to", "the last day lies before the first")
    return valid_from, valid_to
