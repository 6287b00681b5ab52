"""What the rows of a pulse say about its waves, gathered while they pass."""

from collections.abc import Iterator

import msgspec

from collectors.kinds.build.items import Reference
from collectors.quarantine import Flagged
from collectors.rows import WaveRow

Batch = tuple[str, str]


class Waves:
    """A batch is told of when it is first met, and once more at the end if the rows after that said more."""

    def __init__(self, agency: str, today: str) -> None:
        self._agency = agency
        self._today = today
        self._known: dict[Batch, WaveRow] = {}
        self._told: dict[Batch, WaveRow] = {}
        self._first: dict[Batch, int] = {}

    def learn(self, row: int, wave: str, unit: str, opened: str | None, invited: int | None) -> list[Flagged]:
        """`opened`: a day somebody answered; a wave without any counts as opened today."""
        batch, opened = (wave, unit), opened or self._today
        before = self._known.get(batch)
        if before is None:
            self._first[batch] = row
            self._known[batch] = WaveRow(wave=wave, agency_id=self._agency, unit=unit, invited=invited, opened=opened)
            return []
        if opened < before.opened or before.invited is None:
            self._known[batch] = msgspec.structs.replace(
                before,
                opened=min(opened, before.opened),
                invited=invited if before.invited is None else before.invited,
            )
        if None in (invited, before.invited) or invited == before.invited:
            return []
        return [Flagged(row, "invited", "another number was given for this batch before; the first is kept")]

    def news(self) -> Iterator[Reference]:
        """Batches met for the first time."""
        if len(self._told) < len(self._known):
            yield from self._tell(self._known.keys() - self._told.keys())

    def changed(self) -> Iterator[Reference]:
        """Batches of which more is known than was told."""
        yield from self._tell({batch for batch, known in self._known.items() if self._told.get(batch) != known})

    def _tell(self, batches: set[Batch]) -> Iterator[Reference]:
        for batch in sorted(batches):
            self._told[batch] = self._known[batch]
            yield Reference(self._first[batch], self._known[batch])
