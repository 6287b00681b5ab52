"""The network: each agency beside its own past, by name, without totals; seen by whom it concerns."""

from typing import Any

import pytest

from dashboards.doors import Doors
from dashboards.pages.network import network
from dashboards.reading.release import Reading
from schemas.viewer import Viewer


@pytest.fixture
def page(published: Any) -> Any:
    return lambda lang="fi": network(Reading(published=published, lang=lang))


def test_agencies_stand_by_name_and_departments_not_at_all(page: Any) -> None:
    assert [node.id for node, _ in page().context()["since"]] == ["EVIL", "KLV", "RTT", "ÄÄ"]
    assert [node["id"] for node in page("sv").data()["since_baseline"]] == ["EVIL", "RTT", "ÄÄ", "KLV"]


def test_each_is_compared_with_its_own_first_figure(page: Any) -> None:
    told = {n["id"]: {i["indicator"]: i for i in n["indicators"]} for n in page().data()["since_baseline"]}
    assert told["KLV"]["LC05"]["change"] == "up"
    assert told["KLV"]["LC05"]["baseline"]["period"] == "2025-01"
    assert told["EVIL"]["LC05"]["baseline"] is None


def test_there_is_no_figure_of_the_whole(page: Any) -> None:
    agencies = {row[0] for row in page().table()[1:]}
    assert agencies == {"EVIL", "KLV", "RTT", "ÄÄ"}


def test_only_what_asks_everybody_the_same_may_be_compared(page: Any, published: Any) -> None:
    published.cards = published.cards | {"LC09": published.cards["LC11a"]}
    told = {row["indicator"]: row["verdict"] for row in page("en").data()["comparable"]}
    assert all(verdict.startswith("No") for name, verdict in told.items() if name in ("LC01", "LC05"))


def who(*roles: str) -> Viewer:
    return Viewer(agency="KLV", person_id="p", roles=frozenset({"person", *roles}))  # type: ignore[arg-type]  # roles


@pytest.mark.parametrize(
    ("access", "viewer", "status"),
    [
        ("everyone", None, 200),
        ("everyone", who(), 200),
        ("signed_in", who("network"), 200),
        ("signed_in", who("hr", "dpo", "operator", "manager"), 404),
        ("signed_in", None, 404),
    ],
)
def test_it_is_the_networks_own_where_one_signs_in(visit: Any, access: Any, viewer: Viewer | None, status: int) -> None:
    denied: list[str] = []
    browser = visit(doors=Doors(access=access, viewer_of=lambda _: viewer, denied=denied.append))
    answers = [browser.get(f"/fi/network{form}").status_code for form in ("", ".json", ".csv")]
    assert answers == [status] * 3
    assert len(denied) == (0 if status == 200 else 3)
