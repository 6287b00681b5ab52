"""An iCalendar file as a stream of components, cut line by line.

Only the properties on the list are ever held: titles, descriptions and places are passed over unread. Nothing here
grows with the file, whatever stands in it.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from collectors.quarantine import FileRefused
from collectors.sources.headers import Header

MOST_BYTES = 64 * 2**20
MOST_EVENTS = 100_000
LONGEST_LINE = 8_192
"""Bytes of one property, its continuations included; an attendee with all its parameters takes a tenth."""
MOST_LINES = 1_000
"""Properties held of one component."""

# fmt: off
EVENT = frozenset((
    "UID", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "STATUS", "SEQUENCE", "CLASS",
    "CATEGORIES", "ORGANIZER", "ATTENDEE", "CREATED", "LAST-MODIFIED",
))
ZONE = frozenset(("BEGIN", "END", "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"))
# fmt: on
HELD = {"VEVENT": EVENT, "VTIMEZONE": ZONE}


class Component(msgspec.Struct, kw_only=True):
    """An event, or the definition of a time zone (whose own parts stand in its lines)."""

    kind: str
    row: int
    """Line of the file on which it begins."""
    method: str
    """What the calendar as a whole says: PUBLISH, REQUEST, CANCEL or nothing."""
    lines: list[str] = []
    overlong: bool = False
    """Something of it was too long to be held."""


class Calendar:
    """An opened file; FileRefused when it is no calendar, or too large to be one. `total` and `done()` are in bytes."""

    header = Header(places={name.lower(): place for place, name in enumerate(sorted(EVENT))})

    def __init__(self, file: BinaryIO | Path, name: str | None = None) -> None:
        self.name = name or Path(str(getattr(file, "name", file))).name
        self._owned = isinstance(file, Path)
        self._file = file.open("rb") if isinstance(file, Path) else file
        try:
            self.total = self._size()
            self._begin()
        except BaseException:
            self.close()
            raise

    def done(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        """A file opened here is closed; one that was handed in stays open."""
        if self._owned:
            self._file.close()

    def records(self) -> Iterator[Component]:
        """Events and zones in the order of the file."""
        method, held, depth, count, last = "", None, 0, 0, ""
        for row, name, line, whole in self._properties():
            last = line.strip().upper()
            if held is None and name == "BEGIN" and line[6:].strip().upper() in HELD:
                held, depth, count = Component(kind=line[6:].strip().upper(), row=row, method=method), 1, count + 1
                self._refuse_bomb(count)
            elif held is None:
                method = line.partition(":")[2].strip().upper() if name == "METHOD" else method
            else:
                depth += (name == "BEGIN") - (name == "END")
                if depth == 0:
                    yield held
                    held = None
                else:
                    _hold(held, name, line, whole, depth)
        if last != "END:VCALENDAR":
            raise FileRefused(self.name, "the calendar is cut off before its end", "fetch or export it again")

    def _refuse_bomb(self, count: int) -> None:
        if count > MOST_EVENTS:
            rule = f"a calendar of more than {MOST_EVENTS} events is not read"
            raise FileRefused(self.name, rule, "export a shorter time, or the booking calendar alone")

    def _size(self) -> int:
        size = self._file.seek(0, io.SEEK_END)
        if size > MOST_BYTES:
            rule = f"a calendar of more than {MOST_BYTES // 2**20} MB is not read"
            raise FileRefused(self.name, rule, "export a shorter time, or the booking calendar alone")
        return size

    def _begin(self) -> None:
        self._file.seek(0)
        start = self._file.read(4_096).removeprefix(b"\xef\xbb\xbf").lstrip()
        if start[:15].upper() != b"BEGIN:VCALENDAR":
            raise FileRefused(self.name, "this is no iCalendar file in UTF-8", "export it as .ics")
        self._file.seek(0)

    def _properties(self) -> Iterator[tuple[int, str, str, bool]]:
        """(row, name, the line unfolded, whether it is whole) of every property that may be held by something."""
        wanted = EVENT | ZONE | {"METHOD"}
        first, name, line, whole = 0, "", b"", True
        for row, part, complete in self._physical():
            if part[:1] in (b" ", b"\t"):
                if name:
                    whole = whole and complete and len(line) + len(part) <= LONGEST_LINE
                    line = line + part[1:] if whole else line
                continue
            if name:
                yield first, name, _text(line), whole
            first, name, line, whole = row, _name(part, wanted), part, complete
        if name:
            yield first, name, _text(line), whole

    def _physical(self) -> Iterator[tuple[int, bytes, bool]]:
        """(row, line without its end, whether it is whole); of an endless line only the beginning."""
        row = 0
        while part := self._file.readline(LONGEST_LINE):
            row += 1
            complete = part.endswith(b"\n") or len(part) < LONGEST_LINE
            yield row, part.rstrip(b"\r\n"), complete
            while not complete and (rest := self._file.readline(LONGEST_LINE)):
                complete = rest.endswith(b"\n")


def _name(part: bytes, wanted: frozenset[str]) -> str:
    """The property's name if it may be held, else nothing."""
    ends = [at for mark in (b":", b";") if (at := part.find(mark, 0, 64)) > 0]
    name = part[: min(ends, default=0)].decode("ascii", "replace").upper().removeprefix("\ufeff")
    return name if name in wanted else ""


def _hold(component: Component, name: str, line: str, whole: bool, depth: int) -> None:
    """An event's parts (alarms) are passed over, a zone's belong to it."""
    if name not in HELD[component.kind] or (component.kind == "VEVENT" and depth > 1):
        return
    if whole and len(component.lines) < MOST_LINES:
        component.lines.append(line)
    else:
        component.overlong = True


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")
