"""What each agency hands over, as its systems write it: which file, for which collector, in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lahde.population.calendar import first_day
from lahde.population.files import FORMATS, encode
from lahde.population.layouts import attendance, calendar_file, forms, hr_rows, platform, survey
from lahde.population.layouts.xlsx import xlsx
from lahde.population.people import Staff
from lahde.population.sessions import ONLINE, PLATFORM, told_by
from lahde.population.table import Row, Table


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One file."""

    name: str
    kind: str
    """Of `lahde collect`; nothing where it is sent over HTTP."""
    content: bytes
    about: str
    """What it is, for whoever looks at the files."""
    mapping: str = ""
    """Of `lahde collect --mapping`: how its columns are to be read."""
    given: tuple[tuple[str, str], ...] = ()
    """Of `--set`: what the file does not say itself."""
    times: int = 1
    """How often it is delivered."""
    source: str = "hr"
    """Whose it is, behind the agency's code."""


Layout = Callable[[Staff, Table], Iterator[Delivery]]
LANGUAGE_CHANGED = first_day(14)
LAYOUT_CHANGED = first_day(20)


def delivered(of: Staff, table: Table) -> Iterator[Delivery]:
    """Usually one file of comma-separated values in the agency's own format."""
    yield from LAYOUTS.get((of.agency.code, table.name), as_csv)(of, table)


def as_csv(of: Staff, table: Table, name: str = "") -> Iterator[Delivery]:
    kind = table.name.removesuffix(".csv")
    form = FORMATS[of.agency.code]
    about = f"{form.said}, separated by {form.separated}"
    yield Delivery(name=name or table.name, kind=kind, content=encode(table, form), about=about)


def _twice(of: Staff, table: Table) -> Iterator[Delivery]:
    for delivery in as_csv(of, table):
        yield replace(delivery, times=2, about=f"{delivery.about}; it is delivered twice")


def _spreadsheet(_: Staff, table: Table) -> Iterator[Delivery]:
    kind = table.name.removesuffix(".csv")
    yield Delivery(name=f"{kind}.xlsx", kind=kind, content=xlsx(table.columns, table.rows), about="a spreadsheet")


def _hr_rows(of: Staff, table: Table) -> Iterator[Delivery]:
    for delivery in as_csv(of, hr_rows.dated_rows(table), "people-sap.csv"):
        yield replace(delivery, mapping="sap-people", about="dated rows of an SAP-like system of personnel")


def _on_a_form(of: Staff, table: Table) -> Iterator[Delivery]:
    parts = forms.halves(table, LANGUAGE_CHANGED)
    for number, (part, swedish, said) in enumerate(zip(parts, (False, True), ("Finnish", "Swedish"), strict=True), 1):
        yield Delivery(
            name=f"moments-form-{number}.xlsx",
            kind="moments",
            content=forms.answers(part, of.agency.code, swedish=swedish),
            about=f"answers of a form of Microsoft Forms while its questions were in {said}",
            mapping="ms-forms-moments",
        )


def _in_a_survey_tool(_: Staff, table: Table) -> Iterator[Delivery]:
    for wave, rows in survey.waves(table).items():
        yield Delivery(
            name=f"pulse-{wave}.csv",
            kind="pulse",
            content=survey.export(rows),
            about="a wave as LimeSurvey exports it; some lines were never handed in",
            mapping="limesurvey-pulse",
            given=(("wave", wave),),
        )


def _with_a_platform(of: Staff, table: Table) -> Iterator[Delivery]:
    pairs, others = _parted(table, lambda row: _teller(of, table, row) == PLATFORM)
    about = "pairs, as a mentoring platform exports their meetings, with ratings and notes that are dropped"
    for delivery in as_csv(of, platform.meetings(pairs, of.agency.code), "pairs-platform.csv"):
        yield replace(delivery, about=about, mapping="mentoring-platform")
    yield from as_csv(of, others)


def _in_a_calendar(of: Staff, table: Table) -> Iterator[Delivery]:
    """Bookings stand in the calendar; what was held online in attendance reports; everything else in the file."""
    at = table.column("status")
    booked, others = _parted(table, lambda row: row[at] in ("booked", "cancelled"))
    online, rest = _parted(others, lambda row: row[at] == "held" and _teller(of, table, row) == ONLINE)
    mailbox = f"mentorointi@{of.agency.code.lower()}.example"
    yield Delivery(
        name="bookings.ics",
        kind="calendar",
        content=calendar_file.ics(calendar_file.bookings(booked, of.agency.code), mailbox),
        about=f"the booking calendar {mailbox}, as Outlook publishes it, with a private event in it",
    )
    yield from _reports(of, online)
    yield from as_csv(of, rest)


def _reports(of: Staff, online: Table) -> Iterator[Delivery]:
    at = {name: online.column(name) for name in online.columns}
    for number, (session, rows) in enumerate(attendance.meetings(online).items(), 1):
        old = attendance.began(rows, at) < LAYOUT_CHANGED
        yield Delivery(
            name=f"attendance/{number:03d}.csv",
            kind="sessions",
            content=attendance.report([attendance.attendee(row, at, of.agency.code) for row in rows], old=old),
            about=f"attendance report of an online meeting, in the {'old' if old else 'new'} layout",
            mapping="teams-attendance",
            given=(("session_id", session), ("series_id", str(rows[0][at["series_id"]]))),
        )


def _teller(of: Staff, table: Table, row: Row) -> str:
    series, role, mode = (str(row[table.column(name)]) for name in ("series_id", "role", "mode"))
    return told_by(of.agency, series, role, mode)


def _parted(table: Table, belongs: Callable[[Row], bool]) -> tuple[Table, Table]:
    """Those that belong, and the rest."""
    inside = [belongs(row) for row in table.rows]
    parts = (
        [row for row, inner in zip(table.rows, inside, strict=True) if inner is wanted] for wanted in (True, False)
    )
    return replace(table, rows=next(parts)), replace(table, rows=next(parts))


LAYOUTS: dict[tuple[str, str], Layout] = {
    ("MH", "moments.csv"): _on_a_form,
    ("SKV", "sessions.csv"): _with_a_platform,
    ("SKV", "pulse.csv"): _in_a_survey_tool,
    ("KLL", "persons.csv"): _hr_rows,
    ("KLL", "sessions.csv"): _twice,
    ("KLL", "events.csv"): _spreadsheet,
    ("RTT", "sessions.csv"): _in_a_calendar,
}
"""What is not simply a file of comma-separated values."""
