"""A calendar's mentoring sessions become bookings and cancellations, of people known by their addresses."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from collectors.bookings import PLANNED_DURATION, PLANNED_START, Booking
from collectors.kinds import Context, Head, Statement, collect
from collectors.marks import Marks
from collectors.quarantine import FileRefused, Flagged, Quarantined
from schemas import profile

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
PEOPLE = {"maija.virtanen@klv.example": "p1", "pekka@klv.example": "p2", "old@klv.example": "p3"}
MAILBOX = "mentorointi@klv.example"


class Known:
    """A ledger that knows three people, and what was stated before."""

    def __init__(self) -> None:
        self.stated: list[dict[str, Any]] = []

    def person(self, address: str, day: str) -> str | None:
        return PEOPLE.get(address) if address != "old@klv.example" or day < "2026-01-01" else None

    def bookings(self) -> list[Booking]:
        cancelled = {s["context"]["statement"]["id"] for s in self.stated if s["verb"]["id"].endswith("cancel")}
        made = {s["id"]: s for s in self.stated if s["verb"]["id"].endswith("schedule")}
        return [booking(s, s["id"] in cancelled) for s in made.values()]


def booking(statement: dict[str, Any], cancelled: bool) -> Booking:
    context = statement["context"]
    start = datetime.fromisoformat(context["extensions"][PLANNED_START])
    return Booking(
        statement=statement["id"],
        session=statement["object"]["id"],
        series=context["registration"],
        person_id=statement["actor"]["account"]["name"],
        home_page="https://klv.example/hr",
        start=start,
        end=start + msgspec.convert(context["extensions"][PLANNED_DURATION], timedelta),
        cancelled=cancelled,
    )


class Agency:
    """Hands calendars over, one after the other, to one ledger."""

    def __init__(self) -> None:
        self.known = Known()

    def take(self, text: str | bytes, now: datetime = NOW, **marks: Any) -> list[Any]:
        given = {"categories": frozenset({"oppimismentorointi"}), "mailboxes": frozenset({MAILBOX})} | marks
        context = Context(
            source="hr",
            agency="KLV",
            home_page="https://klv.example/hr",
            key=b"k" * 32,
            now=now,
            known=self.known,
            marks=Marks(**given),
        )
        content = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
        made = list(collect("calendar", io.BytesIO(content), context, "mentors.ics"))
        self.known.stated += [json.loads(i.body) for i in made if isinstance(i, Statement)]
        return made


@pytest.fixture
def agency() -> Agency:
    return Agency()


ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
BASE = {
    "UID": "a1",
    "DTSTART;TZID=Europe/Helsinki": "20261006T120000",
    "DTEND;TZID=Europe/Helsinki": "20261006T130000",
    "CATEGORIES": "Oppimismentorointi",
    "ORGANIZER": "mailto:maija.virtanen@klv.example",
    "ATTENDEE;PARTSTAT=ACCEPTED": "mailto:pekka@klv.example",
    "CREATED": "20260915T080000Z",
}


def event(*lines: str, **changes: str | None) -> str:
    """`changes` replaces properties by name; None leaves one out."""
    kept = {k: v for k, v in BASE.items() if k.partition(";")[0] not in changes}
    kept |= {k: v for k, v in changes.items() if v is not None}
    return "\n".join(["BEGIN:VEVENT", *(f"{k}:{v}" for k, v in kept.items()), *lines, "END:VEVENT", ""])


def calendar(*events: str, method: str = "PUBLISH") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\n{''.join(events)}END:VCALENDAR\n"


def statements(made: list[Any], verb: str = "") -> list[dict[str, Any]]:
    found = [json.loads(item.body) for item in made if isinstance(item, Statement)]
    return [s for s in found if s["verb"]["id"].endswith(verb)]


def plans(made: list[Any], person: str = "p1") -> list[str]:
    """Planned starts of one person, in order."""
    of = [s for s in statements(made, "schedule") if s["actor"]["account"]["name"] == person]
    return sorted(s["context"]["extensions"][PLANNED_START] for s in of)


def rules(made: list[Any]) -> list[tuple[int, str]]:
    return [(item.row, item.field) for item in made if isinstance(item, Quarantined)]


def test_a_booking_for_each_person_known_by_address(agency: Agency) -> None:
    made = statements(agency.take(calendar(event())))
    assert [s["actor"]["account"]["name"] for s in made] == ["p1", "p2"]
    first, second = made
    assert first["object"]["id"] == second["object"]["id"]
    assert first["context"]["registration"] == second["context"]["registration"]
    assert first["context"]["extensions"] == {PLANNED_START: "2026-10-06T09:00:00Z", PLANNED_DURATION: "PT1H"}
    assert first["timestamp"] == "2026-09-15T08:00:00Z"


def test_every_statement_fits_its_template(agency: Agency) -> None:
    made = [*agency.take(calendar(event())), *agency.take(calendar(event(STATUS="CANCELLED")))]
    assert len(statements(made, "schedule")) == len(statements(made, "cancel")) == 2
    for statement in statements(made):
        template = profile.match(statement["verb"]["id"], statement["object"]["definition"]["type"])
        if template is not None:
            assert profile.faults(statement, template) == []


def test_the_same_calendar_again_says_the_same(agency: Agency) -> None:
    text = calendar(event(RRULE="FREQ=WEEKLY"))
    first, again = agency.take(text), agency.take(text, now=NOW + timedelta(hours=1))
    assert [i for i in first if isinstance(i, Statement)] == [i for i in again if isinstance(i, Statement)]


def test_only_what_is_marked_is_taken(agency: Agency) -> None:
    other = event(UID="b", CATEGORIES="Hammaslääkäri")
    by_mailbox = event("ATTENDEE:MAILTO:Mentorointi@KLV.example", UID="c", CATEGORIES=None)
    made = agency.take(calendar(other, by_mailbox, event(UID="d")))
    assert len({s["object"]["id"] for s in statements(made)}) == 2
    assert rules(made) == []


@pytest.mark.parametrize("said", ["PRIVATE", "CONFIDENTIAL", "X-SECRET"])
def test_what_is_not_public_is_dropped(agency: Agency, said: str) -> None:
    assert statements(agency.take(calendar(event(CLASS=said)))) == []
    assert len(statements(agency.take(calendar(event(CLASS="PUBLIC"))))) == 2


def test_nothing_anybody_wrote_is_found_anywhere(agency: Agency) -> None:
    canary = "Kanarialintu"
    text = event(
        f"SUMMARY:{canary}",
        f"DESCRIPTION;LANGUAGE=fi:{canary * 20}\n {canary}",
        f"LOCATION:{canary}",
        f"COMMENT:{canary}",
        f"X-ALT-DESC;FMTTYPE=text/html:<b>{canary}</b>",
        f'ATTENDEE;CN="{canary}; Pekka":mailto:{canary}@klv.example',
        f"BEGIN:VALARM\nDESCRIPTION:{canary}\nUID:{canary}\nEND:VALARM",
        CATEGORIES=f"Oppimismentorointi,{canary}",
        UID=canary,
    )
    made = agency.take(calendar(text))
    assert len(statements(made)) == 2
    assert len(rules(made)) == 1
    assert canary.casefold() not in repr(made).casefold()


@pytest.mark.parametrize(
    ("written", "zones"),
    [
        ("DTSTART;TZID=FLE Standard Time:20261006T120000", ""),
        ('DTSTART;TZID="FLE Standard Time":20261006T120000', ""),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Helsinki:20261006T120000", ""),
        ("DTSTART;TZID=Customized Time Zone:20261006T120000", ZONE),
        ("DTSTART;TZID=W. Europe Standard Time:20261006T110000", ""),
        ("DTSTART:20261006T090000Z", ""),
        ("DTSTART:20261006T120000", ""),
    ],
)
def test_times_in_any_zone_calendars_write(agency: Agency, written: str, zones: str) -> None:
    text = event(written, "DURATION:PT1H", DTSTART=None, DTEND=None)
    made = agency.take(calendar(zones, text))
    assert plans(made) == ["2026-10-06T09:00:00Z"]
    assert [i for i in made if isinstance(i, Flagged)] == []


def test_a_zone_nobody_knows_is_taken_as_helsinki_and_flagged(agency: Agency) -> None:
    broken = "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nRRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\n"
    text = event("DTSTART;TZID=Mine:20261006T120000", "DURATION:PT1H", DTSTART=None, DTEND=None)
    made = agency.take(calendar(broken, text))
    assert plans(made) == ["2026-10-06T09:00:00Z"]
    assert [i.field for i in made if isinstance(i, Flagged)] == ["DTSTART"]


def test_folded_lines_are_read_as_one_also_within_a_letter(agency: Agency) -> None:
    folded = event().replace("maija.virtanen@", "maija.vir\n tanen@").encode()
    folded = folded.replace(
        b"Oppimismentorointi", "Muu\u00e4".encode()[:4] + b"\n " + "ä".encode()[1:] + b",Oppimis\n\tmentorointi"
    )
    made = agency.take(calendar("EVENT").encode().replace(b"EVENT", folded))
    assert len(statements(made)) == 2


def test_a_series_without_end_stays_within_the_window(agency: Agency) -> None:
    text = event(RRULE="FREQ=WEEKLY;BYDAY=TU")
    found = plans(agency.take(calendar(text)))
    assert found[:2] == ["2026-10-06T09:00:00Z", "2026-10-13T09:00:00Z"]
    assert found[3] == "2026-10-27T10:00:00Z"  # winter time
    assert found[-1] <= (NOW + timedelta(days=60)).isoformat()
    assert len(found) == 8


def test_exceptions_of_a_series(agency: Agency) -> None:
    series = event("EXDATE;TZID=Europe/Helsinki:20261013T120000", RRULE="FREQ=WEEKLY;COUNT=5")
    moved = event(**{"RECURRENCE-ID": "20261020T090000Z", "DTSTART": "20261021T110000Z", "DTEND": "20261021T120000Z"})
    off = event(
        **{"RECURRENCE-ID;TZID=Europe/Helsinki": "20261027T120000"},
        STATUS="CANCELLED",
        DTSTART="20261027T100000Z",
        DTEND="20261027T110000Z",
    )
    made = agency.take(calendar(moved, series, off))
    assert plans(made) == [f"2026-{when}:00:00Z" for when in ("10-06T09", "10-21T11", "10-27T10", "11-03T10")]
    called_off = {s["object"]["id"] for s in statements(made, "cancel")}
    assert called_off == {s["object"]["id"] for s in statements(made, "schedule") if "10-27" in repr(s)}


def test_the_later_word_holds(agency: Agency) -> None:
    late = event(SEQUENCE="2", DTSTART="20261008T090000Z", DTEND="20261008T100000Z")
    for text in (calendar(event(), late), calendar(late, event(SEQUENCE="1"))):
        assert plans(agency.take(text)) == ["2026-10-08T09:00:00Z"]


def test_a_cancellation_names_the_booking_and_comes_once(agency: Agency) -> None:
    booked = statements(agency.take(calendar(event())))
    off = calendar(event(CATEGORIES=None, **{"LAST-MODIFIED": "20260930T120000Z"}), method="CANCEL")
    made = statements(agency.take(off))
    assert [s["verb"]["id"].rpartition("/")[2] for s in made] == ["cancel", "cancel"]
    assert [s["context"]["statement"]["id"] for s in made] == [s["id"] for s in booked]
    assert made[0]["object"]["id"] == booked[0]["object"]["id"]
    assert made[0]["timestamp"] == "2026-09-30T12:00:00Z"
    assert statements(agency.take(off)) == []


def test_a_session_first_heard_of_when_it_is_cancelled(agency: Agency) -> None:
    text = calendar(event(STATUS="CANCELLED"))
    assert len(statements(agency.take(text))) == 4
    assert statements(agency.take(text)) == []


def test_who_declines_or_is_invited_no_more_is_cancelled_for(agency: Agency) -> None:
    agency.take(calendar(event()))
    declined = event("ATTENDEE;PARTSTAT=DECLINED:mailto:pekka@klv.example", ATTENDEE=None)
    made = statements(agency.take(calendar(declined)), "cancel")
    assert [s["actor"]["account"]["name"] for s in made] == ["p2"]
    assert statements(agency.take(calendar(declined)), "cancel") == []


def test_whoever_was_called_off_can_be_booked_again(agency: Agency) -> None:
    first = statements(agency.take(calendar(event())))
    agency.take(calendar(event(STATUS="CANCELLED")))
    again = statements(agency.take(calendar(event())), "schedule")
    assert {s["object"]["id"] for s in again} == {s["object"]["id"] for s in first}
    assert not {s["id"] for s in again} & {s["id"] for s in first}
    assert statements(agency.take(calendar(event()))) == again
    assert len(statements(agency.take(calendar(event(STATUS="CANCELLED"))), "cancel")) == 2


def test_what_a_whole_calendar_no_longer_holds_is_cancelled_unless_it_was(agency: Agency) -> None:
    past = event(UID="b", DTSTART="20260922T090000Z", DTEND="20260922T100000Z")
    agency.take(calendar(event(), past))
    rest = calendar(event(UID="c", DTSTART="20261009T090000Z", DTEND="20261009T100000Z"))
    assert statements(agency.take(rest), "cancel") == []
    assert len(statements(agency.take(rest, whole=True), "cancel")) == 2


def test_an_empty_calendar_is_an_outage_and_cancels_nothing(agency: Agency) -> None:
    agency.take(calendar(event()))
    assert statements(agency.take(calendar(), whole=True)) == []


def test_what_was_is_not_planned_anew(agency: Agency) -> None:
    agency.take(calendar(event()))
    later = event(DTSTART="20261006T100000Z", DTEND="20261006T110000Z")
    assert statements(agency.take(calendar(later), now=NOW + timedelta(days=10))) == []


def test_rooms_and_onlookers_are_no_people(agency: Agency) -> None:
    text = event(
        "ATTENDEE;CUTYPE=ROOM:mailto:neukkari@klv.example",
        "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:someone@klv.example",
        "ATTENDEE:invalid:nomail",
    )
    assert rules(agency.take(calendar(text))) == []


def test_an_address_counts_on_the_day_it_was_held(agency: Agency) -> None:
    text = event("ATTENDEE:mailto:old@klv.example")
    assert rules(agency.take(calendar(text))) == [(4, "ATTENDEE")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"UID": None}, "UID"),
        ({"DTSTART": "20261006", "DTEND": "20261007"}, "DTSTART"),
        ({"DTSTART": "20261306T120000"}, "DTSTART"),
        ({"DTEND": None}, "DTEND"),
        ({"DTEND": "20261016T130000"}, "DTEND"),
        ({"DTSTART": None}, "DTSTART"),
        ({"RRULE": "FREQ=SECONDLY"}, "RRULE"),
        ({"RRULE": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "RRULE"),
        ({"RECURRENCE-ID;RANGE=THISANDFUTURE": "20261006T090000Z"}, "RECURRENCE-ID"),
        ({'ATTENDEE;CN="open': "mailto:x"}, "VEVENT"),
    ],
)
def test_what_cannot_be_read_is_set_aside_by_line_and_rule(
    agency: Agency, changes: dict[str, str | None], field: str
) -> None:
    made = agency.take(calendar(event(**changes), event(UID="fine")))
    assert rules(made) == [(4, field)]
    assert len(statements(made)) == 2


@pytest.mark.parametrize("text", ["", "<html>sign in</html>", "BEGIN:VCARD\nEND:VCARD\n", calendar(event())[:-20]])
def test_what_is_no_calendar_or_half_of_one_is_refused_whole(agency: Agency, text: str) -> None:
    with pytest.raises(FileRefused, match=r"mentors\.ics"):
        agency.take(text)


def test_no_series_is_expanded_for_ever(agency: Agency) -> None:
    bombs = [
        event(UID=f"u{n}", RRULE=rule, DTSTART=f"{year}0131T090000Z", DTEND=f"{year}0131T100000Z")
        for n, (year, rule) in enumerate(
            [(1970, "FREQ=DAILY"), (2012, "FREQ=DAILY"), (2020, "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29")] * 12
        )
    ]
    began = datetime.now(UTC)
    made = agency.take(calendar(*bombs))
    assert datetime.now(UTC) - began < timedelta(seconds=20)
    assert len(statements(made)) < 50_000
    assert any(isinstance(item, Quarantined) for item in made)


def test_the_head_tells_what_may_be_held(agency: Agency) -> None:
    head = agency.take(calendar())[0]
    assert isinstance(head, Head)
    assert not {"summary", "description", "location"} & set(head.taken)
