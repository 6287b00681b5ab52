"""At a wave's close its answers enter the ledger: all in one piece of work, shuffled, of one day; then the spool goes.

Interrupted anywhere, it is done again: a statement's id comes from the sheet's random id, so none enters twice.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from collectors.door import prepare
from collectors.kinds import Context, pulse
from collectors.kinds.build import words
from collectors.kinds.build.template import Template
from collectors.ledger.work import Accept, Done, Prepared, Work
from collectors.sources.values import Instant
from collectors.spool.file import SpoolFile
from collectors.spool.folder import Spool
from collectors.spool.wave import Sheet, Wave
from schemas.profile import PULSE_ITEMS

SCALES = {item.key: item.scale_max for item in PULSE_ITEMS.values()}
Shuffle = Callable[[list[Any]], None]


def enter(
    spool: Spool, name: str, file: SpoolFile, do: Callable[[Work], Done], key: bytes, *, shuffle: Shuffle | None = None
) -> Done:
    """Closes the wave. `do` is the ledger's writer, `key` the ledger's; without `shuffle` order is left to chance."""
    wave, sheets = file.wave(), file.close()
    statements = list(_statements(wave, sheets, key))
    (shuffle or secrets.SystemRandom().shuffle)(statements)
    # One piece of work has one `stored`, and its journal positions follow the order of the list.
    done = do(Accept(source=wave.source, statements=statements)) if statements else Done()
    spool.mark_closed(name)
    file.destroy()
    return done


def _statements(wave: Wave, sheets: Iterable[Sheet], key: bytes) -> Iterator[Prepared]:
    context = Context(source=wave.source, agency=wave.agency, home_page="", key=key, now=datetime.now(UTC))
    templates = {scale: Template(words.common(words.ANSWERED, pulse.likert(scale))) for scale in set(SCALES.values())}
    day = Instant(datetime.combine(date.fromisoformat(wave.opened), time(), UTC), timed=False)
    for sheet in sheets:
        for item, value in sheet.answers.items():
            answer = _answer(wave, sheet, item, value, day)
            yield prepare(pulse.state(0, answer, context, templates[answer.scale_max]).body)


def _answer(wave: Wave, sheet: Sheet, item: str, value: int, day: Instant) -> pulse.Answer:
    """Dated with the wave's first day, whenever it was given."""
    return pulse.Answer(
        wave=wave.name,
        batch_unit=sheet.unit,
        respondent=sheet.respondent,
        item=item,
        value=value,
        scale_max=SCALES[item],
        answered=day,
        invited=None,
    )
