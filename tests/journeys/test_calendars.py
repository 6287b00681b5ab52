"""A subscribed calendar over real HTTP: read, read again, called off, confirmed; and servers that misbehave."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from collectors.bookings import unconfirmed
from collectors.ledger.sqlite import open_reader
from tests.journeys.conftest import DECLARED, Hr, Installation, employer

SECRET = "sesame-91af"
CANARY = "Kanarialintu"


def event(uid, start, *more):
    end = start + timedelta(hours=1)
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"SUMMARY:{CANARY}",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{end:%Y%m%dT%H%M%SZ}",
            "CATEGORIES:Mentorointi",
            f'ORGANIZER;CN="{CANARY}":mailto:Maija@klv.example',
            f"ATTENDEE;CN={CANARY}:mailto:pekka@klv.example",
            f"DESCRIPTION:{CANARY}",
            *more,
            "END:VEVENT\r\n",
        ]
    )


def calendar(*events):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


@pytest.fixture(scope="module")
def agency(tmp_path_factory):
    """A data folder with an agency of two people known by their addresses, and a source for the calendar."""
    installation = Installation(tmp_path_factory.mktemp("agency") / "data")
    hr = employer(installation, installation.folder.parent / "files")
    hr.hand_over("units", "unit_id;parent_id;agency_id;name_fi;name_sv;valid_from;valid_to\nKLV;;KLV;K;Ö;2020-01-01;\n")
    hr.hand_over("persons", "person_id;unit_id;valid_from;valid_to\np1;KLV;2020-01-01;\np2;KLV;2020-01-01;\n")
    addresses = "KLV;p1;mbox;maija@klv.example\nKLV;p2;mbox;pekka@klv.example\n"
    hr.hand_over("identities", "agency_id;person_id;kind;value\n" + addresses)
    installation.run("source", "add", "outlook", "--agency", "KLV", "--feeds", "mentoring", *DECLARED)
    return installation.folder


@pytest.fixture
def subscribed(agency, installation, site, tmp_path):
    """The agency, each test's own copy, and a settings file that subscribes to the site."""
    shutil.copytree(agency, installation.folder)
    path = tmp_path / "lahde.toml"
    installation.environment |= {"LAHDE_SETTINGS": str(path), "CAL_USER": "lahde", "CAL_SECRET": SECRET}

    def write(path_of_calendar="/cal.ics", more=""):
        path.write_text(
            f"""[calendars.mentors]
url = "{site.address}{path_of_calendar}"
source = "outlook"
category = "Mentorointi"
key_env = "CAL_USER"
secret_env = "CAL_SECRET"
{more}""",
            "utf-8",
        )
        return installation

    return write


@pytest.fixture
def hr(subscribed, installation, tmp_path):
    return Hr(installation, tmp_path / "files")


def statements(installation):
    rows = open_reader(installation.folder).execute("select body from statement order by seq").fetchall()
    return [json.loads(body) for (body,) in rows]


def soon(hours):
    return datetime.now(UTC).replace(microsecond=0) + timedelta(hours=hours)


@pytest.mark.parametrize("served", [True, pytest.param(False, marks=pytest.mark.ci)])
def test_booked_read_again_called_off(subscribed, site, served):
    installation = subscribed()
    if served:
        installation.start()
    first, second = event("a", soon(30)), event("b", soon(40))
    site.answers["/cal.ics"] = lambda _: (200, {"ETag": '"1"'}, calendar(first, second))
    assert "4 added" in installation.run("calendars").stderr
    site.answers["/cal.ics"] = lambda headers: (304 if headers["If-None-Match"] == '"1"' else 200, {}, b"")
    assert "unchanged" in installation.run("calendars", "mentors").stderr
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(first))
    again = installation.run("calendars").stderr
    assert "2 added" in again
    assert "2 known already" in again
    verbs = [s["verb"]["id"].rpartition("/")[2] for s in statements(installation)]
    assert verbs == ["schedule"] * 4 + ["cancel"] * 2
    (shown,) = installation.status()["watched"]
    assert (shown["kind"], shown["name"], shown["fault"], shown["added"]) == ("calendar", "mentors", "", 2)


@pytest.mark.ci
def test_nothing_of_titles_names_or_secrets_stays(subscribed, site):
    installation, start = subscribed(), soon(30)
    unknown = event("a", start, f"ATTENDEE;CN={CANARY}:mailto:{CANARY}@elsewhere.example")
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(unknown))
    done = installation.run("calendars", check=False)
    assert done.returncode == 3
    for file in installation.folder.rglob("*"):
        content = file.read_bytes().lower() if file.is_file() else b""
        assert CANARY.lower().encode() not in content
        assert SECRET.encode() not in content
    assert CANARY.lower() not in (done.stdout + done.stderr + json.dumps(installation.status())).lower()
    assert [q["field"] for q in installation.status()["quarantine"]] == ["ATTENDEE"]
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(event("a", start)))
    installation.run("calendars")
    assert installation.status()["quarantine"] == []


@pytest.mark.ci
def test_a_session_that_was_booked_is_asked_about_until_somebody_says_it_was_held(subscribed, site, hr):
    installation = subscribed()
    start = soon(-30)
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(event("a", start)))
    installation.run("calendars")

    def asked():
        reader = open_reader(installation.folder)
        return [unconfirmed(reader, "https://lc.example/klv", p, datetime.now(UTC)) for p in ("p1", "p2")]

    assert [len(found) for found in asked()] == [1, 1]
    columns = "session_id;series_id;person_id;role;start;duration_min;status\n"
    hr.hand_over("sessions", f"{columns}a;a;p1;mentor;{start:%Y-%m-%d %H:%MZ};55;held\n", source="outlook")
    assert [len(found) for found in asked()] == [0, 1]
    held = statements(installation)[-1]
    assert held["object"]["id"] == asked()[1][0].session
    assert held["context"]["registration"] == asked()[1][0].series


def report(start):
    """Of a Teams meeting that began ten minutes late, with somebody who had not been invited."""
    late = start + timedelta(minutes=10)
    rows = "".join(
        f"X\t{late:%Y-%m-%d %H:%MZ}\t{late:%Y-%m-%d %H:%MZ}\t45m\t{who}@klv.example\t{role}\t\n"
        for who, role in (("uusi", "Attendee"), ("maija", "Organizer"), ("pekka", "Attendee"))
    )
    head = f"Meeting Summary\nMeeting Title\tMentorointi\nMeeting Start Time\t{late:%Y-%m-%d %H:%MZ}\n\n"
    return f"{head}Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\n{rows}"


@pytest.mark.ci
def test_an_attendance_report_confirms_the_booking_for_all_who_were_there(subscribed, site, hr, tmp_path):
    installation, start = subscribed(), soon(-50)
    hr.hand_over("persons", "person_id;unit_id;valid_from;valid_to\np3;KLV;2020-01-01;\n")
    hr.hand_over("identities", "agency_id;person_id;kind;value\nKLV;p3;mbox;uusi@klv.example\n")
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(event("a", start)))
    installation.run("calendars")
    booked = statements(installation)
    path = tmp_path / "report.csv"
    path.write_text(report(start), "utf-16")
    command = ("collect", "sessions", str(path), "--mapping", "teams-attendance", "--source", "hr")
    assert "3 added" in installation.run(*command).stderr
    held = statements(installation)[-3:]
    assert {s["object"]["id"] for s in held} == {booked[0]["object"]["id"]}
    assert {s["context"]["registration"] for s in held} == {booked[0]["context"]["registration"]}
    assert "0 added, 3 known already" in installation.run(*command).stderr
    reader = open_reader(installation.folder)
    assert unconfirmed(reader, "https://lc.example/klv", "p2", datetime.now(UTC)) == []


@pytest.mark.ci
def test_a_moved_session_is_the_same_booking_said_anew(subscribed, site):
    installation = subscribed()
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(event("a", soon(30))))
    installation.run("calendars")
    for hours in (31, 30):  # there and back again
        site.answers["/cal.ics"] = lambda _, hours=hours: (200, {}, calendar(event("a", soon(hours))))
        installation.run("calendars")
    made = statements(installation)
    verbs = [s["verb"]["id"].rpartition("/")[2] for s in made]
    assert verbs.count("schedule") == 6
    assert verbs.count("voided") == 4
    assert "cancel" not in verbs
    assert len({s["object"]["id"] for s in made if s["verb"]["id"].endswith("schedule")}) == 1
    site.answers["/cal.ics"] = lambda _: (200, {}, calendar(event("a", soon(30), "STATUS:CANCELLED")))
    installation.run("calendars")
    cancelled = [s for s in statements(installation) if s["verb"]["id"].endswith("cancel")]
    standing = [s["id"] for s in made if s["verb"]["id"].endswith("schedule")][-2:]
    assert sorted(s["context"]["statement"]["id"] for s in cancelled) == sorted(standing)


def _endless():
    while True:
        yield b"DESCRIPTION:" + b"x" * 65_000 + b"\r\n"


def test_the_login_goes_to_its_own_host_only(subscribed, site):
    other = type(site)()
    try:
        installation = subscribed()
        site.answers["/cal.ics"] = lambda _: (302, {"Location": "/moved.ics"}, b"")
        site.answers["/moved.ics"] = lambda _: (200, {}, calendar(event("a", soon(30))))
        installation.run("calendars")
        assert [("Authorization" in headers) for _, headers in site.asked] == [True, True]
        other.answers["/cal.ics"] = lambda _: (200, {}, calendar())
        site.answers["/cal.ics"] = lambda _: (302, {"Location": f"{other.address}/cal.ics"}, b"")
        assert installation.run("calendars", check=False).returncode == 1
        assert other.asked == []
    finally:
        other.close()


@pytest.mark.ci
@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((401, {}, b"who?"), "does not let us in"),
        ((404, {}, b""), "nothing at this address"),
        ((500, {}, b"boom"), "answered 500"),
        ((200, {}, b"<html>Sign in</html>"), "no iCalendar file"),
        ((200, {"Content-Length": "90000"}, b"BEGIN:VCALENDAR\r\n"), "broke off"),
        ((200, {}, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), "cut off"),
        ((302, {"Location": "/cal.ics"}, b""), "leads on more than"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "not https"),
        ((302, {"Location": "https://10.0.0.1/cal.ics"}, b""), "network inside"),
        ((302, {"Location": "https://[::1]/cal.ics"}, b""), "network inside"),
        ((302, {"Location": "https://169.254.169.254/latest"}, b""), "network inside"),
    ],
)
def test_what_goes_wrong_is_one_line_and_is_remembered(subscribed, site, answer, why):
    installation = subscribed()
    site.answers["/cal.ics"] = lambda _: answer
    done = installation.run("calendars", check=False)
    assert done.returncode == 1
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert why in installation.status()["watched"][0]["fault"]


@pytest.mark.ci
def test_a_calendar_without_end_is_cut_off(subscribed, site):
    installation = subscribed()
    site.answers["/cal.ics"] = lambda _: (
        200,
        {},
        (part for parts in ([b"BEGIN:VCALENDAR\r\n"], _endless()) for part in parts),
    )
    done = installation.run("calendars", check=False)
    assert done.returncode == 1
    assert "more than 64 MB" in done.stderr


@pytest.mark.ci
def test_one_that_fails_does_not_stop_the_others(subscribed, site):
    installation = subscribed(
        more=f'[calendars.later]\nurl = "{site.address}/later.ics"\nsource = "hr"\nmailbox = "x@y.z"\n'
    )
    site.answers["/cal.ics"] = lambda _: (500, {}, b"")
    site.answers["/later.ics"] = lambda _: (200, {}, calendar())
    done = installation.run("calendars", check=False)
    assert done.returncode == 1
    assert "later: 0 added" in done.stderr
    assert {w["name"]: bool(w["fault"]) for w in installation.status()["watched"]} == {"mentors": True, "later": False}


@pytest.mark.parametrize("url", ["http://klv.example/c.ics", "ftp://klv.example/c.ics", "file:///etc/passwd", "klv"])
def test_only_https_is_fetched(subscribed, site, tmp_path, url):
    installation = subscribed()
    path = tmp_path / "lahde.toml"
    path.write_text(path.read_text().replace(f"{site.address}/cal.ics", url))
    done = installation.run("calendars", check=False)
    assert done.returncode == 1
    assert "https" in done.stderr or "no server of this name" in done.stderr
