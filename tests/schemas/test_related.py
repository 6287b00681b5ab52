"""Which Activities a statement names, and where."""

from typing import Any

from schemas.statement.related import activities, related

SHIFT = {"id": "https://majakka.example/vuoro/1"}
COURSE = {"id": "https://majakka.example/kurssi/1"}


def test_context_and_substatement_are_related(plain: dict[str, Any]) -> None:
    inner = plain | {"objectType": "SubStatement", "context": {"contextActivities": {"other": [COURSE]}}}
    statement = plain | {"object": inner, "context": {"contextActivities": {"parent": SHIFT, "category": [SHIFT]}}}
    assert related(statement) == [SHIFT["id"], plain["object"]["id"], COURSE["id"]]


def test_what_it_is_about_is_not_told_again(plain: dict[str, Any]) -> None:
    statement = plain | {"context": {"contextActivities": {"grouping": plain["object"]}}}
    assert related(statement) == []
    assert [one["id"] for one in activities(statement)] == [plain["object"]["id"]] * 2


def test_agents_and_references_are_no_activities(plain: dict[str, Any]) -> None:
    for obj in ({"objectType": "Agent", "mbox": "mailto:a@b.example"}, {"objectType": "StatementRef", "id": "x"}):
        assert list(activities(plain | {"object": obj})) == []
