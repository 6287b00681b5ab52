"""An erasure takes along what HR handed in and nobody has confirmed yet (law 9)."""

import pytest

from tests.journeys.conftest import signed_in

CANARY = "Kanarialintu"
MOMENTS = f"moment_id;person_id;date;kind;note\nm1;p1;1.3.2026;success;{CANARY}\n"


def left(installation):
    return [path.name for path in (installation.folder / "hand-in").iterdir() if CANARY in path.read_text("utf-8")]


def hand_in(installation, browser, csrf):
    """Where it waits to be confirmed."""
    answer = browser.post(
        "/hand-in",
        data={"csrf": csrf, "kind": "moments", "source": "hr"},
        files={"file": ("moments.csv", MOMENTS, "text/csv")},
    )
    assert answer.status_code == 200
    assert len(left(installation)) == 1
    return answer.url


@pytest.mark.ci
def test_with_the_server(server, hr):
    hr.everything(6)
    with signed_in(server, "boss", "hr") as (browser, csrf):
        waiting = hand_in(server, browser, csrf)
        server.run("erase", "KLV/p1", "--yes")
        assert left(server) == []
        assert browser.post(waiting, data={"csrf": csrf, "do": "confirm"}).status_code == 200
        assert 'name="do"' not in browser.get(waiting).text


@pytest.mark.ci
def test_after_a_server_that_ended_badly(server, hr):
    hr.everything(6)
    with signed_in(server, "boss", "hr") as (browser, csrf):
        hand_in(server, browser, csrf)
    server.kill("doors")
    assert len(left(server)) == 1
    server.run("erase", "KLV/p1", "--yes")
    assert left(server) == []
