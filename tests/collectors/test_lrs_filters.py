"""Filters of GET /statements: what is related, and what is about what matches (Communication 2.1.3; 2.0: 4.1.6.1)."""

import itertools
import json

import pytest

from collectors.ledger.work import Withdraw

LAMP, TOWER = "https://klv.example/lamp", "https://klv.example/tower"
KARI = {"mbox": "mailto:kari@klv.example"}
VERB = {"id": "https://klv.example/verbs/lit"}


@pytest.fixture
def lrs(store):
    return store("2.0.0")


def found(lrs, **asked):
    answer = lrs.get("/statements", params=asked)
    assert answer.status_code == 200, answer.text
    return [statement["id"] for statement in answer.json()["statements"]]


def send(lrs, *statements):
    for statement in statements:
        assert lrs.post("/statements", json=statement).status_code == 200
    return [statement["id"] for statement in statements]


def about(course, target, **changes):
    return course(object={"objectType": "StatementRef", "id": target["id"]}, **changes)


def inside(course, **changes):
    inner = {name: course()[name] for name in ("actor", "verb", "object")} | changes
    return course(object={"objectType": "SubStatement"} | inner)


PLACES = {
    "parent": {"context": {"contextActivities": {"parent": {"id": LAMP}}}},
    "grouping": {"context": {"contextActivities": {"grouping": [{"id": TOWER}, {"id": LAMP}]}}},
    "category": {"context": {"contextActivities": {"category": [{"id": LAMP}]}}},
    "other": {"context": {"contextActivities": {"other": [{"id": LAMP}]}}},
}


@pytest.mark.parametrize("place", PLACES)
def test_an_activity_in_the_context_is_related(lrs, course, place):
    sent = course(**PLACES[place])
    send(lrs, sent, course(), own := course(object={"id": LAMP}))
    assert found(lrs, activity=LAMP) == [own["id"]]
    assert found(lrs, activity=LAMP, related_activities="true") == [own["id"], sent["id"]]


@pytest.mark.parametrize(
    "asked", [{"verb": VERB["id"]}, {"agent": json.dumps(KARI)}, {"limit": 1}, {"ascending": "true"}]
)
def test_related_activities_go_with_other_filters(lrs, course, asked):
    mine = {"actor": KARI, "verb": VERB}
    sent = [
        course(**mine, **PLACES["parent"]),
        course(**PLACES["other"]),
        course(**mine),
        course(**mine, object={"id": LAMP}),
    ]
    send(lrs, *sent, through := about(course, sent[0]))
    expected = {
        "verb": [through, sent[3], sent[0]],
        "agent": [through, sent[3], sent[0]],
        "limit": [through],
        "ascending": [sent[0], sent[1], sent[3], through],
    }[next(iter(asked))]
    assert found(lrs, activity=LAMP, related_activities="true", **asked) == [one["id"] for one in expected]


@pytest.mark.parametrize("change", [{"object": {"id": LAMP}}, PLACES["other"]])
def test_what_a_substatement_names_is_related(lrs, course, change):
    sent = inside(course, **change)
    send(lrs, sent, course())
    assert found(lrs, activity=LAMP) == []
    assert found(lrs, activity=LAMP, related_activities="true") == [sent["id"]]


@pytest.mark.parametrize(
    "context",
    [
        {"instructor": KARI},
        {"team": {"objectType": "Group", "member": [KARI]}},
        {"team": {"objectType": "Group"} | KARI},
        {"contextAgents": [{"objectType": "contextAgent", "agent": KARI}]},
        {"contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [KARI]}}]},
        {"contextGroups": [{"objectType": "contextGroup", "group": {"objectType": "Group"} | KARI}]},
    ],
)
def test_who_is_named_in_the_context_is_related(lrs, course, context):
    sent, deep = course(context=context), inside(course, context=context)
    send(lrs, sent, deep, course())
    assert found(lrs, agent=json.dumps(KARI)) == []
    assert found(lrs, agent=json.dumps(KARI), related_agents="true") == [deep["id"], sent["id"]]


def test_an_authority_is_related_to_what_it_stated(store, course):
    one, two = store(), store()
    (sent,) = send(one, course())
    send(two, course())
    authority = one.get("/statements", params={"statementId": sent}).json()["authority"]
    assert found(two, agent=json.dumps(authority)) == []
    assert found(two, agent=json.dumps(authority), related_agents="true") == [sent]


FILTERS = [
    {"verb": VERB["id"]},
    {"activity": LAMP},
    {"agent": json.dumps(KARI)},
    {"registration": "0" * 8 + "-0000" * 3 + "-" + "0" * 12},
]


def target(course):
    return course(actor=KARI, verb=VERB, object={"id": LAMP}, context={"registration": FILTERS[3]["registration"]})


@pytest.mark.parametrize("asked", FILTERS, ids=lambda asked: next(iter(asked)))
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_statements_about_what_matches_match_in_whatever_order_they_came(lrs, course, asked, order):
    first = target(course)
    second = about(course, first)
    third = about(course, second)
    sent = [(first, second, third)[i] for i in order]
    ids = send(lrs, *sent)
    send(lrs, course(), about(course, course()))
    assert found(lrs, **asked) == ids[::-1]


def test_time_and_page_are_those_of_the_statement_about_it(lrs, course):
    first = target(course)
    second = about(course, first)
    send(lrs, first)
    stored = lrs.get("/statements").json()["statements"][0]["stored"]
    send(lrs, second, third := about(course, first))
    asked = FILTERS[0]
    assert found(lrs, since=stored, **asked) == [third["id"], second["id"]]
    assert found(lrs, until=stored, **asked) == [first["id"]]
    assert found(lrs, limit=1, ascending="true", **asked) == [first["id"]]
    page, seen = lrs.get("/statements", params={"limit": 1} | asked).json(), []
    while page["statements"]:
        seen += [one["id"] for one in page["statements"]]
        page = lrs.get(page["more"]).json() if page["more"] else {"statements": []}
    assert seen == [third["id"], second["id"], first["id"]]


def test_what_voids_or_tells_of_a_voided_statement_is_found_by_it(lrs, course, void):
    """Communication 2.1.4."""
    voided = target(course)
    (_, *others) = send(lrs, voided, about(course, voided), void(voided["id"]))
    assert found(lrs, **FILTERS[0]) == others[::-1]
    assert voided["id"] not in found(lrs)


def test_nothing_is_seen_through_what_its_person_took_back(lrs, ledger, course):
    """Law 9 and ADR 0016: to everybody else it is as if it had never been stated."""
    ledger.unit("KLV-A")
    ledger.person("p1", ("KLV-A", "2020-01-01", "9999-12-31"))
    home = "https://lc.example/klv"
    own = course("p1", home_page=home, verb=VERB)
    send(lrs, own, about(course, own))
    ledger.writer.do(Withdraw(agency="KLV", person_id="p1", home_page=home, statement=own["id"]))
    assert found(lrs, **FILTERS[0]) == []


def test_statements_about_each_other_are_no_trap(lrs, course):
    one, two = course(actor=KARI), course()
    one["object"] = {"objectType": "StatementRef", "id": two["id"]}
    two["object"] = {"objectType": "StatementRef", "id": one["id"]}
    send(lrs, one, two)
    assert found(lrs, agent=json.dumps(KARI)) == [two["id"], one["id"]]


def test_who_reads_their_own_statements_only_does_not_see_through_them(store, course):
    others, own = store(), store("1.0.3", "statements/write", "statements/read/mine")
    hidden = target(course)
    send(others, hidden)
    send(own, about(course, hidden), seen := target(course), through := about(course, seen))
    assert found(own, **FILTERS[0]) == [through["id"], seen["id"]]


def test_a_limit_of_nothing_is_the_stores_own(lrs, course):
    ids = send(lrs, *(course() for _ in range(3)))
    assert found(lrs, limit=0) == ids[::-1]
    assert found(lrs, limit=0, ascending="true") == ids


def test_consistent_through_stands_once_on_every_answer(lrs):
    for method, asked in (
        ("GET", {}),
        ("GET", {"LIMIT": "1"}),
        ("HEAD", {}),
        ("POST", {}),
        ("PUT", {}),
        ("DELETE", {}),
    ):
        answer = lrs.request(method, "/statements", params=asked)
        assert len(answer.headers.get_list("X-Experience-API-Consistent-Through")) == 1
