"""Attendance reports of online meetings, one file a meeting, in the layout of 2021 and in the one that followed it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lahde.population.names import address, name
from lahde.population.table import Row, Table

_TITLE = "Mentorointi"


@dataclass(frozen=True)
class Attendee:
    name: str
    address: str
    joined: datetime
    left: datetime
    organizer: bool


def meetings(sessions: Table) -> dict[str, list[Row]]:
    """Rows of sessions.csv by session, each participant once, whoever led it first."""
    role = sessions.column("role")
    found: dict[str, dict[Row, None]] = {}
    for row in sessions.rows:
        found.setdefault(str(row[0]), {})[row] = None
    return {session: sorted(rows, key=lambda row: row[role] != "mentor") for session, rows in found.items()}


def attendee(row: Row, at: Mapping[str, int], agency: str) -> Attendee:
    person, start = str(row[at["person_id"]]), row[at["start"]]
    assert isinstance(start, datetime)  # noqa: S101 (sessions held have a time)
    left = start + timedelta(minutes=int(str(row[at["duration_min"]])))
    return Attendee(" ".join(name(person)), address(person, agency), start, left, row[at["role"]] == "mentor")


def began(rows: list[Row], at: Mapping[str, int]) -> date:
    start = rows[0][at["start"]]
    assert isinstance(start, datetime)  # noqa: S101 (sessions held have a time)
    return start.date()


def report(people: list[Attendee], *, old: bool) -> bytes:
    """Tab separated UTF-16LE with a byte order mark, American dates, whatever the country."""
    lines = _old(_TITLE, people) if old else _new(_TITLE, people)
    return ("\ufeff" + "".join("\t".join(line) + "\r\n" for line in lines)).encode("utf-16-le")


def _old(title: str, people: list[Attendee]) -> Iterable[tuple[str, ...]]:
    begin, end = _extent(people)
    yield ("Meeting Summary",)
    yield ("Total Number of Participants", str(len(people)))
    yield "Meeting Title", title
    yield "Meeting Start Time", _time(begin)
    yield "Meeting End Time", _time(end)
    yield ()
    yield "Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role"
    for one in people:
        role = "Organizer" if one.organizer else "Presenter"
        yield one.name, _time(one.joined), _time(one.left), _length(one), one.address, role


def _new(title: str, people: list[Attendee]) -> Iterable[tuple[str, ...]]:
    begin, end = _extent(people)
    yield ("1. Summary",)
    yield "Meeting title", title
    yield "Attended participants", str(len(people))
    yield "Start time", _short(begin)
    yield "End time", _short(end)
    yield "Meeting duration", _said(end - begin)
    yield "Average attendance time", _said(_average(people))
    yield ()
    yield ("2. Participants",)
    yield "Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"
    for one in people:
        role = "Organizer" if one.organizer else "Presenter"
        yield one.name, _short(one.joined), _short(one.left), _length(one), one.address, one.address, role
    yield ()
    yield ("3. In-Meeting Activities",)
    yield "Name", "Join Time", "Leave Time", "Duration", "Email", "Role"
    for one in people:
        role = "Organizer" if one.organizer else "Presenter"
        yield one.name, _short(one.joined), _short(one.left), _length(one), one.address, role


def _extent(people: list[Attendee]) -> tuple[datetime, datetime]:
    return min(one.joined for one in people), max(one.left for one in people)


def _average(people: list[Attendee]) -> timedelta:
    whole = sum(((one.left - one.joined) for one in people), timedelta())
    return timedelta(seconds=whole.total_seconds() // len(people))


def _length(one: Attendee) -> str:
    return _said(one.left - one.joined)


def _said(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h {minutes}m {seconds}s" if hours else f"{minutes}m {seconds}s"


def _time(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment.year}, {_clock(moment)}"


def _short(moment: datetime) -> str:
    return f"{moment.month}/{moment.day}/{moment:%y}, {_clock(moment)}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment:%M:%S} {'AM' if moment.hour < 12 else 'PM'}"
