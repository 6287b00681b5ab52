"""Data health: for operators alone, also where nothing is published; nothing that moves with one person."""

from typing import Any

import pytest

from dashboards.doors import Doors
from dashboards.pages.health import health, lag
from schemas.viewer import ROLES, Viewer
from warehouse.published import Unpublished

STATUS: dict[str, Any] = {
    "server": "running",
    "journal": 1207,
    "warehouse": {"position": 1200, "rows": {}},
    "sources": [
        {"source": "<b>hr", "agency": "KLV", "statements": 4, "last": "2026-11-03",
         "without_person": 1, "quarantined": 2},
        {"source": "lms", "agency": None, "statements": 0, "last": None, "without_person": 0, "quarantined": 0},
    ],
    "set_aside": [{"source": s, "verb": "v", "type": None, "reason": "no template", "count": 2} for s in ("a", "b")],
    "quarantine": [
        {"source": "hr", "kind": "moments", "field": "(row)", "rule": "a date is expected", "count": 3},
        {"source": "hr", "kind": "moments", "field": "date", "rule": "a new rule", "count": 1},
    ],
    "inbox": [{"kind": "units", "waiting": 1, "done": 2, "failed": 0, "last_done": "2026-11-02T10:15:00"}],
    "watched": [{"kind": "pull", "name": "lrs", "ran": None, "fault": "", "added": 0, "set_aside": 0}],
    "schedule": {"release": "daily 03:00"},
    "release": None,
    "audit": None,
}  # fmt: skip


def doors(*roles: str, status: Any = lambda: STATUS) -> Doors:
    viewer = Viewer(agency="KLV", person_id="p", roles=frozenset({"person", *roles}))  # type: ignore[arg-type]  # roles
    return Doors(viewer_of=lambda _: viewer, status=status)


@pytest.mark.parametrize("role", ROLES)
def test_only_an_operator_sees_it(visit: Any, role: str) -> None:
    answer = visit(doors=doors(role)).get("/fi/health")
    assert answer.status_code == (200 if role == "operator" else 404)


def test_who_is_not_signed_in_is_asked_to(visit: Any) -> None:
    answer = visit(doors=Doors(sign_in="/sign-in")).get("/sv/health")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/sv/health&lang=sv")
    assert visit().get("/sv/health").status_code == 404


def test_no_cache_keeps_it(visit: Any) -> None:
    assert visit(doors=doors("operator")).get("/en/health").headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_all_of_it_in_words(visit: Any, lang: str) -> None:
    page = visit(doors=doors("operator")).get(f"/{lang}/health").text
    assert "&lt;b&gt;hr" in page
    assert ('lang="en">a new rule' if lang != "en" else "<td>a new rule") in page


def test_it_says_how_far_behind_and_not_where() -> None:
    page = health(STATUS, None, None, "en")
    assert page.context()["now"] == ["Nothing is published yet.", "7 entries wait to be processed."]
    assert "1207" not in repr(page)
    assert page.context()["set_aside"] == [["v", "", "fits no template of the profile", "4"]]


def test_a_pipeline_that_does_not_answer_is_said_so() -> None:
    silent = STATUS | {"warehouse": None, "journal": None}
    assert lag(silent) is None
    assert "does not answer" in health(silent, None, None, "en").context()["now"][-1]


def test_alone_it_says_what_it_cannot_know(visit: Any) -> None:
    page = visit(doors=doors("operator", status=None)).get("/en/health").text
    assert "knows only what is published" in page
    assert "2026-11-15-1" in page


def test_it_is_there_before_the_first_release(visit: Any) -> None:
    answer = visit(Unpublished("nothing"), doors=doors("operator")).get("/en/health")
    assert answer.status_code == 200
    assert "Nothing is published yet." in answer.text
