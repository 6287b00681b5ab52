"""What may differ between two statements of one id without their saying something else, and what may not."""

import copy
from functools import reduce
from typing import Any

import pytest

from schemas.statement.equality import same

GONE = object()


def changed(statement: dict[str, Any], place: str, value: Any) -> dict[str, Any]:
    other = copy.deepcopy(statement)
    *way, last = (int(step) if step.isdigit() else step for step in place.split())
    holder = reduce(lambda node, step: node[step], way, other)
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return other


MEANS_NOTHING = [
    ("id", GONE),
    ("stored", "2020-01-01T00:00:00Z"),
    ("stored", GONE),
    ("authority", {"mbox": "mailto:other@majakka.example"}),
    ("authority", GONE),
    ("timestamp", GONE),
    ("timestamp", "2026-10-31T10:00:00.123456Z"),
    ("version", GONE),
    ("verb display", {"en": "attended"}),
    ("verb display", GONE),
    ("object definition", GONE),
    ("object definition name", {"sv": "Dimövning"}),
    ("context contextActivities other 0 definition", GONE),
    ("context contextActivities parent", [{"id": "https://majakka.example/kurssi/1"}]),
    ("context contextActivities grouping", {"objectType": "Activity", "id": "https://majakka.example/ohjelma/2"}),
    ("context registration", "1c7e5f0a-3f43-4b8c-8d5b-5a60e1b2c3d4"),
    ("actor mbox", "mailto:aamuvuoro@MAJAKKA.example"),
    ("actor member 0 mbox_sha1sum", "0A1B2C3D4E5F60718293A4B5C6D7E8F901234567"),
    ("result duration", "PT1H30M0.509S"),
    ("result duration", "PT1H30M0.50S"),
    ("result score raw", 3.0),
]

MEANS_SOMETHING = [
    ("actor name", "Iltavuoro"),
    ("actor mbox", "mailto:Aamuvuoro@majakka.example"),
    ("actor member", GONE),
    ("actor member 1", {"openid": "https://id.majakka.example/toinen"}),
    ("verb id", "http://adlnet.gov/expapi/verbs/experienced"),
    ("object id", "https://majakka.example/harjoitus/8"),
    ("result", GONE),
    ("result success", False),
    ("result score raw", 4),
    ("result score scaled", GONE),
    ("result response", "ääni[.]yö"),
    ("result duration", "PT1H30M0.51S"),
    ("result duration", "PT90M0.5S"),
    ("result extensions https://majakka.example/ext/sää", {"tuuli": [True, None, {"": "x"}]}),
    ("context platform", GONE),
    ("context registration", "1C7E5F0A-3F43-4B8C-8D5B-5A60E1B2C3D5"),
    ("context statement id", "00000000-0000-0000-0000-000000000001"),
    ("context team account name", "vuoro-3"),
    ("context contextActivities category", [{"id": "https://majakka.example/x"}]),
    ("context contextActivities grouping", []),
    ("context extensions https://majakka.example/ext/paikka", "sisäsatama"),
    ("timestamp", "2026-10-31T12:00:00.123457+02:00"),
    ("version", "1.0.0"),
    ("attachments 0 length", 1),
    ("attachments", GONE),
]


@pytest.mark.parametrize(("place", "value"), MEANS_NOTHING)
def test_the_same(whole: dict[str, Any], place: str, value: Any) -> None:
    other = changed(whole, place, value)
    assert same(whole, other)
    assert same(other, whole)


@pytest.mark.parametrize(("place", "value"), MEANS_SOMETHING)
def test_another(whole: dict[str, Any], place: str, value: Any) -> None:
    other = changed(whole, place, value)
    assert not same(whole, other)
    assert not same(other, whole)


def test_members_have_no_order(whole: dict[str, Any]) -> None:
    assert same(whole, changed(whole, "actor member", whole["actor"]["member"][::-1]))


def test_activities_have(whole: dict[str, Any]) -> None:
    pair = [{"id": "https://majakka.example/1"}, {"id": "https://majakka.example/2"}]
    there, back = (changed(whole, "context contextActivities category", order) for order in (pair, pair[::-1]))
    assert not same(there, back)


def test_the_same_holds_inside_a_substatement(plain: dict[str, Any]) -> None:
    inner = plain | {"objectType": "SubStatement", "timestamp": "2026-11-01T12:00:00Z"}
    outer = plain | {"object": inner}
    assert same(outer, plain | {"object": inner | {"timestamp": "2026-11-01T14:00:00+02:00"}})
    assert not same(outer, plain | {"object": inner | {"timestamp": "2026-11-01T14:00:00Z"}})
    assert not same(outer, plain | {"object": {key: inner[key] for key in inner if key != "timestamp"}})


def test_kinds_of_objects_are_told_apart(plain: dict[str, Any]) -> None:
    reference = {"objectType": "StatementRef", "id": "6F1D9C52-0B51-4F0E-9A39-2F4B8C1D7E60"}
    agent = {"objectType": "Agent", "mbox": "mailto:a@B.example"}
    assert same(plain | {"object": reference}, plain | {"object": reference | {"id": reference["id"].lower()}})
    assert same(plain | {"object": agent}, plain | {"object": agent | {"mbox": "mailto:a@b.example"}})
    assert not same(plain | {"object": reference}, plain | {"object": agent})
