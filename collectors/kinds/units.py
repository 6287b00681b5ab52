"""Units and what they belong to, from HR: one dated row for each name or place in the organisation, the whole history.

The agency's own row has no parent and the agency's code as its unit_id.
"""

from collections.abc import Iterable, Iterator

from collectors.kinds.build.agency import own
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Reference
from collectors.kinds.build.validity import validity
from collectors.quarantine import Quarantined
from collectors.rows import UnitRow
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record

COLUMNS = Columns(
    required=("unit_id", "parent_id", "agency_id", "name_fi", "name_sv", "valid_from", "valid_to"),
    optional=("level", "reporting_unit", "reported_with"),
)


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    return each(records, lambda record: Reference(record.row, read(record, context)))


def read(record: Record, context: Context) -> UnitRow:
    """A name missing in Swedish stays empty: pages fall back to the Finnish one and say so."""
    unit_id, agency_id = record.name("unit_id"), own(record, context)
    valid_from, valid_to = validity(record)
    return UnitRow(
        unit_id=unit_id,
        parent_id=_parent(record, unit_id, agency_id),
        agency_id=agency_id,
        name_fi=record.name("name_fi"),
        name_sv=record.text("name_sv") or "",
        valid_from=valid_from,
        valid_to=valid_to,
        level=record.text("level"),
        reporting_unit=record.truth("reporting_unit"),
        reported_with=record.text("reported_with"),
    )


def _parent(record: Record, unit_id: str, agency_id: str) -> str | None:
    parent = record.text("parent_id")
    if (parent is None) != (unit_id == agency_id):
        raise Faulty("parent_id", "every unit has a parent, and only the agency itself has none")
    if parent == unit_id:
        raise Faulty("parent_id", "a unit is not its own parent")
    return parent
