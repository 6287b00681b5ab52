"""Two versions on one server (1.0.3: Communication 2.8, 3.3; 2.0: 4.1.2, 4.1.6.7)."""

import pytest

from collectors.lrs import versions

HEADER = "X-Experience-API-Version"
RESOURCES = (
    "/statements",
    "/activities/state",
    "/activities/profile",
    "/agents/profile",
    "/agents",
    "/activities",
)


@pytest.mark.parametrize("path", RESOURCES)
@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("1.0", "1.0.3"),
        ("1.0.0", "1.0.3"),
        ("1.0.9", "1.0.3"),
        ("2.0", "2.0.0"),
        ("2.0.0", "2.0.0"),
        ("2.0.7", "2.0.0"),
    ],
)
def test_each_line_is_answered_in_its_newest_version(store, path, asked, answered):
    answer = store(asked).get(path, params={"no such parameter": "1"})
    assert answer.status_code == 400
    assert answer.json()["path"] != HEADER
    assert answer.headers.get_list(HEADER) == [answered]


@pytest.mark.parametrize("path", RESOURCES)
@pytest.mark.parametrize(
    "asked", [None, "", "0.9", "0.95", "1.1", "2", "2.1.0", "20.0", "2.0.0, 1.0.3", "2.0.x", "٢.٠"]
)
def test_any_other_version_is_refused(store, path, asked):
    lrs = store()
    del lrs.headers[HEADER]
    answer = lrs.get(path, headers={} if asked is None else {HEADER: asked.encode()})
    assert (answer.status_code, answer.json()["path"]) == (400, HEADER)


@pytest.mark.parametrize("spoken", ["1.0.3", "2.0.0"])
def test_without_a_version_it_answers_as_the_source_spoke_last(store, spoken):
    lrs, other = store(spoken), store("2.0.0" if spoken == "1.0.3" else "1.0.3")
    for client in (lrs, other):
        client.get("/about")
    answer = lrs.get("/statements", headers={HEADER: ""})
    assert (answer.status_code, answer.headers[HEADER]) == (400, spoken)


def test_what_is_remembered_of_senders_is_bounded(store):
    lrs = store()
    lrs.auth = None
    for number in range(versions.REMEMBERED + 10):
        lrs.get("/about", headers={"Authorization": f"Basic {number}", HEADER: "2.0.0"})
    assert lrs.get("/about", headers={"Authorization": "Basic 1", HEADER: ""}).headers[HEADER] == "1.0.3"


def test_about_tells_a_client_of_1_0_no_version_it_does_not_know(store):
    assert store("1.0.1").get("/about").json()["version"] == ["1.0.3", "1.0.2", "1.0.1", "1.0.0"]
    assert store("2.0.0").get("/about").json()["version"] == ["2.0.0", "1.0.3", "1.0.2", "1.0.1", "1.0.0"]


@pytest.mark.parametrize("version", [None, "0.9", "2.0.0"])
def test_about_needs_neither_version_nor_credentials(store, version):
    lrs = store()
    lrs.auth = None
    del lrs.headers[HEADER]
    answer = lrs.get("/about/", headers={HEADER: version} if version else {})
    assert (answer.status_code, answer.json()["extensions"]) == (200, {})


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/statements"), ("PUT", "/agents"), ("POST", "/about")])
def test_another_method_is_refused_with_those_that_are_served(store, method, path):
    answer = store("2.0.0").request(method, path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.headers[HEADER] == "2.0.0"
    assert "activities/state" in answer.json()["error"]


@pytest.mark.parametrize("path", RESOURCES)
def test_wrong_credentials_answer_401_everywhere(store, path):
    lrs = store()
    for auth in (("RobCIsNot", "x"), None):
        lrs.auth = auth
        assert lrs.get(path).status_code == 401
