"""Who sees what: each role in its own agency and in another, with the dashboards open and closed."""

import pytest

from dashboards.access import Sight
from schemas.viewer import ROLES, Viewer
from warehouse.published import Node


def node(node_id, parent=None, agency=None):
    return Node(id=node_id, parent=parent, agency=agency or node_id, name_fi="", name_sv="", level="")


NODES = [node("KLV"), node("K1", "KLV", "KLV"), node("MH"), node("M1", "MH", "MH"), node("M2+M3", "M1", "MH")]
ALL = [n.id for n in NODES]


def who(*roles, agency="KLV", nodes=()):
    return Viewer(agency=agency, person_id="p", roles=frozenset({"person", *roles}), nodes=frozenset(nodes))


def seen(viewer, access="signed_in"):
    return [n.id for n in Sight(access=access, viewer=viewer).of(NODES)]


@pytest.mark.parametrize("viewer", [None, who(), who("operator"), who(agency="SKV")])
def test_open_to_everyone_all_nodes_are_seen_by_all(viewer):
    sight = Sight(viewer=viewer)
    assert seen(viewer, "everyone") == ALL
    assert (sight.open, sight.network) == (True, True)


@pytest.mark.parametrize("role", ROLES)
def test_signed_in_one_sees_ones_own_agency_and_the_network_each_agency_as_a_whole(role):
    assert seen(who(role)) == ["KLV", "K1", *(["MH"] if role == "network" else [])]
    assert seen(who(role, agency="SKV")) == (["KLV", "MH"] if role == "network" else [])


def test_who_is_not_signed_in_sees_nothing():
    sight = Sight(access="signed_in")
    assert (seen(None), sight.open, sight.network, sight.health, sight.trusted) == ([], False, False, False, None)


@pytest.mark.parametrize(("granted", "also"), [
    ("M1", ["M1", "M2+M3"]), ("M3", ["M2+M3"]), ("MH", ["MH", "M1", "M2+M3"]), ("M", []), ("+", []),
])  # fmt: skip
def test_a_grant_opens_a_part_and_what_is_below_it(granted, also):
    assert seen(who("manager", nodes=[granted])) == ["KLV", "K1", *also]


@pytest.mark.parametrize("access", ["everyone", "signed_in"])
@pytest.mark.parametrize("role", ROLES)
def test_health_is_the_operators_and_all_of_trust_theirs_who_guard_it(role, access):
    sight = Sight(access=access, viewer=who(role))
    assert sight.health == (role == "operator")
    assert sight.trusted == ("KLV" if role in ("dpo", "representative") else None)
    assert sight.network == (access == "everyone" or role == "network")


def test_a_tree_that_is_none_does_no_harm():
    ring = [node("A", "B", "X"), node("B", "A", "X"), node("C", "gone", "X")]
    sight = Sight(access="signed_in", viewer=who(nodes=["B"]))
    assert [n.id for n in sight.of(ring)] == ["A", "B"]


def test_only_those_who_see_the_same_share_a_tag():
    viewers = [None, who(), who("network"), who(agency="MH"), who(nodes=["M1"]), who("dpo")]
    tags = [Sight(access="signed_in", viewer=viewer).tag for viewer in viewers]
    assert len(set(tags)) == len(viewers)
    other = Viewer(agency="KLV", person_id="another")
    assert Sight(access="signed_in", viewer=other).tag == tags[1]


@pytest.mark.parametrize(
    ("viewer", "shared"), [(None, True), (who("hr"), True), (who("dpo"), False), (who("operator"), False)]
)
def test_where_open_to_everyone_caches_may_keep_what_all_see(viewer, shared):
    sight = Sight(viewer=viewer)
    assert (sight.shared, sight.tag == "") == (shared, shared)
    assert not Sight(access="signed_in", viewer=viewer).shared
