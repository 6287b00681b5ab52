"""Nobody's change is lost (1.0.3: Communication 3.1; 2.0: 4.1.4)."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

AGENT = json.dumps({"mbox": "mailto:maija@klv.example"})
COURSE = "https://lms.klv.example/course/7"
STATE = ("/activities/state", {"activityId": COURSE, "agent": AGENT, "stateId": "s"})
ACTIVITY = ("/activities/profile", {"activityId": COURSE, "profileId": "p"})
AGENTS = ("/agents/profile", {"agent": AGENT, "profileId": "p"})
each_resource = pytest.mark.parametrize(("path", "at"), [STATE, ACTIVITY, AGENTS])
profiles = pytest.mark.parametrize(("path", "at"), [ACTIVITY, AGENTS])
each_version = pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
OLD, NEW = {"said": "old"}, {"said": "new"}


@pytest.fixture
def lrs(store, version, path, at):
    """One document is there."""
    client = store(version)
    client.post(path, params=at, json=OLD)
    return client


@each_version
@each_resource
def test_the_etag_is_the_quoted_sha1_of_the_content(lrs, path, at):
    got = lrs.get(path, params=at)
    assert got.headers["ETag"] == f'"{hashlib.sha1(got.content, usedforsecurity=False).hexdigest()}"'


@each_version
@each_resource
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("tag", ['"1234"', "1234", '"', '"a", "b"', ""])
def test_another_etag_changes_nothing(lrs, path, at, method, tag):
    body = {} if method == "DELETE" else {"json": NEW}
    answer = lrs.request(method, path, params=at, headers={"If-Match": tag}, **body)
    assert (answer.status_code, answer.json()["path"]) == (412, "If-Match")
    assert lrs.get(path, params=at).json() == OLD


@each_version
@each_resource
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("dress", ["{}", "W/{}", '"other", {}', "*"])
def test_the_etag_that_was_read_lets_the_change_in(lrs, path, at, method, dress):
    tag = dress.format(lrs.get(path, params=at).headers["ETag"])
    body = {} if method == "DELETE" else {"json": NEW}
    assert lrs.request(method, path, params=at, headers={"If-Match": tag}, **body).status_code == 204
    got = lrs.get(path, params=at)
    assert got.status_code == 404 if method == "DELETE" else got.json() == NEW


@each_version
@each_resource
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_if_none_match_takes_new_documents_only(lrs, path, at, method):
    headers = {"If-None-Match": "*"}
    assert lrs.request(method, path, params=at, headers=headers, json=NEW).status_code == 412
    assert lrs.get(path, params=at).json() == OLD
    lrs.delete(path, params=at)
    assert lrs.request(method, path, params=at, headers=headers, json=NEW).status_code == 204


@each_version
@each_resource
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_if_match_of_what_is_not_there_is_refused(lrs, path, at, method):
    lrs.delete(path, params=at)
    body = {} if method == "DELETE" else {"json": NEW}
    assert lrs.request(method, path, params=at, headers={"If-Match": "*"}, **body).status_code == 412


@each_version
@profiles
def test_a_put_that_says_nothing_does_not_replace_a_profile(lrs, path, at):
    answer = lrs.put(path, params=at, json=NEW)
    assert answer.status_code == 409
    assert "ETag" in answer.json()["error"]
    assert lrs.get(path, params=at).json() == OLD


@pytest.mark.parametrize(("version", "status"), [("1.0.3", 204), ("2.0.0", 409)])
@pytest.mark.parametrize(("path", "at"), [STATE])
def test_a_put_that_says_nothing_replaces_a_state_in_1_0_3_only(lrs, path, at, status):
    assert lrs.put(path, params=at, json=NEW).status_code == status
    assert lrs.get(path, params=at).json() == (NEW if status == 204 else OLD)


@pytest.mark.parametrize(("version", "status"), [("1.0.3", 400), ("2.0.0", 204)])
@profiles
def test_a_new_profile_needs_a_header_in_1_0_3_only(store, version, path, at, status):
    assert store(version).put(path, params=at, json=NEW).status_code == status


@each_resource
def test_of_many_who_read_the_same_one_changes_it(store, path, at):
    lrs = store()
    lrs.post(path, params=at, json={"n": 0})
    tag = lrs.get(path, params=at).headers["ETag"]

    def change(n):
        return lrs.put(path, params=at, json={"n": n}, headers={"If-Match": tag}).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(change, range(1, 25)))
    assert answers == [204] + [412] * 23


def test_no_merge_of_many_at_once_is_lost(store):
    path, at = STATE
    lrs = store()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: lrs.post(path, params=at, json={f"k{n}": n}).status_code, range(40)))
    assert answers == [204] * 40
    assert lrs.get(path, params=at).json() == {f"k{n}": n for n in range(40)}
