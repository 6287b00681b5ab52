"""Agents and activities (1.0.3: Communication 2.4, 2.5; 2.0: 4.1.6.3, 4.1.6.4)."""

import json

import pytest

ACCOUNT = {"homePage": "https://lms.klv.example", "name": "4711"}
COURSE = "https://lms.klv.example/course/7"


def about(statement, definition, iri=COURSE):
    return statement | {"object": {"id": iri, "definition": definition}}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"account": ACCOUNT, "name": "Maija"}, {"account": [ACCOUNT], "name": ["Maija"]}),
        ({"objectType": "Agent", "mbox": "mailto:m@klv.example"}, {"mbox": ["mailto:m@klv.example"]}),
        ({"mbox_sha1sum": "a" * 40}, {"mbox_sha1sum": ["a" * 40]}),
        ({"openid": "https://m.example/"}, {"openid": ["https://m.example/"]}),
    ],
)
@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_an_agent_is_told_as_a_person_of_lists(store, version, asked, told):
    answer = store(version).get("/agents", params={"agent": json.dumps(asked)})
    assert answer.json() == {"objectType": "Person"} | told


def test_a_person_is_told_by_what_was_asked_with_only(store, ledger, course):
    """Who knows one identifier of somebody does not learn the others."""
    ledger.unit("KLV-A")
    ledger.person("p-maija", ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.identity("p-maija", "4711")
    lrs = store()
    lrs.post("/statements", json=course("4711", actor={"account": ACCOUNT, "name": "Maija"}))
    answer = lrs.get("/agents", params={"agent": json.dumps({"account": ACCOUNT})})
    assert answer.json() == {"objectType": "Person", "account": [ACCOUNT]}


@pytest.mark.parametrize("asked", [None, "", "true", "[]", '{"objectType":"Agent"}', '{"mbox":"mailto:a@b.fi","x":1}'])
def test_what_is_no_agent_is_refused(store, asked):
    answer = store().get("/agents", params={} if asked is None else {"agent": asked})
    assert (answer.status_code, answer.json()["path"].partition(".")[0]) == (400, "agent")


def test_an_activity_is_told_with_all_that_statements_say_of_it(store, course):
    lrs = store()
    first = {"name": {"fi": "Kurssi"}, "type": "https://w3id.org/xapi/cmi5/activitytype/course"}
    lrs.post("/statements", json=[about(course(), first), about(course(), {"name": {"sv": "Kurs"}})])
    told = lrs.get("/activities", params={"activityId": COURSE}).json()
    assert told == {
        "objectType": "Activity",
        "id": COURSE,
        "definition": first | {"name": {"fi": "Kurssi", "sv": "Kurs"}},
    }


def test_an_activity_nobody_spoke_of_is_told_by_its_id(store):
    told = store().get("/activities", params={"activityId": COURSE}).json()
    assert told == {"objectType": "Activity", "id": COURSE}


def test_what_was_voided_or_is_another_sources_tells_nothing(store, course, void):
    lrs, mine = store(), store("1.0.3", "statements/write", "statements/read/mine")
    sent = about(course(), {"name": {"fi": "Väärin"}})
    lrs.post("/statements", json=sent)
    told = {"objectType": "Activity", "id": COURSE}
    assert "definition" in lrs.get("/activities", params={"activityId": COURSE}).json()
    assert mine.get("/activities", params={"activityId": COURSE}).json() == told
    lrs.post("/statements", json=void(sent["id"]))
    assert lrs.get("/activities", params={"activityId": COURSE}).json() == told


@pytest.mark.parametrize("parameters", [{}, {"activityId": "no scheme"}, {"activityId": COURSE, "format": "ids"}])
def test_wrong_parameters_of_activities_answer_400(store, parameters):
    assert store().get("/activities", params=parameters).status_code == 400


@pytest.mark.parametrize(
    ("path", "parameters"),
    [("/agents", {"agent": json.dumps({"account": ACCOUNT})}), ("/activities", {"activityId": COURSE}), ("/about", {})],
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_head_says_what_get_says_without_the_body(store, path, parameters, slash):
    lrs = store("2.0.0")
    got, head = (lrs.request(method, path + slash, params=parameters) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-length", "content-type", "x-experience-api-version"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize("path", ["/agents", "/activities"])
def test_who_only_writes_statements_reads_neither(store, path):
    assert store("1.0.3", "statements/write").get(path).status_code == 403
    assert store("1.0.3", "state").get(path).status_code == 400
