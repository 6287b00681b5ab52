"""What an agency found when it analysed its learning culture, theme by theme. It names nobody.

A theme is the id of an indicator, or a key of the agency's own.
"""

import re
from collections.abc import Iterable, Iterator

from collectors.kinds.build.agency import own
from collectors.kinds.build.each import each
from collectors.kinds.build.items import Context, Item, Reference
from collectors.quarantine import Quarantined
from collectors.rows import AnalysisRow
from collectors.sources.headers import Columns
from collectors.sources.record import Faulty, Record

COLUMNS = Columns(
    required=("agency_id", "date", "theme", "finding_fi", "finding_sv"),
    optional=("goal_id",),
)
THEME = re.compile(r"[A-Za-z0-9._-]{1,64}")


def collect(records: Iterable[Record | Quarantined], context: Context) -> Iterator[Item]:
    return each(records, lambda record: Reference(record.row, read(record, context)))


def read(record: Record, context: Context) -> AnalysisRow:
    """A finding missing in Swedish stays empty: pages fall back to the Finnish one and say so."""
    theme = record.name("theme")
    if not THEME.fullmatch(theme):
        raise Faulty("theme", "an indicator's id or a key is expected: letters A to Z, digits and . _ - only")
    finding = record.prose("finding_fi")
    if finding is None:
        raise Faulty("finding_fi", "this cell may not be empty")
    return AnalysisRow(
        agency_id=own(record, context),
        date=record.past(context.now),
        theme=theme,
        finding_fi=finding,
        finding_sv=record.prose("finding_sv") or "",
        goal_id=record.text("goal_id"),
    )
