"""What the ledger knows of booked sessions: who is still to be asked, and which meeting was which booking."""

from datetime import UTC, datetime, timedelta

import pytest

from collectors.bookings import PLANNED_DURATION, PLANNED_START, meant, unconfirmed
from collectors.known import Ledger as Known
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import PutIdentities
from collectors.rows import IdentityRow

HOME = "https://lc.example/klv"
NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
SESSION = {
    "id": "https://lc.example/klv/event/1",
    "definition": {"type": "https://lc.example/xapi/activity-types/mentoring-session"},
}


def booked(course, start, session=SESSION, name="p1", **changes):
    context = {
        "registration": "ba0ecc55-afee-5bc4-a68e-b15df3fd959a",
        "extensions": {PLANNED_START: start, PLANNED_DURATION: "PT1H"},
    }
    verb = {"id": "http://activitystrea.ms/schema/1.0/schedule"}
    return course(name, home_page=HOME, verb=verb, object=session, context=context, **changes)


def attended(course, name="p1", session=SESSION):
    return course(name, home_page=HOME, verb={"id": "http://adlnet.gov/expapi/verbs/attended"}, object=session)


def cancelled(course, booking):
    verb = {"id": "http://activitystrea.ms/schema/1.0/cancel"}
    context = {"statement": {"objectType": "StatementRef", "id": booking["id"].upper()}}
    return course("p1", home_page=HOME, verb=verb, object=SESSION, context=context)


@pytest.fixture
def asked(ledger):
    return lambda person="p1", now=NOW: unconfirmed(open_reader(ledger.folder), HOME, person, now)


def test_a_session_is_asked_about_from_its_end_for_14_days(ledger, course, asked):
    ledger.accept(booked(course, "2026-04-01T10:30:00Z"))
    end = datetime(2026, 4, 1, 11, 30, tzinfo=UTC)
    (found,) = asked(now=end)
    assert (found.session, found.person_id, found.end) == (SESSION["id"], "p1", end)
    assert asked(now=end - timedelta(seconds=1)) == []
    assert len(asked(now=end + timedelta(days=14))) == 1
    assert asked(now=end + timedelta(days=14, seconds=1)) == []
    assert asked("p2", now=end) == []


def test_whoever_said_it_was_held_it_is_asked_no_more(ledger, course, asked):
    ledger.source("teams", "KLV")
    ledger.accept(booked(course, "2026-04-01T10:30:00Z"))
    ledger.accept(attended(course, "p2"), attended(course, session=SESSION | {"id": "https://lc.example/klv/event/2"}))
    assert len(asked()) == 1
    ledger.accept(attended(course), source="teams")
    assert asked() == []


def test_a_cancelled_or_voided_booking_is_not_asked_about(ledger, course, void, asked):
    booking, other = booked(course, "2026-04-01T10:30:00Z"), booked(course, "2026-04-01T09:30:00Z")
    ledger.accept(booking, other)
    ledger.accept(cancelled(course, booking))
    assert [b.statement for b in asked()] == [other["id"]]
    ledger.accept(void(other["id"]))
    assert asked() == []


def test_a_foreign_booking_that_says_too_little_is_passed_over(ledger, course, asked):
    verb = {"id": "http://activitystrea.ms/schema/1.0/schedule"}
    ledger.accept(course("p1", home_page=HOME, verb=verb, object=SESSION))
    ledger.accept(booked(course, "at noon"), booked(course, "2026-04-01T10:30:00Z"))
    assert len(asked()) == 1


def test_a_meeting_is_the_nearest_booking_within_45_minutes(ledger, course):
    near, far = booked(course, "2026-04-01T10:30:00Z"), booked(course, "2026-04-01T11:30:00Z")
    far["object"] = SESSION | {"id": "https://lc.example/klv/event/2"}
    ledger.accept(near, far)
    reader = open_reader(ledger.folder)
    at = datetime(2026, 4, 1, 10, 41, tzinfo=UTC)
    assert meant(reader, HOME, "p1", at).statement == near["id"]
    assert meant(reader, HOME, "p1", at + timedelta(minutes=30)).statement == far["id"]
    assert meant(reader, HOME, "p1", at + timedelta(hours=3)) is None


def test_a_person_by_address_in_any_case_or_by_its_sum(ledger):
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.person("p2", ("KLV-A", "2020-01-01", "9999-12-31"))
    rows = [
        IdentityRow(
            agency_id="KLV", person_id="p1", kind="mbox", value="mailto:Maija@KLV.example", valid_to="2026-03-01"
        ),
        IdentityRow(
            agency_id="KLV", person_id="p2", kind="mbox_sha1sum", value="85f6446bf853d66d7cf458074bcb615e319a8a3d"
        ),
    ]
    ledger.writer.do(PutIdentities(rows=rows))
    known = Known(open_reader(ledger.folder), "moodle", "KLV")
    assert known.person("maija@klv.example", "2026-02-01") == "p1"
    assert known.person("maija@klv.example", "2026-03-02") is None
    assert known.person("pekka@klv.example", "2026-02-01") == "p2"
    assert known.person("nobody@klv.example", "2026-02-01") is None
    assert Known(open_reader(ledger.folder), "moodle", "MH").person("maija@klv.example", "2026-02-01") is None
