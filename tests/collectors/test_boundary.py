"""The canary: what could name somebody is planted everywhere, and nothing of it crosses (law 5)."""

import json
import re
import uuid

from hypothesis import given
from hypothesis import strategies as st

from collectors.boundary import reduce, utc
from collectors.door import prepare
from schemas import profile
from schemas.journal import Stated, encode

KEY = b"k" * 32
PERSON = str(uuid.uuid4())
CANARY = "maija.meikalainen"
MAIL = f"mailto:{CANARY}@example.org"

PLANTED = {
    "id": "0f9a7cd0-0f4b-4a0a-9d0e-1c2b3a495867",
    "actor": {"objectType": "Group", "name": CANARY, "member": [{"name": CANARY, "mbox": MAIL}]},
    "verb": {"id": f"https://example.org/verbs/{CANARY}", "display": {"fi": CANARY}},
    "object": {
        "id": f"https://example.org/{CANARY}",
        "definition": {
            "type": f"https://example.org/types/{CANARY}",
            "name": {"fi": CANARY},
            "description": {"fi": CANARY},
            "moreInfo": f"https://example.org/{CANARY}",
            "extensions": {f"https://example.org/{CANARY}": CANARY},
        },
    },
    "result": {
        "response": CANARY,
        "duration": "PT1H",
        "extensions": {"https://lc.example/xapi/ext/text-shape": CANARY, f"https://example.org/{CANARY}": CANARY},
    },
    "context": {
        "registration": "3b1f7a52-6f3c-4c1e-8d70-aaaaaaaaaaaa",
        "instructor": {"mbox": MAIL, "name": CANARY},
        "team": {"objectType": "Group", "mbox": MAIL, "name": CANARY},
        "contextActivities": {"parent": [{"id": f"https://example.org/{CANARY}"}], "other": [{"id": f"x:{CANARY}"}]},
        "revision": CANARY,
        "platform": CANARY,
        "language": "fi",
        "extensions": {"https://lc.example/xapi/ext/role": CANARY, "https://lc.example/xapi/ext/mandatory": CANARY},
    },
    "attachments": [
        {
            "usageType": f"https://example.org/{CANARY}",
            "display": {"fi": CANARY},
            "description": {"fi": CANARY},
            "contentType": "text/plain",
            "length": 1,
            "sha2": "0" * 64,
            "fileUrl": f"https://example.org/{CANARY}",
        }
    ],
    "timestamp": "2026-03-02T10:00:00Z",
}


def crossed(statement):
    return reduce(statement, key=KEY, person=PERSON, agency="KLV", timestamp=statement["timestamp"])


def test_no_canary_crosses():
    reduced = json.dumps(crossed(PLANTED))
    assert "maija" not in reduced
    assert PLANTED["context"]["registration"] not in reduced
    assert PLANTED["id"] not in reduced
    assert "PT1H" in reduced


def test_no_canary_crosses_from_the_ledger(ledger):
    raw = json.dumps(PLANTED).encode()
    from collectors.ledger.work import Accept

    ledger.writer.do(Accept(source="moodle", statements=[prepare(raw)]))
    records = [r for r in ledger.records() if isinstance(r, Stated)]
    assert records
    assert b"maija" not in b"".join(encode(r) for r in records)


def test_closed_values_times_and_scores_pass(course):
    ours = course(
        verb={"id": "http://adlnet.gov/expapi/verbs/attended"},
        result={"duration": "PT90M", "score": {"raw": 3, "min": 0, "max": 4}, "success": True},
        context={
            "registration": str(uuid.uuid4()),
            "extensions": {f"{profile.BASE}/ext/role": "mentee", f"{profile.BASE}/ext/mandatory": False},
        },
    )
    reduced = crossed(ours)
    assert reduced["verb"]["id"] == "http://adlnet.gov/expapi/verbs/attended"
    assert reduced["result"] == {"duration": "PT90M", "score": {"raw": 3, "min": 0, "max": 4}, "success": True}
    assert reduced["context"]["extensions"] == {
        f"{profile.BASE}/ext/role": "mentee",
        f"{profile.BASE}/ext/mandatory": False,
    }


def test_one_activity_has_one_hash_and_two_keys_make_two(course):
    a, b = course(), course()
    assert crossed(a)["object"]["id"] == crossed(b)["object"]["id"]
    other = reduce(a, key=b"x" * 32, person=PERSON, agency="KLV", timestamp=a["timestamp"])
    assert other["object"]["id"] != crossed(a)["object"]["id"]


def test_times_cross_in_utc():
    assert utc("2026-03-02T12:00:00.5+02:00") == "2026-03-02T10:00:00.500Z"
    assert utc("2026-03-02T12:00:00") == "2026-03-02T12:00:00.000Z"


texts = st.text(alphabet=st.characters(codec="utf-8"), min_size=6, max_size=30)


@given(text=texts, place=st.sampled_from(["response", "name", "extension", "value", "language"]))
def test_free_text_never_crosses_wherever_it_stands(text, place):
    marked = f"canary{text}"
    planted = {
        "id": str(uuid.uuid4()),
        "actor": {"mbox": "mailto:a@example.org", "name": marked},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "https://example.org/x", "definition": {"name": {"fi": marked if place == "name" else ""}}},
        "result": {"response": marked, "extensions": {f"x:{marked}": marked}},
        "context": {"extensions": {f"{profile.BASE}/ext/place": marked if place == "value" else "own_task"}},
        "timestamp": "2026-03-02T10:00:00Z",
    }
    assert "canary" not in json.dumps(crossed(planted))


def test_every_reduced_statement_names_one_account_at_most(course):
    reduced = crossed(course(context={"instructor": {"mbox": MAIL}}))
    accounts = re.findall(r'"account"', json.dumps(reduced))
    assert len(accounts) == 1
    assert set(reduced["actor"]) == {"account"}


def test_a_verb_and_a_type_cross_under_the_iri_the_profile_gives_them():
    kind = "http://w3id.org/xapi/cmi5/activities/course"
    spelled = PLANTED | {"verb": {"id": "https://activitystrea.ms/schedule"}, "object": {"id": "x:y"}}
    spelled["object"]["definition"] = {"type": kind}
    reduced = crossed(spelled)
    assert reduced["verb"] == {"id": "http://activitystrea.ms/schema/1.0/schedule"}
    assert reduced["object"]["definition"] == {"type": "https://w3id.org/xapi/cmi5/activitytype/course"}
