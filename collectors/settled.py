"""The journal as a correction reads it: what people did later about themselves is left out (docs/decisions/0020)."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from collectors.outbox import Outbox
from collectors.whose import PAGES
from schemas import journal

LATER = f"""
select s.seq from statement s join source c on c.id = s.source
where s.stated_at > ? and (
    s.seq in (select seq from withdrawn)
    or exists (select 1 from json_each(c.about, '$.scopes') where value = '{PAGES}')
)
"""
TAKEN_BACK = """
select s.seq from statement s join withdrawn w using (seq) where s.stated_at <= ?1 and s.voided_at > ?1
"""


class Settled(Outbox):
    """What was withdrawn after `position` still stands, and what people noted after it is not there yet."""

    def __init__(self, reader: sqlite3.Connection, position: int) -> None:
        super().__init__(reader)
        self._later = {seq for (seq,) in reader.execute(LATER, (position,))}
        self._taken_back = {seq for (seq,) in reader.execute(TAKEN_BACK, (position,))}

    def _statement(self, seq: int | None) -> tuple[dict[str, Any], int, str, str] | None:
        return None if seq in self._later else super()._statement(seq)

    def _voided(self, position: int, seq: int | None) -> Iterator[journal.Record]:
        if seq not in self._taken_back:
            yield from super()._voided(position, seq)
