"""States and profiles (1.0.3: Communication 2.2, 2.3, 2.6, 2.7; 2.0: 4.1.6.2, 4.1.6.5, 4.1.6.6)."""

import json
from email.utils import parsedate_to_datetime

import pytest

from collectors.door import REFLECTION_TEXT
from schemas.reduced import PULSE_DOMAIN

AGENT = {"account": {"homePage": "https://lms.klv.example", "name": "4711"}}
GROUP = {"objectType": "Group", "mbox": "mailto:team@klv.example"}
COURSE = "https://lms.klv.example/course/7"
REGISTRATION = "6d1f5a3e-0000-4000-8000-000000000002"
NEW = {"If-None-Match": "*"}

STATE = ("/activities/state", {"activityId": COURSE, "agent": json.dumps(AGENT)}, "stateId")
ACTIVITY = ("/activities/profile", {"activityId": COURSE}, "profileId")
AGENTS = ("/agents/profile", {"agent": json.dumps(AGENT)}, "profileId")
each_resource = pytest.mark.parametrize(("path", "place", "key"), [STATE, ACTIVITY, AGENTS])
each_version = pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])


@each_version
@each_resource
def test_a_document_comes_back_byte_for_byte(store, version, path, place, key):
    lrs, at = store(version), place | {key: "bookmark"}
    sent = b"\x00\xff, not text"
    answer = lrs.put(path, params=at, content=sent, headers=NEW | {"Content-Type": "image/x-made-up; a=b"})
    assert (answer.status_code, answer.content) == (204, b"")
    got = lrs.get(path, params=at)
    assert got.content == sent
    assert got.headers["Content-Type"] == "image/x-made-up; a=b"
    assert parsedate_to_datetime(got.headers["Last-Modified"])
    assert got.headers["X-Experience-API-Version"] == version


@each_resource
def test_head_says_what_get_says_without_the_body(store, path, place, key):
    lrs, at = store(), place | {key: "bookmark"}
    lrs.post(path, params=at, json={"page": 7})
    got, head = lrs.get(path, params=at), lrs.head(path, params=at)
    named = ("content-length", "etag", "last-modified", "content-type")
    assert [head.headers[name] for name in named] == [got.headers[name] for name in named]
    assert head.content == b""


@each_resource
def test_post_merges_the_top_level_of_json_objects(store, path, place, key):
    lrs, at = store(), place | {key: "bookmark"}
    lrs.post(path, params=at, content=b'{"a": 1.50, "b": {"x": 1}}', headers={"Content-Type": "application/json"})
    lrs.post(path, params=at, json={"b": {"y": 2}, "c": 3})
    got = lrs.get(path, params=at)
    assert got.json() == {"a": 1.5, "b": {"y": 2}, "c": 3}
    assert "1.50" in got.text, "what stays, stays as it was sent"


@each_resource
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"text"),
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b'{"a":1,"a":2}'),
        ("application/json", b"[" * 100_000),
    ],
)
def test_what_is_no_json_object_merges_into_none(store, path, place, key, kind, body):
    lrs, at = store(), place | {key: "bookmark"}
    lrs.post(path, params=at, json={"a": 1})
    assert lrs.post(path, params=at, content=body, headers={"Content-Type": kind}).status_code == 400
    assert lrs.get(path, params=at).json() == {"a": 1}


@pytest.mark.parametrize(("kind", "body"), [("text/plain", b"{}"), ("application/json", b"{broken")])
def test_nothing_merges_into_what_is_no_json_object(store, kind, body):
    lrs, at = store(), STATE[1] | {"stateId": "s"}
    lrs.put(STATE[0], params=at, content=body, headers={"Content-Type": kind})
    assert lrs.post(STATE[0], params=at, json={"a": 1}).status_code == 400
    assert lrs.get(STATE[0], params=at).content == body


@each_resource
def test_ids_are_listed_and_since_leaves_out_what_did_not_change_later(store, path, place, key):
    lrs = store()
    assert lrs.get(path, params=place).json() == []
    lrs.post(path, params=place | {key: "b"}, json={})
    lrs.post(path, params=place | {key: "a"}, json={})
    assert lrs.get(path, params=place).json() == ["b", "a"]
    assert lrs.get(path, params=place | {"since": "2026-01-01T00:00:00Z"}).json() == ["b", "a"]
    assert lrs.get(path, params=place | {"since": "2126-01-01T00:00:00+02:00"}).json() == []


@each_resource
def test_delete_takes_one_and_again_is_no_fault(store, path, place, key):
    lrs, at = store(), place | {key: "bookmark"}
    lrs.post(path, params=at, json={})
    for _ in range(2):
        assert lrs.delete(path, params=at).status_code == 204
    assert lrs.get(path, params=at).status_code == 404


def test_a_state_with_a_registration_is_another_than_one_without(store):
    path, place, key = STATE
    lrs, without = store(), place | {key: "s"}
    within = without | {"registration": REGISTRATION}
    lrs.put(path, params=without, json={"in": None})
    lrs.put(path, params=within, json={"in": "registration"})
    assert lrs.get(path, params=without).json() == {"in": None}
    assert lrs.get(path, params=within | {"registration": REGISTRATION.upper()}).json() == {"in": "registration"}
    lrs.delete(path, params=place | {"registration": REGISTRATION})
    assert lrs.get(path, params=within).status_code == 404
    assert lrs.get(path, params=without).status_code == 200


def test_without_a_registration_states_of_all_are_listed_and_cleared(store):
    path, place, key = STATE
    lrs = store()
    for name, more in (("s", {}), ("s", {"registration": REGISTRATION}), ("t", {"registration": REGISTRATION})):
        lrs.put(path, params=place | {key: name} | more, json={})
    elsewhere = place | {"activityId": COURSE + "/2", key: "s"}
    lrs.put(path, params=elsewhere, json={})
    assert lrs.get(path, params=place).json() == ["s", "t"]
    assert lrs.delete(path, params=place).status_code == 204
    assert lrs.get(path, params=place).json() == []
    assert lrs.get(path, params=elsewhere).status_code == 200


@each_resource
def test_profiles_and_states_under_one_name_do_not_meet(store, path, place, key):
    lrs = store()
    lrs.post(path, params=place | {key: "same"}, json={})
    for other, there, name in (STATE, ACTIVITY, AGENTS):
        status = lrs.get(other, params=there | {name: "same"}).status_code
        assert status == (200 if other == path else 404)


def test_an_agent_is_known_by_its_identifier_alone(store):
    path, lrs = AGENTS[0], store()
    lrs.post(path, params={"agent": json.dumps(AGENT | {"name": "Maija"}), "profileId": "p"}, json={"a": 1})
    assert lrs.get(path, params={"agent": json.dumps(AGENT | {"objectType": "Agent"}), "profileId": "p"}).json()


@pytest.mark.parametrize("agent", [GROUP, {"account": {"homePage": f"{PULSE_DOMAIN}/w-1", "name": "a"}}])
def test_documents_of_a_group_or_of_a_pulse_stand_for_no_person(store, ledger, agent):
    before = len(ledger.records())
    answer = store().post(AGENTS[0], params={"agent": json.dumps(agent), "profileId": "p"}, json={})
    assert answer.status_code == 204
    assert len(ledger.records()) == before
    assert ledger.writer._connection.execute("select count(*) from person").fetchone() == (0,)


@each_version
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@each_resource
def test_each_parameter_is_needed_checked_and_known(store, version, method, path, place, key):
    lrs, at = store(version), place | {key: "s"}
    wrong = [at | {"unknown": "1"}, {name.upper(): value for name, value in at.items()}]
    wrong += [{n: v for n, v in at.items() if n != missing} for missing in place]
    if method in ("PUT", "POST") or (method == "DELETE" and path != STATE[0]):
        wrong.append(place)
    if "agent" in place:
        wrong += [at | {"agent": bad} for bad in ("true", "not JSON", "{}", '{"mbox":"x"}', '{"objectType":"Group"}')]
    if "activityId" in place:
        wrong += [at | {"activityId": bad} for bad in ("no scheme", "")]
    if path == STATE[0]:
        wrong.append(at | {"registration": "true"})
    if method == "GET":
        wrong.append(place | {"since": "yesterday"})
    for parameters in wrong:
        body = {} if method in ("GET", "DELETE") else {"json": {}, "headers": NEW}
        answer = lrs.request(method, path, params=parameters, **body)
        assert (answer.status_code, "error" in answer.json()) == (400, True), parameters


@each_resource
def test_both_slash_forms_answer(store, path, place, key):
    lrs, at = store(), place | {key: "s"}
    assert lrs.post(path + "/", params=at, json={}).status_code == 204
    assert lrs.get(path, params=at).status_code == 200


@pytest.mark.parametrize(
    ("scope", "opens"),
    [
        ("state", {STATE[0]}),
        ("profile", {ACTIVITY[0], AGENTS[0]}),
        ("all", {STATE[0], ACTIVITY[0], AGENTS[0]}),
        ("statements/read", set()),
        ("statements/write", set()),
    ],
)
def test_scopes_open_what_they_say(store, scope, opens):
    lrs = store("1.0.3", scope)
    for path, place, key in (STATE, ACTIVITY, AGENTS):
        for method in ("GET", "POST", "DELETE"):
            status = lrs.request(method, path, params=place | {key: "s"}).status_code
            assert (status != 403) == (path in opens), (method, path)


def test_a_document_cannot_act_as_a_page_of_ours(store):
    path, place, key = ACTIVITY
    lrs, at = store(), place | {key: "s"}
    lrs.put(path, params=at, content=b"<script>1</script>", headers=NEW | {"Content-Type": "text/html"})
    got = lrs.get(path, params=at).headers
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("iri", sorted(REFLECTION_TEXT))
@pytest.mark.parametrize("written", [json.dumps, lambda value: json.dumps(value, indent=1).replace("/", r"\/")])
def test_the_text_of_a_reflection_is_refused_in_documents_too(store, method, kind, iri, written):
    lrs, at = store(), STATE[1] | {"stateId": "s"}
    body = written({"attempt": [{iri: "what I learned"}]})
    answer = lrs.request(method, STATE[0], params=at, content=body, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["path"]) == (403, "body")
    assert lrs.get(STATE[0], params=at).status_code == 404
    assert lrs.put(STATE[0], params=at, json={"uses": iri}).status_code == 204


def test_a_document_that_is_too_large_answers_413(store):
    answer = store().put(STATE[0], params=STATE[1] | {"stateId": "s"}, content=b" " * (17 * 1024 * 1024))
    assert answer.status_code == 413
