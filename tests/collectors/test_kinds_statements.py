"""Rows become statements, kind by kind: what is in them, and what is set aside why."""

import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from collectors.keyed import keyed
from collectors.kinds import Context, Reference, Statement, collect
from collectors.quarantine import FileRefused, Flagged, Quarantined, Unstated
from collectors.rows import WaveRow

KEY = b"k" * 32
KLV = Context(
    source="hr", agency="KLV", home_page="https://klv.example/hr", key=KEY, now=datetime(2026, 11, 1, 9, tzinfo=UTC)
)
EXT = "https://lc.example/xapi/ext/"
TYPES = "https://lc.example/xapi/activity-types/"


def items(kind: str, header: str, *rows: str) -> list[Any]:
    return list(collect(kind, io.BytesIO("\n".join([header, *rows]).encode()), KLV))


def statements(made: Sequence[Any]) -> list[dict[str, Any]]:
    return [json.loads(item.body) for item in made if isinstance(item, Statement)]


def aside(made: Sequence[Any]) -> list[tuple[int, str]]:
    return [(item.row, item.field) for item in made if isinstance(item, Quarantined)]


def rule(made: Sequence[Any]) -> str:
    [item] = [item for item in made if isinstance(item, Quarantined)]
    return item.rule


SESSIONS = "session_id;series_id;person_id;role;start;duration_min;status;mode;programme;goal;initiative;place"


def test_a_held_session_is_one_statement_for_each_participant() -> None:
    made = items(
        "sessions",
        SESSIONS,
        "s1;r1;p1;Mentor;18.3.2025 klo 13.00;60;held;pair;mentor-2024;Uusi työ/2;employee;mentoring",
        "s1;r1;p2;mentee;18.3.2025 klo 13.00;60;held;pair;;;;",
    )
    one, two = statements(made)
    assert one["verb"]["id"] == "http://adlnet.gov/expapi/verbs/attended"
    assert one["verb"]["display"] == {"en": "attended", "fi": "osallistui", "sv": "deltog i"}
    assert one["object"]["definition"]["type"] == f"{TYPES}mentoring-session"
    assert (
        one["object"]["id"] == two["object"]["id"] == f"https://lc.example/klv/event/{keyed(KEY, 'event', 'hr', 's1')}"
    )
    assert one["context"]["registration"] == two["context"]["registration"]
    assert one["id"] != two["id"]
    assert one["result"] == {"duration": "PT1H"}
    assert one["timestamp"] == "2025-03-18T12:00:00Z"
    assert one["context"]["extensions"] == {
        f"{EXT}role": "mentor",
        f"{EXT}session-mode": "pair",
        f"{EXT}initiative": "employee",
        f"{EXT}place": "mentoring",
    }
    assert two["context"]["extensions"] == {f"{EXT}role": "mentee", f"{EXT}session-mode": "pair"}
    assert [a["id"] for a in one["context"]["contextActivities"]["grouping"]] == [
        "https://lc.example/klv/programme/mentor-2024",
        "https://lc.example/klv/goal/Uusi%20ty%C3%B6%2F2",
    ]
    [category] = one["context"]["contextActivities"]["category"]
    assert category["id"] == "https://lc.example/xapi/v1"
    assert category["definition"]["type"] == "http://adlnet.gov/expapi/activities/profile"


@pytest.mark.parametrize("status", ["no_show", "No show"])
def test_a_missed_session_is_counted_and_nothing_of_it_is_kept(status: str) -> None:
    made = items("sessions", SESSIONS, f"s1;r1;p1;mentor;18.3.2027 13.00;;{status};;;;;")
    assert [i for i in made if isinstance(i, Unstated)] == [
        Unstated(2, "status", "tell of a missed session: counted, nothing kept")
    ]
    assert not statements(made)
    assert not aside(made)


RECORDED = f"{SESSIONS};recorded_at"


def test_a_session_is_requested_booked_cancelled_and_held_in_one_activity_and_series() -> None:
    row = "s1;r1;p1;mentee;18.3.2025 13.00;60;{};pair;mentor-2024;;;;{}"
    times = {"requested": "1.3.2025", "booked": "3.3.2025 9.00", "cancelled": "10.3.2025 9.00", "held": ""}
    made = statements(items("sessions", RECORDED, *(row.format(*pair) for pair in times.items())))
    requested, booked, cancelled, held = made
    assert [s["verb"]["id"].rpartition("/")[2] for s in made] == ["request", "schedule", "cancel", "attended"]
    assert len({s["object"]["id"] for s in made}) == len({s["context"]["registration"] for s in made}) == 1
    assert len({s["id"] for s in made}) == 4
    assert cancelled["context"]["statement"] == {"objectType": "StatementRef", "id": booked["id"]}
    assert booked["context"]["extensions"] == {
        "http://id.tincanapi.com/extension/planned-start-time": "2025-03-18T11:00:00Z",
        "http://id.tincanapi.com/extension/planned-duration": "PT1H",
    }
    assert [s["timestamp"] for s in made] == [
        "2025-03-01T10:00:00Z",
        "2025-03-03T07:00:00Z",
        "2025-03-10T07:00:00Z",
        "2025-03-18T12:00:00Z",
    ]
    assert not {"result"} & (requested.keys() | booked.keys() | cancelled.keys())
    assert held["result"] == {"duration": "PT1H"}


def test_a_plan_ahead_has_no_time_of_its_own_and_a_past_one_counts_from_when_it_was_planned_for() -> None:
    past, ahead = statements(
        items(
            "sessions",
            RECORDED,
            "s1;r1;p1;mentee;18.3.2025 13.00;60;booked;;;;;;",
            "s2;r1;p1;mentee;18.3.2027 13.00;60;booked;;;;;;",
        )
    )
    assert past["timestamp"] == "2025-03-18T11:00:00Z"
    assert "timestamp" not in ahead
    made = items("sessions", RECORDED, "s2;r1;p1;mentee;18.3.2027 13.00;60;booked;;;;;;2.11.2026 9.00")
    assert aside(made) == [(2, "recorded_at")]


EVENTS = "event_id;person_id;date;kind;duration_min;role;programme;initiative"


def test_workshops_network_events_and_story_circles() -> None:
    workshop, network, circle = statements(
        items(
            "events",
            EVENTS,
            "e1;p1;3.11.2025 9.00;workshop;180;mentee;mentor-2024;employer",
            "e2;p1;4.11.2025;network;240;;;",
            "e3;p1;5.11.2025;Story circle;45;peer;;joint",
        )
    )
    assert workshop["object"]["definition"]["type"] == f"{TYPES}workshop"
    assert workshop["timestamp"] == "2025-11-03T10:00:00Z"
    assert workshop["result"] == {"duration": "PT3H"}
    [programme] = workshop["context"]["contextActivities"]["grouping"]
    assert programme["id"] == "https://lc.example/klv/programme/mentor-2024"
    assert network["object"]["definition"]["type"] == "http://activitystrea.ms/schema/1.0/event"
    assert network["timestamp"] == "2025-11-04T10:00:00Z"
    assert circle["object"]["definition"]["type"] == f"{TYPES}story-circle"
    assert circle["context"]["extensions"] == {f"{EXT}role": "peer", f"{EXT}initiative": "joint"}


def test_agencies_meet_in_a_network_event_and_nowhere_else() -> None:
    def activity(kind: str, agency: str) -> str:
        context = msgspec.structs.replace(KLV, agency=agency, source=agency)
        file = io.BytesIO(f"{EVENTS}\ne1;p1;3.11.2025;{kind};60;;;\n".encode())
        [made] = statements(list(collect("events", file, context)))
        found: str = made["object"]["id"]
        return found

    assert activity("network", "KLV") == activity("network", "MH")
    assert activity("workshop", "KLV") != activity("workshop", "MH")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("e1;p1;3.11.2027;workshop;60;;;", "date"),
        ("e1;p1;3.11.2025;party;60;;;", "kind"),
        ("e1;p1;3.11.2025;workshop;;;;", "duration_min"),
        ("e1;p1;3.11.2025;workshop;0;;;", "duration_min"),
        ("e1;p1;3.11.2025;workshop;60;boss;;", "role"),
        (";p1;3.11.2025;workshop;60;;;", "event_id"),
    ],
)
def test_an_event_that_cannot_be_taken(row: str, field: str) -> None:
    assert aside(items("events", EVENTS, row)) == [(2, field)]


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        ("s1;r1;p1;boss;18.3.2025 13.00;60;held;;;;;", "role", "facilitator, mentee, mentor, observer, peer"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;60;maybe;;;;;", "status", "booked, cancelled, held"),
        ("s1;r1;p1;mentor;18.3.2027 13.00;60;held;;;;;", "start", "future"),
        ("s1;r1;p1;mentor;30.3.2025 3.30;60;held;;;;;", "start", "clocks went forward"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;0;held;;;;;", "duration_min", "at most a day"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;1441;held;;;;;", "duration_min", "at most a day"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;1 h;held;;;;;", "duration_min", "a number is expected"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;;held;;;;;", "duration_min", "either a duration or an end"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;60;held;trio;;;;", "mode", "group, pair"),
        ("s1;r1;p1;mentor;18.3.2025 13.00;60;held;;;;;bar", "place", "one of these"),
        (f"s1;r1;{'p' * 201};mentor;18.3.2025 13.00;60;held;;;;;", "person_id", "at most 200"),
        ('s1;r1;"p\n1";mentor;18.3.2025 13.00;60;held;;;;;', "person_id", "line breaks"),
    ],
)
def test_a_session_that_cannot_be_taken_names_field_and_rule(row: str, field: str, says: str) -> None:
    made = items("sessions", SESSIONS, row)
    assert aside(made) == [(2, field)]
    assert says in rule(made)


def test_an_end_does_as_well_as_a_duration() -> None:
    header = "session_id;series_id;person_id;role;start;end;status"
    [one] = statements(items("sessions", header, "s1;r1;p1;peer;3.11.2025 9.00;3.11.2025 10.30;held"))
    assert one["result"] == {"duration": "PT1H30M"}
    assert one["timestamp"] == "2025-11-03T08:30:00Z"
    assert aside(items("sessions", header, "s1;r1;p1;peer;3.11.2025 9.00;3.11.2025 9.00;held")) == [(2, "end")]


def test_a_session_in_the_doubled_hour_is_flagged_and_one_over_it_lasts_as_long_as_it_says() -> None:
    made = items(
        "sessions",
        SESSIONS,
        "s1;r1;p1;peer;26.10.2025 3.30;60;held;;;;;",
        "s2;r1;p1;peer;26.10.2025 2.30;120;held;;;;;",
    )
    assert [(i.row, i.field) for i in made if isinstance(i, Flagged)] == [(2, "start")]
    assert [s["timestamp"] for s in statements(made)] == ["2025-10-26T01:30:00Z", "2025-10-26T01:30:00Z"]


def test_a_session_known_by_its_day_only_ends_at_noon() -> None:
    [one] = statements(items("sessions", SESSIONS, "s1;r1;p1;peer;29.2.2024;52,5;held;;;;;"))
    assert one["timestamp"] == "2024-02-29T10:00:00Z"
    assert one["result"] == {"duration": "PT52M30S"}


def test_a_column_keeps_to_one_decimal_mark() -> None:
    row = "s{};r1;p1;peer;3.11.2025 9.00;{};held;;;;;"
    made = items("sessions", SESSIONS, row.format(1, "52,5"), row.format(2, "52.5"), row.format(3, "60"))
    assert aside(made) == [(3, "duration_min")]
    assert "comma and with a point" in rule(made)


REFLECTIONS = "reflection_id;person_id;date;about_id;mode;text_shape"


def test_a_reflection_points_at_the_session_or_the_moment_it_is_about() -> None:
    [session] = statements(items("sessions", SESSIONS, "s1;r1;p1;peer;3.11.2025 9.00;60;held;;;;;"))
    [moment] = statements(items("moments", "moment_id;person_id;date;kind", "m1;p1;3.11.2025;success"))
    one, two = statements(
        items(
            "reflections", REFLECTIONS, "f1;p1;5.11.2025 klo 16.00;s1;written;medium", "f2;p1;6.11.2025;m1;spoken;none"
        )
    )
    assert one["context"]["contextActivities"]["parent"] == [{"id": session["object"]["id"]}]
    assert two["context"]["contextActivities"]["parent"] == [{"id": moment["object"]["id"]}]
    assert one["verb"]["id"] == "https://lc.example/xapi/verbs/reflected"
    assert one["object"]["definition"]["type"] == f"{TYPES}reflection"
    assert one["result"] == {"extensions": {f"{EXT}text-shape": "medium", f"{EXT}reflection-mode": "written"}}
    assert (one["timestamp"], two["timestamp"]) == ("2025-11-05T14:00:00Z", "2025-11-06T10:00:00Z")


@pytest.mark.parametrize("column", ["text", "Teksti", "fritext", "Response", "Vapaa kommentti", "text (2)"])
def test_a_file_with_reflections_texts_is_refused(column: str) -> None:
    with pytest.raises(FileRefused, match="free text"):
        items("reflections", f"{REFLECTIONS};{column}", "f1;p1;5.11.2025;s1;written;medium;")


def test_a_reflection_of_an_unknown_mode_is_set_aside() -> None:
    assert aside(items("reflections", REFLECTIONS, "f1;p1;5.11.2025;s1;sung;none")) == [(2, "mode")]
    assert aside(items("reflections", REFLECTIONS, "f1;p1;5.11.2025;s1;written;novel")) == [(2, "text_shape")]


MOMENTS = "moment_id;person_id;date;kind;place;initiative;counterpart_scope;crafting_type;help_event_id"


KINDS = ("problem_solved", "success", "experiment", "failure", "job_crafting", "help_given", "help_received")


@pytest.mark.parametrize("kind", [*KINDS, "feedback_given", "feedback_received", "observation"])
def test_each_kind_of_moment_has_its_own_type(kind: str) -> None:
    [one] = statements(items("moments", MOMENTS, f"m1;p1;3.11.2025;{kind};own_task;joint;;;"))
    assert one["verb"]["id"] == "http://adlnet.gov/expapi/verbs/experienced"
    assert one["object"]["definition"]["type"] == f"{TYPES}{kind.replace('_', '-')}"
    assert set(one["object"]["definition"]["name"]) == {"en", "fi", "sv"}
    assert one["timestamp"] == "2025-11-03T10:00:00Z"
    assert one["context"]["extensions"] == {f"{EXT}initiative": "joint", f"{EXT}place": "own_task"}


def test_two_who_met_in_one_help_event_point_at_it() -> None:
    one, two = statements(
        items(
            "moments",
            MOMENTS,
            "m1;p1;3.11.2025;help given;;;other_unit;;h1",
            "m2;p2;3.11.2025;help received;;;other_unit;;h1",
        )
    )
    assert one["context"]["contextActivities"]["parent"] == two["context"]["contextActivities"]["parent"]
    [event] = one["context"]["contextActivities"]["parent"]
    assert event["definition"]["type"] == f"{TYPES}help-event"
    assert one["context"]["extensions"] == {f"{EXT}counterpart-scope": "other_unit"}
    assert one["object"]["id"] != two["object"]["id"]


def test_what_belongs_to_other_kinds_of_moment_is_set_aside() -> None:
    made = items(
        "moments",
        MOMENTS,
        "m1;p1;3.11.2025;success;;;;hindering_demands;",
        "m2;p1;3.11.2025;success;;;;;h1",
        "m3;p1;3.11.2025;job_crafting;;;;hindering_demands;",
        "m4;p1;3.11.2025;miracle;;;;;",
    )
    assert aside(made) == [(2, "crafting_type"), (3, "help_event_id"), (5, "kind")]
    [crafted] = statements(made)
    assert crafted["context"]["extensions"] == {f"{EXT}crafting-type": "hindering_demands"}


def test_a_day_still_before_its_noon_waits() -> None:
    made = items("moments", MOMENTS, "m1;p1;31.10.2026;success;;;;;", "m2;p1;1.11.2026;success;;;;;")
    assert aside(made) == [(3, "date")]
    assert "send today's rows later" in rule(made)


COURSES = "person_id;course_id;completed_at;mandatory;initiative;registration;duration_min;score;platform"


def test_a_completed_course() -> None:
    full, bare = statements(
        items("courses", COURSES, "p1;c 1;3.11.2025 klo 9.05;ei;employer;e7;90;4,5;Moodle", "p1;c 1;4.11.2025;;;;;;")
    )
    assert full["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert full["object"]["definition"]["type"] == "https://w3id.org/xapi/cmi5/activitytype/course"
    assert full["object"]["id"] == bare["object"]["id"]
    assert full["result"] == {"completion": True, "duration": "PT1H30M", "score": {"raw": 4.5}}
    assert full["context"]["platform"] == "Moodle"
    assert full["context"]["extensions"] == {f"{EXT}mandatory": False, f"{EXT}initiative": "employer"}
    assert full["timestamp"] == "2025-11-03T07:05:00Z"
    assert bare["result"] == {"completion": True}
    assert bare["context"].keys() == {"contextActivities"}


def test_a_completion_is_one_by_registration_or_by_day() -> None:
    made = statements(
        items(
            "courses",
            COURSES,
            *(
                f"p1;c1;{when};;;{reg};;;"
                for when, reg in (
                    ("3.11.2025 9.00", ""),
                    ("4.11.2025 9.00", ""),
                    ("5.11.2025 9.00", "e1"),
                    ("6.11.2025 9.00", "e2"),
                )
            ),
        )
    )
    assert len({one["id"] for one in made}) == 4
    again = items("courses", COURSES, "p1;c1;5.11.2025;;;e1;;;", "p1;c1;6.11.2025;;;e1;;;")
    assert aside(again) == [(3, "(row)")]


def test_a_registration_that_is_a_uuid_stays_what_the_platform_calls_it() -> None:
    given = "E18158A2-bf24-5a88-a005-9167896c5c4d"
    [one] = statements(items("courses", COURSES, f"p1;c1;3.11.2025;;;{given};;;"))
    assert one["context"]["registration"] == given.lower()


@pytest.mark.parametrize(
    "given", ["00000000-0000-0000-0000-000000000000", "01890a5d-ac96-774b-bcce-b302099a8057", "e7"]
)
def test_what_xapi_would_not_take_as_a_registration_is_hashed(given: str) -> None:
    [one] = statements(items("courses", COURSES, f"p1;c1;3.11.2025;;;{given};;;"))
    assert one["context"]["registration"] == keyed(KEY, "registration", "hr", given)


PULSE = "wave;batch_unit;respondent;item;value;scale_max;answered_date;invited"


def test_a_pulse_answer_is_the_waves_own_and_speaks_of_a_day() -> None:
    [one] = statements(items("pulse", PULSE, "klv-2025-09;KLV-LUV;w-5f;load-time;4;5;3.9.2025 klo 13.37;620"))
    assert one["actor"]["account"] == {"homePage": "https://pulse.lc.example/klv/klv-2025-09", "name": "w-5f"}
    assert one["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert one["object"]["id"] == "https://lc.example/pulse/items/load-time"
    assert one["object"]["definition"]["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
    assert [step["id"] for step in one["object"]["definition"]["scale"]] == list("12345")
    assert one["result"] == {"response": "4", "score": {"raw": 4, "min": 1, "max": 5}}
    activities = one["context"]["contextActivities"]
    assert [a["id"] for a in activities["grouping"]] == [
        "https://lc.example/klv/pulse/klv-2025-09",
        "https://lc.example/klv/pulse/klv-2025-09/batch/KLV-LUV",
    ]
    assert activities["parent"][0]["definition"]["type"] == "http://id.tincanapi.com/activitytype/survey"
    assert one["timestamp"] == "2025-09-03T09:00:00Z"


def test_a_wave_is_told_before_its_first_answer_and_again_when_more_is_known() -> None:
    made = items(
        "pulse",
        PULSE,
        "klv-2025-09;KLV-LUV;w1;load-time;4;5;3.9.2025;",
        "klv-2025-09;KLV-VAL;w2;load-time;4;5;3.9.2025;480",
        "klv-2025-09;KLV-LUV;w3;load-time;4;5;2.9.2025;620",
        "klv-2025-09;KLV-LUV;w4;load-time;4;5;2.9.2025;621",
    )
    order = ["wave" if isinstance(i, Reference) else "answer" for i in made if isinstance(i, Reference | Statement)]
    assert order == ["wave", "answer", "wave", "answer", "answer", "answer", "wave"]
    waves = [i.value for i in made if isinstance(i, Reference)]
    luv = {"wave": "klv-2025-09", "agency_id": "KLV", "unit": "KLV-LUV"}
    assert waves[0] == WaveRow(**luv, invited=None, opened="2025-09-03")
    assert waves[-1] == WaveRow(**luv, invited=620, opened="2025-09-02")
    assert [(i.row, i.field) for i in made if isinstance(i, Flagged)] == [(5, "invited")]


def test_an_answer_without_a_day_has_no_timestamp() -> None:
    made = items("pulse", "wave;batch_unit;respondent;item;value;scale_max", "w1;U1;r1;ps-01;7;7")
    [one] = statements(made)
    assert "timestamp" not in one
    assert [i.value.opened for i in made if isinstance(i, Reference)] == ["2026-11-01"]


@pytest.mark.parametrize(
    ("row", "field", "says"),
    [
        ("w;U;r;load-time;6;5;;", "value", "from 1 to scale_max"),
        ("w;U;r;load-time;0;5;;", "value", "from 1 to scale_max"),
        ("w;U;r;load-time;4,0;5;;", "value", "a decimal comma does not belong here"),
        ("w;U;r;load-time;4;7;;", "scale_max", "another scale"),
        ("w;U;r;mood;4;5;;", "item", "one of these"),
        ("w/1;U;r;load-time;4;5;;", "wave", "part of an address"),
        ("w;Ä 1;r;load-time;4;5;;", "batch_unit", "part of an address"),
        ("w;U;r;load-time;4;5;2.11.2026;", "answered_date", "future"),
        ("w;U;r;load-time;4;5;;0", "invited", "at least one"),
        ("w;U;r;load-time;4;5;;12,5", "invited", "a whole number"),
    ],
)
def test_an_answer_that_cannot_be_taken_names_field_and_rule(row: str, field: str, says: str) -> None:
    made = items("pulse", PULSE, row)
    assert aside(made) == [(2, field)]
    assert says in rule(made)
    assert not [i for i in made if isinstance(i, Reference)]
