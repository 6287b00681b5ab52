"""What real systems add: things sent twice, late or changed, and faults. What was done is tallied."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from heapq import heappop, heappush
from random import Random
from typing import TypeVar

from lahde.population import faults
from lahde.population.calendar import month_of
from lahde.population.courses import Statement
from lahde.population.draws import stream
from lahde.population.people import Staff
from lahde.population.table import Table, instant

TWICE, CHANGED, LATE, VERY_LATE = "twice", "changed", "late", "very late"
_RATES = {TWICE: 0.01, CHANGED: 0.0002, LATE: 0.03, VERY_LATE: 0.003}

Item = TypeVar("Item")
Tally = Counter[str]
"""How often each thing was done. An item that is malformed and comes twice counts twice as malformed."""


def table(seed: int, of: Staff, clean: Table) -> Table:
    """The table as it arrives: in the order of arrival, not of what happened."""
    if clean.name not in faults.WEAK or (clean.name == "pulse.csv" and of.agency.survey):
        return clean
    at = clean.column(clean.when)
    tally: Tally = Counter()
    arriving = _arrivals(
        ((date.fromisoformat(instant(row[at])[:10]), row) for row in clean.rows),
        lambda rng, row, fault: faults.row(rng, of, clean, row, fault),
        lambda row: faults.changed(of, clean, row),
        (seed, of.agency.code, clean.name),
        tally,
    )
    return Table(clean.name, clean.columns, clean.when, list(arriving), tally)


def statements(seed: int, of: Staff, clean: Iterable[Statement], tally: Tally) -> Iterator[Statement]:
    """`tally` is filled while they are taken."""
    return _arrivals(
        ((date.fromisoformat(statement["timestamp"][:10]), statement) for statement in clean),
        lambda rng, statement, fault: faults.statement(rng, of, statement, fault),
        faults.changed_statement,
        (seed, of.agency.code, "lms"),
        tally,
    )


def _arrivals(
    dated: Iterable[tuple[date, Item]],
    spoil: Callable[[Random, Item, str], Item | None],
    change: Callable[[Item], Item | None],
    names: tuple[object, ...],
    tally: Tally,
) -> Iterator[Item]:
    """Most arrive the same day, as they are. Each month has its own stream: fewer months do not change the rest."""
    of_month = cache(lambda month: stream(*names, "dirt", month))
    waiting: list[tuple[int, int, Item]] = []
    number = 0
    for day, clean in dated:
        today = day.toordinal()
        while waiting and waiting[0][0] < today:
            yield heappop(waiting)[2]
        for delay, item in _sent(of_month(month_of(day)), clean, spoil, change, tally):
            number += 1
            heappush(waiting, (today + delay, number, item))
    while waiting:
        yield heappop(waiting)[2]


def _sent(
    rng: Random,
    clean: Item,
    spoil: Callable[[Random, Item, str], Item | None],
    change: Callable[[Item], Item | None],
    tally: Tally,
) -> Iterator[tuple[int, Item]]:
    """After how many days it comes, and what comes, each time it does."""
    fault = faults.draw(rng)
    spoilt = spoil(rng, clean, fault) if fault else None
    item, fault = (clean, "") if spoilt is None else (spoilt, fault)
    delay = _delay(rng, tally)
    times = 1 + (rng.random() < _RATES[TWICE])
    tally[TWICE] += times - 1
    for time in range(times):
        if fault:
            tally[fault] += 1
        yield delay + (rng.randrange(0, 30) if time else 0), item
    other = change(clean) if not fault and rng.random() < _RATES[CHANGED] else None
    if other is not None:
        tally[CHANGED] += 1
        yield delay + rng.randrange(30, 40), other


def _delay(rng: Random, tally: Tally) -> int:
    """In days."""
    at = rng.random()
    if at < _RATES[VERY_LATE]:
        tally[VERY_LATE] += 1
        return rng.randrange(61, 120)
    if at < _RATES[LATE]:
        tally[LATE] += 1
        return rng.randrange(8, 61)
    return 0
