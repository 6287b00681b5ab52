"""People in units, from HR: one dated row for each assignment, the whole history.

A row without a last day holds until further notice.
"""

from collections.abc import Iterable, Iterator

from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Reference
from collectors.kinds.build.validity import validity
from collectors.quarantine import Quarantined
from collectors.rows import PersonRow
from collectors.sources.headers import Columns
from collectors.sources.record import Record

COLUMNS = Columns(
    required=("person_id", "unit_id", "valid_from", "valid_to"),
    optional=("supervisor", "language", "employment_end"),
)


def collect(records: Iterable[Record | Quarantined], _context: Context) -> Iterator[Item]:
    return each(records, lambda record: Reference(record.row, read(record)))


def read(record: Record) -> PersonRow:
    valid_from, valid_to = validity(record)
    employment_end = record.day("employment_end")
    return PersonRow(
        person_id=record.name("person_id"),
        unit_id=record.name("unit_id"),
        valid_from=valid_from,
        valid_to=valid_to,
        supervisor=record.truth("supervisor"),
        language=record.text("language"),
        employment_end=employment_end.isoformat() if employment_end else None,
    )
