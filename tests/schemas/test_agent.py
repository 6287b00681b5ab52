"""Who a statement names."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.statement.agent import Identifier, identifier, mentions, people

HOME = "https://majakka.example"


def account(name: str) -> dict[str, Any]:
    return {"account": {"homePage": HOME, "name": name}}


def named(name: str) -> Identifier:
    return Identifier("account", name, HOME)


def group(*names: str, **more: Any) -> dict[str, Any]:
    return {"objectType": "Group", "member": [account(name) for name in names], **more}


IDENTIFIED = [
    (account("7"), Identifier("account", "7", HOME)),
    ({"mbox": "mailto:a@b.example", "name": "x"}, Identifier("mbox", "mailto:a@b.example")),
    ({"mbox_sha1sum": "0a" * 20}, Identifier("mbox_sha1sum", "0a" * 20)),
    ({"objectType": "Group", "openid": "https://id.example/1"}, Identifier("openid", "https://id.example/1")),
]


@pytest.mark.parametrize(("agent", "found"), IDENTIFIED, ids=[found.kind for _, found in IDENTIFIED])
def test_an_identifier_is_read_from_agent_or_group(agent: dict[str, Any], found: Identifier) -> None:
    assert identifier(agent) == found


NOT_IDENTIFIED = [
    {},
    {"objectType": "Group", "member": []},
    account("7") | {"mbox": "mailto:a@b.example"},
    {"account": "7"},
    {"account": {"name": "7"}},
    {"account": {"homePage": HOME}},
    {"account": {"homePage": 7, "name": "7"}},
    {"mbox": ["mailto:a@b.example"]},
    {"openid": None},
]


@pytest.mark.parametrize("agent", NOT_IDENTIFIED, ids=map(str, NOT_IDENTIFIED))
def test_none_several_or_malformed_is_no_identifier(agent: dict[str, Any]) -> None:
    assert identifier(agent) is None


def test_keys_level_case_where_it_means_nothing() -> None:
    assert (
        Identifier("mbox", "mailto:Kari@MAJAKKA.Example").key == Identifier("mbox", "mailto:Kari@majakka.example").key
    )
    assert Identifier("mbox_sha1sum", "0A" * 20).key == Identifier("mbox_sha1sum", "0a" * 20).key


def test_keys_keep_case_where_it_may_mean_something() -> None:
    assert Identifier("mbox", "mailto:Kari@a.example").key != Identifier("mbox", "mailto:kari@a.example").key
    assert named("Kari").key != named("kari").key


any_identifier = st.builds(
    Identifier, st.sampled_from(["account", "mbox", "mbox_sha1sum", "openid"]), st.text(), st.none() | st.text()
)


@given(any_identifier)
def test_a_key_leads_back_to_its_identifier(one: Identifier) -> None:
    back = Identifier.from_key(one.key)
    assert back.key == one.key
    assert (back.kind, back.home_page) == (one.kind, one.home_page)


@given(any_identifier, any_identifier)
def test_different_identifiers_have_different_keys(one: Identifier, other: Identifier) -> None:
    levelled = (Identifier.from_key(one.key), Identifier.from_key(other.key))
    assert (one.key == other.key) == (levelled[0] == levelled[1])


@pytest.mark.parametrize("pair", [("a|b", "c"), ("a", "b|c"), ('a","b', "c"), ("a", "")])
def test_no_sign_in_a_name_makes_two_accounts_one(pair: tuple[str, str]) -> None:
    home_page, name = pair
    assert Identifier("account", name, home_page).key != Identifier("account", "b|c", "a|b").key
    assert Identifier.from_key(Identifier("account", name, home_page).key) == Identifier("account", name, home_page)


def test_an_acting_agent_is_who_it_is_about(plain: dict[str, Any]) -> None:
    assert people(plain) == [("actor", Identifier("mbox", "mailto:luoto@majakka.example"))]


def test_members_of_an_acting_group_are_each_concerned_but_not_the_group(plain: dict[str, Any]) -> None:
    plain["actor"] = group("1", "2", mbox="mailto:vuoro@majakka.example")
    assert people(plain) == [("member", named("1")), ("member", named("2"))]


def test_an_identified_group_without_members_concerns_nobody(plain: dict[str, Any]) -> None:
    plain["actor"] = {"objectType": "Group", **account("klv")}
    assert people(plain) == []


def test_an_agent_or_group_as_object_is_concerned(plain: dict[str, Any]) -> None:
    plain["actor"] = account("1")
    assert people(plain | {"object": {"objectType": "Agent", **account("2")}}) == [
        ("actor", named("1")),
        ("object", named("2")),
    ]
    assert people(plain | {"object": group("2", "3")})[1:] == [("object", named("2")), ("object", named("3"))]


def test_team_members_are_concerned_and_instructors_are_not(plain: dict[str, Any]) -> None:
    plain |= {"actor": account("1"), "context": {"team": group("2"), "instructor": account("3")}}
    assert people(plain) == [("actor", named("1")), ("team", named("2"))]


def test_each_person_is_concerned_once_and_foremost_as_actor(plain: dict[str, Any]) -> None:
    plain |= {"actor": account("1"), "object": group("2", "1"), "context": {"team": group("1", "2")}}
    assert people(plain) == [("actor", named("1")), ("object", named("2"))]


def test_a_substatement_concerns_nobody_but_mentions(plain: dict[str, Any]) -> None:
    inner = {**plain, "objectType": "SubStatement", "actor": account("2"), "context": {"instructor": account("3")}}
    plain |= {"actor": account("1"), "object": inner}
    assert people(plain) == [("actor", named("1"))]
    assert mentions(plain) == [named("1"), named("2"), named("3")]


def test_mentions_are_everybody_with_an_identifier_but_the_authority(whole: dict[str, Any]) -> None:
    whole["context"]["instructor"] = group("i-1", "i-2")
    assert mentions(whole) == [
        Identifier("mbox", "mailto:aamuvuoro@majakka.example"),
        Identifier("mbox_sha1sum", "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"),
        Identifier("openid", "https://id.majakka.example/luoto"),
        named("i-1"),
        named("i-2"),
        named("vuoro-2"),
    ]
