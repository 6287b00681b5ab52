"""Laws over made-up statements: what follows the rules is taken, one thing wrong anywhere is not."""

import copy
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.statement import check
from schemas.statement.agent import mentions, people
from schemas.statement.equality import same
from schemas.statement.refusal import Refused

Node = dict[str, Any]
Place = tuple[str | int, ...]
LANGUAGE_MAPS = ("display", "name", "description")


def node(required: Node, **optional: Any) -> Any:
    return st.fixed_dictionaries(required, optional=optional)


def joined(*parts: Any) -> Any:
    return st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})


words = st.text(max_size=8)
iris = st.sampled_from(["https://majakka.example/1", "urn:x:ä", "tag:a.example,2026:x"])
uuids = st.uuids().map(str)
times = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31)).map(lambda time: f"{time.isoformat()}Z")  # noqa: DTZ001
languages = st.dictionaries(st.sampled_from(["fi", "sv-FI", "smn", "x-oma"]), words, max_size=2)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
extensions = st.dictionaries(iris, anything, max_size=2)

identifiers = st.one_of(
    node({"mbox": st.just("mailto:luoto@majakka.example")}),
    node({"mbox_sha1sum": st.text("0123456789abcdefABCDEF", min_size=40, max_size=40)}),
    node({"openid": iris}),
    node({"account": node({"homePage": iris, "name": words})}),
)
agents = joined(identifiers, node({}, objectType=st.just("Agent"), name=words))
members = st.lists(agents, max_size=2)
groups = joined(
    node({"objectType": st.just("Group")}, name=words),
    node({"member": members}) | joined(identifiers, node({}, member=members)),
)

components = st.lists(
    node({"id": words}, description=languages), max_size=3, unique_by=lambda component: component["id"]
)
interactions = st.one_of(
    node({"interactionType": st.sampled_from(["choice", "sequencing"])}, choices=components),
    node({"interactionType": st.just("likert")}, scale=components),
    node({"interactionType": st.just("matching")}, source=components, target=components),
    node({"interactionType": st.just("other")}, correctResponsesPattern=st.lists(words, max_size=2)),
    st.just({}),
)
definitions = joined(interactions, node({}, name=languages, type=iris, moreInfo=iris, extensions=extensions))
activities = node({"id": iris}, objectType=st.just("Activity"), definition=definitions)
references = node({"objectType": st.just("StatementRef"), "id": uuids})
objects = activities | agents.map(lambda agent: agent | {"objectType": "Agent"}) | groups | references

results = node(
    {},
    score=node({}, scaled=st.floats(-1, 1), raw=st.integers(0, 7), min=st.integers(-9, -1), max=st.floats(8, 9)),
    success=st.booleans(),
    response=words,
    duration=st.sampled_from(["PT1H", "PT0.5S", "P2W"]),
    extensions=extensions,
)
contexts = node(
    {},
    registration=uuids,
    instructor=agents | groups,
    team=groups,
    contextActivities=node({}, parent=activities, grouping=st.lists(activities, max_size=2)),
    language=st.just("fi"),
    statement=references,
    extensions=extensions,
)
attachments = node(
    {
        "usageType": iris,
        "display": languages,
        "contentType": st.just("text/plain"),
        "length": st.integers(0),
        "sha2": st.just("0" * 64),
    },
    fileUrl=iris,
)

required = {"actor": agents | groups, "verb": node({"id": iris}, display=languages)}
optional = {
    "result": results,
    "context": contexts,
    "timestamp": times,
    "attachments": st.lists(attachments, max_size=2),
}
substatements = node({"objectType": st.just("SubStatement"), **required, "object": objects}, **optional)
statements = node(
    {**required, "object": objects | substatements},
    **optional,
    id=uuids,
    stored=times,
    authority=agents,
    version=st.just("1.0.0"),
)


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every place that rules reach: all but the inside of extensions."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield (*here, step)
        if step != "extensions":
            yield from places(item, (*here, step))


def is_language(place: Place) -> bool:
    return len(place) > 1 and place[-2] in LANGUAGE_MAPS


def holder(statement: Any, place: Place) -> Any:
    for step in place[:-1]:
        statement = statement[step]
    return statement


def told(place: Place) -> str:
    """The place as a refusal writes it; which language is not told."""
    shown = place[:-1] if is_language(place) else place
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in shown).removeprefix(".")


@given(statements)
def test_what_follows_the_rules_is_taken(statement: Node) -> None:
    check(statement)


@given(statements)
def test_who_it_is_about_is_among_those_it_mentions(statement: Node) -> None:
    keys = [identifier.key for _, identifier in people(statement)]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {identifier.key for identifier in mentions(statement)}


@given(statements)
def test_a_statement_is_the_same_as_itself(statement: Node) -> None:
    before = copy.deepcopy(statement)
    assert same(statement, copy.deepcopy(statement))
    assert statement == before


@given(statements, st.data())
def test_a_null_anywhere_is_refused_at_its_place(statement: Node, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(places(statement))))
    holder(statement, place)[place[-1]] = None
    with pytest.raises(Refused) as refused:
        check(statement)
    assert refused.value.path == told(place)


@given(statements, st.data())
def test_a_value_of_the_wrong_type_anywhere_is_refused_from_there(statement: Node, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(places(statement))))
    holder(statement, place)[place[-1]] = [[0.5]]
    with pytest.raises(Refused) as refused:
        check(statement)
    assert refused.value.path.startswith(told(place))


@given(statements, st.data())
def test_no_refusal_tells_a_value(statement: Node, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(places(statement))))
    holder(statement, place)[place[-1]] = "Aallotar Kari"
    try:
        check(statement)
    except Refused as refused:
        assert "Aallotar" not in str(refused)  # noqa: PT017  where any text may stand it is taken


@given(statements, st.data())
def test_a_key_that_the_rules_do_not_know_is_refused_and_not_told(statement: Node, data: st.DataObject) -> None:
    inside = [place for place in places(statement) if isinstance(place[-1], str)]
    place = data.draw(st.sampled_from(inside))
    holder(statement, place)["Aallotar Kari"] = "x"
    with pytest.raises(Refused) as refused:
        check(statement)
    assert "Aallotar" not in str(refused.value)


@given(statements, st.data())
def test_a_key_in_another_case_is_refused(statement: Node, data: st.DataObject) -> None:
    properties = [place for place in places(statement) if isinstance(place[-1], str) and not is_language(place)]
    place = data.draw(st.sampled_from(properties))
    inside = holder(statement, place)
    inside[str(place[-1]).swapcase()] = inside.pop(place[-1])
    with pytest.raises(Refused):
        check(statement)


@given(anything | st.fixed_dictionaries({}, optional=dict.fromkeys(["actor", "verb", "object", "context"], anything)))
def test_whatever_is_given_only_refused_is_raised(value: Any) -> None:
    with pytest.raises(Refused):
        check(value)
