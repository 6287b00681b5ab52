"""Forms of statements: exact, ids, canonical (Communication 2.1.3; 2.0: 4.1.6.1), and times in UTC (2.0: 4.2.4.2)."""

import json

import pytest

KARI = {"objectType": "Agent", "mbox": "mailto:kari@klv.example", "name": "Aallotar Kari"}
TEAM = {"objectType": "Group", "mbox": "mailto:team@klv.example", "name": "Team", "member": [KARI]}
PAIR = {"objectType": "Group", "name": "Pair", "member": [KARI, {"openid": "https://id.klv.example/1", "name": "X"}]}
VERB = {"id": "https://klv.example/verbs/kept", "display": {"en-GB": "kept", "fi": "piti"}}
CHOICES = [{"id": "a", "description": {"fi": "Kyllä", "en": "Yes"}}, {"id": "b"}]
LAMP = {
    "objectType": "Activity",
    "id": "https://klv.example/lamp",
    "definition": {
        "name": {"en": "Lamp", "fi": "Valo"},
        "description": {"sv": "Fyr"},
        "type": "https://klv.example/types/lamp",
        "interactionType": "choice",
        "choices": CHOICES,
        "extensions": {"https://klv.example/x": {"fi": "not a text"}},
    },
}


def got(lrs, statement, version="1.0.3", language="", **asked):
    headers = {"X-Experience-API-Version": version} | ({"Accept-Language": language} if language else {})
    asked["statementId"] = statement["id"]
    return lrs.get("/statements", params=asked, headers=headers).json()


@pytest.fixture
def lrs(store):
    return store("2.0.0")


@pytest.fixture
def full(lrs, course):
    """A statement that names things everywhere, stored."""
    context = {
        "instructor": KARI,
        "team": TEAM,
        "contextActivities": {"parent": [LAMP], "other": LAMP},
        "contextAgents": [{"objectType": "contextAgent", "agent": KARI, "relevantTypes": ["https://klv.example/t"]}],
        "contextGroups": [{"objectType": "contextGroup", "group": PAIR}],
        "language": "fi",
    }
    inner = {"objectType": "SubStatement", "actor": PAIR, "verb": VERB, "object": LAMP}
    sent = course(actor=TEAM, verb=VERB, object=inner, context=context)
    assert lrs.post("/statements", json=sent).json() == [sent["id"]]
    return sent


def test_exact_is_what_was_sent_but_for_activities_that_stood_alone(lrs, full):
    for asked in ({}, {"format": "exact"}):
        found = got(lrs, full, **asked)
        for name in ("actor", "verb", "object"):
            assert found[name] == full[name]
        assert found["context"]["contextActivities"] == {"parent": [LAMP], "other": [LAMP]}
        assert found["context"] | {"contextActivities": 0} == full["context"] | {"contextActivities": 0}


def test_an_activity_of_a_substatement_comes_in_a_list_too(lrs, course):
    inner = {name: course()[name] for name in ("actor", "verb", "object")}
    inner |= {"objectType": "SubStatement", "context": {"contextActivities": {"grouping": {"id": "x:y"}}}}
    sent = course(object=inner)
    lrs.post("/statements", json=sent)
    assert got(lrs, sent)["object"]["context"]["contextActivities"] == {"grouping": [{"id": "x:y"}]}


def test_ids_keeps_what_identifies(lrs, full):
    found = got(lrs, full, format="ids")
    kari, verb, lamp = {"objectType": "Agent", "mbox": KARI["mbox"]}, {"id": VERB["id"]}, {"id": LAMP["id"]}
    team = {"objectType": "Group", "mbox": TEAM["mbox"]}
    pair = {"objectType": "Group", "member": [kari, {"openid": "https://id.klv.example/1"}]}
    assert (found["actor"], found["verb"]) == (team, verb)
    assert found["object"] == {"objectType": "SubStatement", "actor": pair, "verb": verb, "object": lamp}
    assert found["context"] == {
        "instructor": kari,
        "team": team,
        "contextActivities": {"parent": [lamp], "other": [lamp]},
        "contextAgents": [{"objectType": "contextAgent", "agent": kari, "relevantTypes": ["https://klv.example/t"]}],
        "contextGroups": [{"objectType": "contextGroup", "group": pair}],
        "language": "fi",
    }
    assert found["timestamp"] == full["timestamp"]


@pytest.mark.parametrize(
    ("language", "verb", "name", "choice"),
    [("fi", "fi", "fi", "fi"), ("sv, en;q=0.5, fi;q=0.4", "en-GB", "en", "en"), ("", "en-GB", "en", "fi")],
)
def test_canonical_chooses_for_each_map_by_itself(lrs, full, language, verb, name, choice):
    found = got(lrs, full, format="canonical", language=language)
    shown = found["object"]["object"]["definition"]
    assert found["verb"]["display"].keys() == {verb}
    assert shown["name"].keys() == {name}
    assert shown["description"] == {"sv": "Fyr"}
    assert shown["choices"][0]["description"].keys() == {choice}
    assert shown["choices"][1] == {"id": "b"}
    assert shown["extensions"] == LAMP["definition"]["extensions"]
    assert found["context"]["contextActivities"]["other"][0]["definition"] == shown
    assert (found["actor"], found["context"]["team"]) == (TEAM, TEAM)


def test_canonical_knows_what_others_said_of_the_activity(lrs, full, course):
    bare = course(object={"id": LAMP["id"]})
    lrs.post("/statements", json=bare)
    assert got(lrs, bare, format="canonical", language="fi")["object"]["definition"]["name"] == {"fi": "Valo"}
    assert "definition" not in got(lrs, bare)["object"]


def test_who_reads_their_own_statements_only_learns_nothing_of_others(store, full, course):
    own, bare = store("2.0.0", "statements/write", "statements/read/mine"), course(object={"id": LAMP["id"]})
    own.post("/statements", json=bare)
    assert "definition" not in got(own, bare, format="canonical")["object"]


def test_pages_come_in_every_form(lrs, full):
    for form in ("ids", "canonical", "exact"):
        (found,) = lrs.get("/statements", params={"format": form}).json()["statements"]
        assert found["id"] == full["id"]


@pytest.mark.parametrize("form", ["", "IDS", "full"])
def test_other_forms_are_refused(lrs, form):
    assert lrs.get("/statements", params={"format": form}).status_code == 400


def test_times_are_in_utc_in_2_0(lrs, course):
    inner = {name: course()[name] for name in ("actor", "verb", "object")}
    inner |= {"objectType": "SubStatement", "timestamp": "2026-03-02T12:00:00+02:00"}
    sent = course(object=inner, timestamp="2026-03-02T23:30:00.25-05:00")
    lrs.post("/statements", json=sent)
    found = got(lrs, sent, "2.0.0")
    assert found["timestamp"] == "2026-03-03T04:30:00.250000Z"
    assert found["object"]["timestamp"] == "2026-03-02T10:00:00Z"
    assert got(lrs, sent, "1.0.3")["timestamp"] == sent["timestamp"]
    exact = course(timestamp="2026-03-02T10:00:00.123456789Z")
    lrs.post("/statements", json=exact)
    assert got(lrs, exact, "2.0.0")["timestamp"] == exact["timestamp"]


def test_a_statement_is_of_the_version_it_was_sent_in(lrs, course):
    for version, shown in (("1.0.2", "1.0.0"), ("2.0", "2.0.0")):
        sent = course()
        lrs.post("/statements", json=sent, headers={"X-Experience-API-Version": version})
        assert {got(lrs, sent, asked)["version"] for asked in ("1.0.3", "2.0.0")} == {shown}
    kept = course(version="1.0.1")
    lrs.post("/statements", json=kept)
    assert got(lrs, kept)["version"] == "1.0.1"


def test_numbers_stay_as_they_were_written(lrs, course):
    raw = json.dumps(course(context={"contextActivities": {"parent": {"id": "x:y"}}}))[:-1]
    raw += ', "result": {"extensions": {"https://klv.example/x": [1e400, 1.50]}}}'
    (made,) = lrs.post("/statements", content=raw, headers={"Content-Type": "application/json"}).json()
    for form in ("exact", "ids", "canonical"):
        text = lrs.get("/statements", params={"statementId": made, "format": form}).text
        assert '{"https://klv.example/x": [1e400, 1.50]}' in text
