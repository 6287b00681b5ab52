"""The whole synthetic population: its tables, its LMS statements, its files."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lahde.population import (
    courses,
    dirt,
    events,
    goals,
    golden,
    moments,
    people,
    pulses,
    read_me,
    reflections,
    sessions,
    stories,
    units,
)
from lahde.population.agencies import AGENCIES
from lahde.population.aims import FINDINGS, GOALS
from lahde.population.calendar import LAST, first_day, last_day
from lahde.population.counted import counting
from lahde.population.courses import Statement, lines
from lahde.population.deliveries import Delivery, delivered
from lahde.population.draws import stream
from lahde.population.faults import NO_SUCH_TIME
from lahde.population.mentoring import Programme, programme
from lahde.population.people import Staff
from lahde.population.table import Row, Table, instant

_FEWEST = 50


LMS = "lms.ndjson"


@dataclass(frozen=True)
class Written:
    """A file of an agency, on disk."""

    agency: str
    path: Path
    size: int
    delivery: Delivery
    """Without its content."""


@dataclass(frozen=True)
class Population:
    """Five agencies over the last `months` months. Tables are made anew, and equal, each time they are asked for."""

    people: int
    months: int
    seed: int
    dirty: bool
    staff: dict[str, Staff]
    mentoring: dict[str, Programme]

    @property
    def window(self) -> range:
        return range(LAST - self.months + 1, LAST + 1)

    @property
    def since(self) -> date:
        return first_day(self.window.start)

    @property
    def until(self) -> date:
        return last_day(LAST)

    def tables(self, agency: str) -> Iterator[Table]:
        """In an order in which they can be collected: whom the others speak of first."""
        for table in self._clean(agency):
            yield dirt.table(self.seed, self.staff[agency], table) if self.dirty else table

    def _clean(self, agency: str) -> Iterator[Table]:
        of, running = self.staff[agency], self.mentoring[agency]
        yield units.table(of.structure)
        yield people.table(of)
        yield people.identities(of)
        told = [*self._mentored_and_noted(of, running), self._events(of, running)]
        done = [completion for m in self.window for completion in courses.completions(self.seed, of, m)]
        yield from told
        if not of.agency.lms:
            yield courses.table(done)
        yield goals.goals(agency, GOALS[agency], self.since, counting(of, told, done).share)
        yield goals.analysis(agency, FINDINGS[agency])
        yield pulses.table([row for m in self.window for row in pulses.wave(self.seed, of, m)])

    def _events(self, of: Staff, running: Programme) -> Table:
        return events.table([row for m in self.window for row in events.events(self.seed, of, running, m)])

    def _mentored_and_noted(self, of: Staff, running: Programme) -> Iterator[Table]:
        held: list[Row] = []
        noted: list[moments.Moment] = []
        reflected: list[Row] = []
        for month in self.window:
            rows, parts = sessions.sessions(self.seed, of, running, month)
            found = moments.moments(self.seed, of, month)
            held += rows
            noted += found
            reflected += reflections.reflections(self.seed, of, month, parts, found)
        yield sessions.table(held)
        yield moments.table(noted, of.agency.clock)
        end = f"{self.until.isoformat()}T24"
        yield reflections.table([row for row in reflected if instant(row[2]) < end])

    def lms(self, agency: str, tally: dirt.Tally | None = None) -> Iterator[Statement]:
        """The statements of the agency's LMS, as they arrive; none where there is no LMS."""
        of = self.staff[agency]
        if not of.agency.lms:
            return iter(())
        clean = (statement for m in self.window for statement in courses.statements(self.seed, of, m))
        if not self.dirty:
            return clean
        return dirt.statements(self.seed, of, clean, Counter() if tally is None else tally)

    def tallies(self, agency: str) -> dict[str, dirt.Tally]:
        """What was done to the agency's clean rows and statements on their way, by table."""
        found = {table.name: table.tally for table in self.tables(agency)}
        found[LMS] = Counter()
        deque(self.lms(agency, found[LMS]), maxlen=0)
        return found

    def posts(self, agency: str, size: int = 50) -> Iterator[list[Statement]]:
        """The same, in batches an LRS can take: no id twice in one, a broken statement alone."""
        return batches(self.lms(agency), size)

    def deliveries(self, agency: str) -> Iterator[Delivery]:
        """What the agency's people and systems hand over as files, in an order in which it can be collected."""
        of = self.staff[agency]
        for table in self.tables(agency):
            yield from delivered(of, table)
        if of.agency.lms:
            about = "what the learning platform sends over HTTP"
            yield Delivery(name=LMS, kind="", content=lines(self.lms(agency)), about=about, source="lms")
        if of.agency.stories:
            about = "what the page of stories states about those who told one, a statement a line"
            content = lines(self.stories(agency))
            yield Delivery(name="stories.ndjson", kind="statements", content=content, about=about)

    def stories(self, agency: str) -> list[Statement]:
        """Statements about stories told; none where the agency has no page of stories."""
        of = self.staff[agency]
        if not of.agency.stories:
            return []
        people = {person.id: person for person in of.people}
        return stories.told(self.seed, of.agency, people, self._events(of, self.mentoring[agency]))

    def files(self) -> Iterator[tuple[str, Delivery]]:
        """Every file by its path, agency by agency; then a text that says what they are."""
        told = []
        for code in self.staff:
            for delivery in self.deliveries(code):
                told.append((f"{code}/{delivery.name}", replace(delivery, content=b"")))
                yield told[-1][0], delivery
        for code, delivery in golden.deliveries():
            told.append((f"{golden.FOLDER}/{code}/{delivery.name}", replace(delivery, content=b"")))
            yield told[-1][0], delivery
        yield read_me.NAME, Delivery(name=read_me.NAME, kind="", content=read_me.text(told).encode(), about="")

    def write(self, folder: Path) -> list[Written]:
        """All files; told are those of the five agencies, which are sent."""
        written = []
        for name, delivery in self.files():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            size = path.write_bytes(delivery.content)
            if (code := name.partition("/")[0]) in self.staff:
                written.append(Written(code, path, size, replace(delivery, content=b"")))
        return written

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows and statements by agency and file."""
        found = {code: {table.name: len(table.rows) for table in self.tables(code)} for code in self.staff}
        for code, count in found.items():
            if self.staff[code].agency.lms:
                count[LMS] = sum(1 for _ in self.lms(code))
        return found


def generate(people: int = 2_000, months: int = LAST, seed: int = 1, *, dirt: bool = True) -> Population:
    """Same arguments, same bytes, on any day and machine.

    `people` scales the headcounts of 5,000; a department keeps at least 12 people, or all of its own if it has
    fewer, so small populations are somewhat larger than asked for. `months` are the last ones of the same story.
    """
    if not 1 <= months <= LAST:
        raise ValueError(f"months: 1 to {LAST}")
    if people < _FEWEST:
        raise ValueError(f"people: at least {_FEWEST}")
    staff = {code: _staff(seed, code, people, first_day(LAST - months + 1)) for code in AGENCIES}
    mentoring = {code: programme(seed, of) for code, of in staff.items()}
    return Population(people, months, seed, dirt, staff, mentoring)


def _staff(seed: int, code: str, size: int, since: date) -> Staff:
    return people.staff(seed, units.structure(stream(seed, code, "units"), AGENCIES[code], size), since)


def batches(statements: Iterable[Statement], size: int) -> Iterator[list[Statement]]:
    batch: list[Statement] = []
    ids: set[str] = set()
    for statement in statements:
        if statement["timestamp"] == NO_SUCH_TIME:
            yield [statement]
            continue
        if len(batch) == size or statement["id"] in ids:
            yield batch
            batch, ids = [], set()
        batch.append(statement)
        ids.add(statement["id"])
    if batch:
        yield batch
