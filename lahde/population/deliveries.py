"""What each agency hands over, as its systems write it: which file, for which collector, in which order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lahde.population.files import FORMATS, encode
from lahde.population.layouts import calendar_file
from lahde.population.layouts.xlsx import xlsx
from lahde.population.names import address
from lahde.population.people import Staff
from lahde.population.table import Table


@dataclass(frozen=True)
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
    times: int = 1
    """How often it is delivered."""
    source: str = "hr"
    """Whose it is, behind the agency's code."""


Layout = Callable[[Staff, Table], Iterator[Delivery]]


def delivered(of: Staff, table: Table) -> Iterator[Delivery]:
    """Usually one file of comma-separated values in the agency's own format."""
    yield from LAYOUTS.get((of.agency.code, table.name), as_csv)(of, table)


def as_csv(of: Staff, table: Table) -> Iterator[Delivery]:
    kind = table.name.removesuffix(".csv")
    form = FORMATS[of.agency.code]
    about = f"{kind}, {form.encoding}, separated by {SEPARATORS[form.delimiter]}"
    yield Delivery(table.name, kind, encode(table, form), about)


SEPARATORS = {";": "semicolons", ",": "commas", "\t": "tabs"}


def _twice(of: Staff, table: Table) -> Iterator[Delivery]:
    for delivery in as_csv(of, table):
        yield replace(delivery, times=2, about=f"{delivery.about}; it is delivered twice")


def _spreadsheet(_: Staff, table: Table) -> Iterator[Delivery]:
    kind = table.name.removesuffix(".csv")
    yield Delivery(f"{kind}.xlsx", kind, xlsx(table.columns, table.rows), f"{kind}, as a spreadsheet")


def _booked_in_a_calendar(of: Staff, table: Table) -> Iterator[Delivery]:
    """Bookings and cancellations stand in the calendar, everything else in the file."""
    at = table.column("status")
    booked = replace(table, rows=[row for row in table.rows if row[at] in ("booked", "cancelled")])
    rest = replace(table, rows=[row for row in table.rows if row[at] not in ("booked", "cancelled")])
    mailbox = f"mentorointi@{of.agency.code.lower()}.example"
    people = {str(row[table.column("person_id")]) for row in booked.rows}
    found = calendar_file.bookings(booked, {person: address(person, of.agency.code) for person in people})
    about = f"the booking calendar {mailbox}, as Outlook publishes it, with a private event in it"
    yield Delivery("bookings.ics", "calendar", calendar_file.ics(found, mailbox), about)
    yield from as_csv(of, rest)


LAYOUTS: dict[tuple[str, str], Layout] = {
    ("KLL", "sessions.csv"): _twice,
    ("RTT", "sessions.csv"): _booked_in_a_calendar,
}
"""What is not simply a file of comma-separated values."""
