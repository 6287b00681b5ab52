"""Collecting a file: its items become ledger work, what could not be taken is set aside and named."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

import msgspec

from collectors import kinds
from collectors.door import prepare
from collectors.kinds import Context, Gone, Head, Progress, Reference, Statement
from collectors.kinds.build.template import Template
from collectors.ledger import revision
from collectors.ledger.work import (
    Accept,
    Done,
    Prepared,
    PutAnalysis,
    PutGoals,
    PutIdentities,
    PutPersons,
    PutUnits,
    PutWaves,
    Quarantine,
    Retract,
    Trial,
    Work,
)
from collectors.quarantine import Flagged, Quarantined, Unstated
from collectors.rows import AnalysisRow, GoalRow, IdentityRow, PersonRow, UnitRow, WaveRow
from collectors.sources.mapping import Recipe
from schemas.statement.refusal import Refused

GROUP = 500
"""Statements in one piece of work."""

Do = Callable[[Work], Done]
Row = PersonRow | UnitRow | IdentityRow | WaveRow | GoalRow | AnalysisRow


class Summary(msgspec.Struct, kw_only=True):
    """What came of one file."""

    file: str
    added: int = 0
    known: int = 0
    """Delivered before, and equal."""
    changed: int = 0
    """Delivered before, and saying something else now."""
    quarantined: list[Quarantined] = []
    unstated: dict[str, int] = {}
    """Rows that are right and give no statement, by rule."""
    flagged: dict[str, int] = {}
    dropped: list[str] = []
    """Columns that were not stored."""
    seconds: float = 0
    tincan: float = 0
    """Of these seconds, those spent in tincan."""


def collect(
    kind: str,
    path: Path,
    context: Context,
    do: Do,
    progress: Callable[[int, int], None] = lambda *_: None,
    mapping: Recipe | None = None,
) -> Summary:
    """Takes in a file. FileRefused: none of it can be taken; the ledger is as before."""
    started, tincan = perf_counter(), Template.seconds
    run = Run(kind, context, do, Summary(file=path.name))
    items = kinds.collect(kind, path, context, mapping=mapping)
    while group := list(islice(items, GROUP)):
        run.take(group, progress)
    run.finish(_sha256(path))
    run.summary.seconds, run.summary.tincan = perf_counter() - started, Template.seconds - tincan
    return run.summary


def dry_run(
    kind: str,
    path: Path,
    context: Context,
    ledger: sqlite3.Connection | None = None,
    mapping: Recipe | None = None,
    writer: Do | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> tuple[Summary, list[bytes]]:
    """What collecting would give, and the first statements or rows; nothing is taken in.

    What is known already, and what would change, is told when a reading connection to the ledger is handed over; of
    reference rows, and which of them would be refused, when its writer is.
    """
    shown: list[bytes] = []

    def do(work: Work) -> Done:
        match work:
            case Accept():
                shown.extend(s.body for s in work.statements[: 3 - len(shown)])
                fates = Counter(_fate(ledger, s) for s in work.statements)
                return Done(added=fates["new"], known=fates["known"], changed=fates["changed"])
            case Retract():
                return Done(changed=sum(_stands(ledger, record) for record in work.records))
            case Quarantine():
                return Done()
            case PutUnits() | PutPersons() | PutIdentities() | PutWaves() | PutGoals() | PutAnalysis():
                shown.extend(msgspec.json.encode(row) for row in work.rows[: 3 - len(shown)])
                return writer(Trial(work=work)) if writer else Done(added=len(work.rows))
        raise TypeError(type(work).__name__)

    return collect(kind, path, context, do, progress, mapping), shown


def _fate(ledger: sqlite3.Connection | None, statement: Prepared) -> revision.Fate:
    return revision.fate(revision.standing(ledger, statement.record or statement.id) if ledger else None, statement)


def _stands(ledger: sqlite3.Connection | None, record: str) -> bool:
    before = revision.standing(ledger, record) if ledger else None
    return before is not None and not before.retracted


class Run:
    """What is taken in, group by group: a file, or what another record store gives.

    Reference rows wait for the end, since a subject's rows are its whole history.
    """

    def __init__(self, kind: str, context: Context, do: Do, summary: Summary) -> None:
        self._kind = kind
        self._context = context
        self._do = do
        self._references: list[Reference] = []
        self.summary = summary

    def take(self, group: Iterable[kinds.Item], progress: Callable[[int, int], None]) -> None:
        statements: list[tuple[int, Prepared]] = []
        gone: list[str] = []
        for item in group:
            match item:
                case Statement():
                    self._prepare(item, statements)
                case Gone():
                    gone.append(item.record)
                case Reference():
                    self._references.append(item)
                case Quarantined():
                    self.summary.quarantined.append(item)
                case Unstated():
                    self.summary.unstated[item.rule] = self.summary.unstated.get(item.rule, 0) + 1
                case Flagged():
                    self.summary.flagged[item.rule] = self.summary.flagged.get(item.rule, 0) + 1
                case Head():
                    self.summary.dropped = list(item.dropped)
                case Progress():
                    progress(item.done, item.total)
        # Waves first: the boundary passes an answer only when it knows its wave.
        self._put_waves()
        self._accept(statements)
        if gone:
            self._count(self._do(Retract(source=self._context.source, records=gone)))

    def finish(self, sha256: str) -> None:
        for work in _reference_work([r.value for r in self._references], self._context):
            self._put(work, self._references)
        if rows := [(q.row, q.field, q.rule) for q in self.summary.quarantined]:
            self._do(Quarantine(source=self._context.source, kind=self._kind, file=sha256, rows=rows))

    def _prepare(self, item: Statement, statements: list[tuple[int, Prepared]]) -> None:
        try:
            prepared = prepare(item.body, statement_id=item.id)
            statements.append(
                (item.row, msgspec.structs.replace(prepared, record=item.id if item.record == "" else item.record))
            )
        except Refused as refusal:
            self.summary.quarantined.append(Quarantined(item.row, refusal.path or "(row)", refusal.rule))

    def _put_waves(self) -> None:
        waves = [r for r in self._references if isinstance(r.value, WaveRow)]
        if waves:
            self._references = [r for r in self._references if not isinstance(r.value, WaveRow)]
            self._put(PutWaves(rows=[r.value for r in waves if isinstance(r.value, WaveRow)]), waves)

    def _accept(self, statements: list[tuple[int, Prepared]]) -> None:
        """As one piece of work; where it is refused, by halves, until what is refused stands alone."""
        if not statements:
            return
        try:
            self._count(self._do(Accept(source=self._context.source, statements=_distinct(s for _, s in statements))))
        except Refused as refusal:
            if refusal.status >= 500:  # a fault of the ledger's, not of the row's
                raise
            if len(statements) == 1:
                self.summary.quarantined.append(Quarantined(statements[0][0], "(row)", refusal.rule))
                return
            middle = len(statements) // 2
            self._accept(statements[:middle])
            self._accept(statements[middle:])

    def _put(self, work: Work, references: list[Reference]) -> None:
        done = self._do(work)
        self._count(done)
        for index, field, rule in done.refused:
            self.summary.quarantined.append(Quarantined(references[index].row, field, rule))

    def _count(self, done: Done) -> None:
        self.summary.added += done.added
        self.summary.known += done.known
        self.summary.changed += done.changed


def _distinct(statements: Iterable[Prepared]) -> list[Prepared]:
    """A row that stands twice gives one statement twice; one is enough."""
    return list({s.id: s for s in statements}.values())


def _reference_work(rows: list[Row], context: Context) -> Iterator[Work]:
    """The file's rows as one piece of work: a file holds one kind of them."""
    if units := [r for r in rows if isinstance(r, UnitRow)]:
        yield PutUnits(rows=units)
    if persons := [r for r in rows if isinstance(r, PersonRow)]:
        yield PutPersons(agency=context.agency, home_page=context.home_page, rows=persons)
    if identities := [r for r in rows if isinstance(r, IdentityRow)]:
        yield PutIdentities(rows=identities)
    if goals := [r for r in rows if isinstance(r, GoalRow)]:
        yield PutGoals(rows=goals)
    if findings := [r for r in rows if isinstance(r, AnalysisRow)]:
        yield PutAnalysis(rows=findings)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def refusals(quarantined: Iterable[Quarantined]) -> list[tuple[str, str, int, int]]:
    """(field, rule, how many rows, the first of them), most first."""
    rows = list(quarantined)
    counts = Counter((q.field, q.rule) for q in rows)
    first = {(q.field, q.rule): q.row for q in reversed(rows)}
    return [(field, rule, count, first[field, rule]) for (field, rule), count in counts.most_common()]
