"""What the kinds make passes the one door all statements pass, and keeps every rule of its template."""

import io
import json
from datetime import UTC, date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from collectors import kinds
from collectors.door import prepare
from collectors.kinds import Context, Statement, collect
from collectors.kinds.moments import KINDS
from schemas import profile

KLV = Context(
    source="hr", agency="KLV", home_page="https://klv.example/hr", key=b"k" * 32, now=datetime(2026, 11, 1, tzinfo=UTC)
)
EXT = f"{profile.BASE}/ext"

words = st.text(st.characters(whitelist_categories=("L", "N", "P", "S")), min_size=1, max_size=20).map(
    lambda text: "p" + text.replace('"', "'").replace(";", ",")
)
days = st.dates(date(2020, 1, 1), date(2026, 10, 31)).map(lambda day: f"{day.day}.{day.month}.{day.year}")
times = st.builds(lambda day, clock: f"{day} klo {clock.hour}.{clock.minute:02}", days, st.times(time(5), time(23)))


def one_of(extension: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *sorted(profile.VALUES[f"{EXT}/{extension}"])])


def maybe(known: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | known


minutes = st.sampled_from(["1", "45", "52,5", "1 440"])
truths = st.sampled_from(["", "kyllä", "nej", "x"])
places = {"place": one_of("place"), "initiative": one_of("initiative")}
ROWS = {
    "sessions": {
        "session_id": words,
        "series_id": words,
        "person_id": words,
        "role": st.sampled_from(sorted(profile.VALUES[f"{EXT}/role"])),
        "start": days | times,
        "duration_min": minutes,
        "status": st.sampled_from(["requested", "booked", "held", "cancelled"]),
        "recorded_at": maybe(days | times),
        "mode": one_of("session-mode"),
        "programme": maybe(words),
        "goal": maybe(words),
        **places,
    },
    "reflections": {
        "reflection_id": words,
        "person_id": words,
        "date": days | times,
        "about_id": words,
        "mode": one_of("reflection-mode"),
        "text_shape": one_of("text-shape"),
    },
    "moments": {
        "moment_id": words,
        "person_id": words,
        "date": days | times,
        "kind": st.sampled_from(sorted(KINDS)),
        "counterpart_scope": one_of("counterpart-scope"),
        **places,
    },
    "courses": {
        "person_id": words,
        "course_id": words,
        "completed_at": days | times,
        "mandatory": truths,
        "initiative": one_of("initiative"),
        "registration": maybe(words),
        "duration_min": maybe(minutes),
        "score": maybe(st.sampled_from(["0", "-1,5", "100"])),
        "platform": maybe(words),
    },
    "events": {
        "event_id": words,
        "person_id": words,
        "date": days | times,
        "kind": st.sampled_from(["workshop", "network", "story_circle"]),
        "duration_min": minutes,
        "role": one_of("role"),
        "programme": maybe(words),
        "initiative": one_of("initiative"),
    },
    "goals": {
        "goal_id": words,
        "agency_id": st.just("KLV"),
        "name_fi": words,
        "name_sv": maybe(words),
        "indicator": st.just("LC07"),
        "baseline": st.just("0,25"),
        "target": st.sampled_from(["0,45", "0,1"]),
        "start": st.sampled_from(["1.1.2025", "1.1.2027"]),
        "due": st.just("31.12.2027"),
        "value": st.just("0,3"),
        "reviewed_at": days,
        "version": st.sampled_from(["", "2"]),
    },
    "pulse": {
        "wave": st.just("klv-2026-09"),
        "batch_unit": st.sampled_from(["KLV-LUV", "KLV_2.1~a"]),
        "respondent": words,
        "item": st.sampled_from(["ps-01", "ps-07"]),
        "value": st.sampled_from(["1", "7"]),
        "scale_max": st.just("7"),
        "answered_date": maybe(days),
        "invited": maybe(st.just("1 900")),
    },
}
TEMPLATES = {
    "sessions": {"T01", "T02", "T03", "T04"},
    "events": {"T11", "T12"},
    "goals": {"T13", "T14"},
    "reflections": {"T05"},
    "moments": {"T06", "T07", "T08", "T09", "T10", "T11"},
    "courses": {"T16"},
    "pulse": {"T15"},
}


@settings(max_examples=150)
@given(st.data())
def test_statements_pass_the_door_and_keep_their_templates_rules(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(ROWS)))
    rows = data.draw(st.lists(st.fixed_dictionaries(ROWS[kind]), min_size=1, max_size=3))
    file = "\n".join([";".join(ROWS[kind]), *(";".join(row[field] for field in ROWS[kind]) for row in rows)])
    made = [item for item in collect(kind, io.BytesIO(file.encode()), KLV) if isinstance(item, Statement)]
    assert made
    for item in made:
        assert prepare(item.body).id == item.id
        statement = json.loads(item.body)
        template = profile.match(statement["verb"]["id"], statement["object"]["definition"]["type"])
        assert template is not None
        assert template.id in TEMPLATES[kind]
        assert profile.faults(statement, template) == []


def test_every_kind_of_moment_is_one_the_profile_knows() -> None:
    for kind, (template, *_) in KINDS.items():
        verb = "shared" if kind == "story" else "experienced"
        found = profile.match(f"http://adlnet.gov/expapi/verbs/{verb}", f"{profile.BASE}/activity-types/{kind}")
        assert found is not None
        assert (found.id, found.kind or "story") == (template, kind)


OTHERS = {"persons", "units", "identities", "analysis"}
"""Kinds of reference rows."""
FOREIGN = {"statements"}
"""As other systems made them."""
NO_ROWS = {"calendar"}
"""Its statements are checked as all are, where its tests make them."""


def test_every_kind_is_among_them() -> None:
    """A new one is added to ROWS and TEMPLATES; all it makes in whatever test is checked too (conftest.py)."""
    assert set(kinds.KINDS) == ROWS.keys() | OTHERS | FOREIGN | NO_ROWS
    assert ROWS.keys() == TEMPLATES.keys()


def test_every_template_but_withdrawal_is_some_kinds() -> None:
    assert set().union(*TEMPLATES.values()) == {template.id for template in profile.TEMPLATES} - {"T17"}
