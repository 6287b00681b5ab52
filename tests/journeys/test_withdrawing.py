"""Promise 8: what somebody takes back is invisible to the employer, in every figure and everywhere else they look."""

import json
import re

import httpx2 as httpx
import pytest

from tests.journeys.conftest import DECLARED, signed_in
from warehouse.published import open_current

LATE = ("p8", "p17", "p26")
"""Each noted a moment in September 2026."""
ROLES = ("hr", "manager", "dpo", "representative", "analyst", "operator")
PAGES = (
    "/en", "/fi/org/KLV", "/sv/org/KLV/LC05", "/fi/org/KLV/journey", "/fi/network", "/fi/trust", "/en/trust/KLV.json",
    "/fi/health.json", "/hand-in", "/about-data", "/me", "/moments",
)  # fmt: skip
POSITIONS = re.compile(r"^lahde_(journal|warehouse)_position .*$", re.MULTILINE)


@pytest.fixture
def released(installation, hr):
    """A served agency whose October has been released, and whose people have their pages."""
    installation.start()
    hr.everything()
    scope = ("--scope", "pages", "--since", "2020-01-01")
    installation.run("source", "add", "klv-pages", "--agency", "KLV", *scope, *DECLARED)
    installation.source("watcher", "--scope", "statements/read")
    installation.caught_up()
    assert release(installation, "2026-11-16")["new"] > 0
    return installation


def release(installation, day):
    return json.loads(installation.run("release", "--as-of", day, "--json").stdout)


def take_back_all(installation, person):
    """On /me, as the page offers it; the ids of what was taken back."""
    with signed_in(installation, person) as (browser, csrf):
        paths = re.findall(r'href="(/me/withdraw/[^"]+)"', browser.get("/me").text)
        assert all(browser.post(path, data={"csrf": csrf}).status_code == 200 for path in paths)
        assert browser.get("/me").text.count("/me/withdraw/") == 0
    return [path.rpartition("/")[2] for path in paths]


def cells(folder):
    return (folder / "cells.ndjson").read_bytes().splitlines()


def rows(folder):
    """The released rows of the database."""
    return sorted(map(repr, open_current(folder).sql("SELECT * FROM release_cell")[1]))


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.ci
def test_no_released_cell_changes(released):
    published = released.folder / "published"
    first = (published / "current").resolve()
    before, lines, table = files(first), cells(first), rows(published)
    assert [take_back_all(released, person) != [] for person in LATE] == [True] * 3
    released.caught_up()
    assert release(released, "2026-11-16")["release"] is None
    assert files((published / "current").resolve()) == before
    assert release(released, "2026-12-16")["carried"] == len(lines)  # the next month's, which carries all over
    second = (published / "current").resolve()
    assert second != first
    assert files(first) == before
    assert set(lines) <= set(cells(second))
    assert set(table) <= set(rows(published))
    published.rename(
        released.folder / "elsewhere"
    )  # the control: had nothing been released, these figures would differ
    release(released, "2026-11-16")
    assert cells((published / "current").resolve()) != lines, "the control: had nothing been released, it would show"


def watched(installation):
    """What others can look at, name by name, without the positions that every entry of the journal moves."""
    installation.caught_up()
    with signed_in(installation, "boss", *ROLES) as (browser, csrf):
        pages = {path: browser.get(path).raise_for_status().text.replace(csrf, "") for path in PAGES}
    status = installation.status()
    del status["journal"], status["warehouse"]["position"]
    return pages | {
        "metrics": POSITIONS.sub("", httpx.get(f"{installation.address}metrics").text),
        "status": status,
        "fit": installation.run("fit", "hr").stdout,
        "audit": installation.run("audit", "--as-of", "2026-11-16", check=False).stdout,
        "sql": installation.run("sql", "select * from release_cell order by all", "--json").stdout,
    }


@pytest.mark.ci
def test_nothing_others_can_look_at_shows_it(released, hr):
    before = watched(released)
    gone = take_back_all(released, "p8")
    assert watched(released) == before
    with signed_in(released, "boss", *ROLES) as (browser, _):
        for path in (f"/me/withdraw/{gone[0]}", f"/moments/done/{gone[0]}"):
            assert browser.get(path).status_code == 404
    moments = (released.folder.parent / "files" / "moments.csv").read_text("utf-8")
    assert "0 added, 30 known already" in hr.hand_over("moments", moments).stderr
    for name in ("statementId", "voidedStatementId"):
        assert released.request("GET", f"xapi/statements?{name}={gone[0]}")[0] == 404
    kept = json.loads(released.request("GET", "xapi/statements?limit=500")[1])["statements"]
    assert not any(s["verb"]["id"].endswith("/voided") for s in kept)
    log = released.process.stderr
    released.stop()
    assert log.read() == ""
