"""Which statements of another record store are taken, and what is changed of them: as little as can be."""

import json

import pytest

from collectors.sources.selection import Selection
from schemas.statement.refusal import Refused

BODY = b"""{"actor": {"account": {"homePage": "https://lms.example", "name": "7"}},
 "verb": {"id": "https://x.example/finished"}, "result": {"score": {"raw": 4.50}},
 "authority": {"mbox": "mailto:admin@lms.example"},
 "object": {"id": "https://lms.example/c", "definition": {"type": "https://x.example/course"}}}"""
TEXT = """
verbs = ["http://adlnet.gov/expapi/verbs/completed"]
home_pages = ["https://lms.example"]
[aliases]
"https://x.example/finished" = "http://adlnet.gov/expapi/verbs/completed"
"""


def nobody(_):
    return False


def test_an_alias_changes_what_it_names_and_nothing_else():
    taken = Selection.of(TEXT).take(BODY, nobody)
    assert json.loads(taken)["verb"] == {"id": "http://adlnet.gov/expapi/verbs/completed"}
    assert b'{"raw": 4.50}' in taken
    assert b"authority" in taken


def test_authority_is_dropped_and_all_else_stays_as_sent():
    taken = Selection.of('drop_authority = true\nverbs = ["https://x.example/finished"]').take(BODY, nobody)
    assert "authority" not in json.loads(taken)
    assert json.loads(taken)["object"] == json.loads(BODY)["object"]
    assert b'{"raw": 4.50}' in taken


def test_untouched_where_nothing_is_asked_for():
    assert Selection.of('types = ["https://x.example/course"]').take(BODY, nobody) == BODY


@pytest.mark.parametrize(
    "text",
    [
        "",  # fits no template
        'verbs = ["http://adlnet.gov/expapi/verbs/completed"]',
        'types = ["https://x.example/lesson"]',
        'verbs = ["https://x.example/finished"]\nhome_pages = ["https://other.example"]',
    ],
)
def test_everything_else_is_passed_over(text):
    assert Selection.of(text).take(BODY, nobody) is None


def test_without_a_list_what_fits_the_profile_is_taken():
    fitting = BODY.replace(b"https://x.example/finished", b"http://adlnet.gov/expapi/verbs/completed")
    fitting = fitting.replace(b"https://x.example/course", b"https://w3id.org/xapi/cmi5/activitytype/course")
    assert Selection().take(fitting, nobody) == fitting


def test_a_voiding_follows_what_it_voids():
    voiding = json.loads(BODY) | {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": "A"},
    }
    raw = json.dumps(voiding).encode()
    assert Selection().take(raw, lambda i: i == "A") == raw
    assert Selection().take(raw, nobody) is None


@pytest.mark.parametrize("raw", [b"{", b'{"verb": 7}', b'{"verb":{"id":"x"},"object":[],"actor":""}', b"[]"])
def test_what_cannot_be_read_is_for_the_door_to_refuse(raw):
    assert Selection.of(TEXT).take(raw, nobody) == raw


@pytest.mark.parametrize(
    ("text", "rule"), [("verbs =", "not valid TOML"), ("verbs = 7", "verbs"), ("verb = []", "verb")]
)
def test_a_mapping_with_a_fault_is_told_what_there_is(text, rule):
    with pytest.raises(Refused, match=rule):
        Selection.of(text)
