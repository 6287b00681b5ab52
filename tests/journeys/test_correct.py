"""`lahde release --correct`: a closed period is put right from the ledger, and never once somebody has been erased."""

import json

import pytest

WHY = ("--reason", "The moments of August were missing.")
LATE = "moment_id;person_id;date;kind\n" + "".join(f"late{n};p{n};20.8.2026;success\n" for n in range(30))


def reach(installation):
    query = "select value, release from release_cell where indicator = 'LC01' and node = 'KLV' and period = '2026-09'"
    return json.loads(installation.run("sql", query, "--json").stdout)


pytestmark = pytest.mark.long  # two audited releases each; tests/lahde/test_correction.py tries the way itself


@pytest.fixture(params=["served", "alone"])
def released(request, installation, hr):
    """With a running server or without one: a release, and then a file that came late."""
    if request.param == "served":
        installation.start()
    hr.everything()
    installation.run("release", "--as-of", "2026-11-16")
    hr.hand_over("moments", LATE)
    return installation


def test_put_right_and_refused_once_somebody_is_erased(released):
    before = reach(released)
    assert "nothing is shown of this period" in said(released, "2031-01", *WHY)
    assert "lahde: --reason: must say why" in said(released, "2026-09", "--reason", "why not")
    done = released.run("release", "--correct", "2026-09", *WHY, "--agency", "KLV", "--as-of", "2026-11-25").stdout
    assert done.startswith("Released 2026-11-25-1: ")
    after = reach(released)
    assert (after["release"], after["value"] > before["value"]) == ("2026-11-25-1", True)
    assert "The moments of August were missing." in released.run("sql", "from correction").stdout
    assert not list(released.folder.glob("correct-*"))
    released.run("erase", "KLV/p1", "--yes")
    assert "somebody was erased since" in said(released, "2026-09", *WHY)


def said(installation, *arguments):
    done = installation.run("release", "--correct", *arguments, check=False)
    assert done.returncode == 1
    return done.stderr
