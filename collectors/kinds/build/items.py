"""What a file yields, item by item, and what its kind must know beside it."""

from datetime import datetime

import msgspec

from collectors.kinds.build.known import Known, Nothing
from collectors.marks import Marks
from collectors.quarantine import Flagged, Quarantined, Unstated
from collectors.rows import AnalysisRow, GoalRow, IdentityRow, PersonRow, UnitRow, WaveRow


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Whose file it is. `key` is the ledger's secret; `now` is in UTC, and nothing may lie after it."""

    source: str
    agency: str
    home_page: str
    """Of the accounts that person ids stand for in this agency."""
    key: bytes
    now: datetime
    known: Known = Nothing()
    marks: Marks = Marks()


class Head(msgspec.Struct, frozen=True):
    """The first item: columns taken (fields) and dropped (names as written), and the size in bytes."""

    taken: tuple[str, ...]
    dropped: tuple[str, ...]
    total: int


class Statement(msgspec.Struct, frozen=True):
    """An xAPI statement as JSON."""

    row: int
    id: str
    body: bytes
    record: str | None = ""
    """UUID of the source's record. Empty: it can make this one statement only, and `id` stands for it. None: there is
    no record, the statement is somebody else's and never changes.
    """


class Gone(msgspec.Struct, frozen=True):
    """What a record said before holds no more; the record may never have said anything."""

    row: int
    record: str


class Reference(msgspec.Struct, frozen=True):
    """A reference row. A wave's comes before the first answer to it."""

    row: int
    value: PersonRow | UnitRow | IdentityRow | WaveRow | GoalRow | AnalysisRow


class Progress(msgspec.Struct, frozen=True):
    """Bytes read of all there are."""

    done: int
    total: int


Made = Statement | Reference | Unstated | Gone
"""What a row becomes if nothing is wrong with it."""

Item = Head | Made | Quarantined | Flagged | Progress
