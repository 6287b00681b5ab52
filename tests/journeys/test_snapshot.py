"""Person-level snapshots: off by default, noted, gone when they expire and when somebody is erased."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

FOR = ("--for", "A. Analyst", "--purpose", "thesis on mentoring")
TOMORROW = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()


@pytest.fixture
def allowed(monkeypatch):
    from tests.journeys import conftest

    monkeypatch.setitem(conftest.ENVIRONMENT, "LAHDE_SNAPSHOTS", "true")


def test_it_is_off_by_default(installation):
    done = installation.run("snapshot", *FOR, "--expires", TOMORROW, check=False)
    assert done.returncode == 1
    assert "switched off" in done.stderr


@pytest.mark.ci
def test_made_noted_and_gone_with_an_erasure(allowed, installation, hr):
    installation.start()
    hr.everything()
    installation.caught_up()
    folder = Path(installation.run("snapshot", *FOR, "--expires", TOMORROW, "--agency", "KLV").stdout.strip())
    assert (folder / "snapshot.duckdb").exists()
    assert folder.stat().st_mode & 0o077 == 0
    listed = installation.run("snapshot", "--list").stdout
    assert "A. Analyst" in listed
    assert folder.name in listed
    assert "1 person-level snapshots were deleted" in installation.run("erase", "KLV/p1", "--yes").stdout
    assert not folder.exists()
    assert "deleted" in installation.run("snapshot", "--list").stdout


@pytest.mark.parametrize("expires", ["2020-01-01", "2999-01-01", "tomorrow"])
def test_it_must_expire_within_a_year(allowed, installation, expires):
    done = installation.run("snapshot", *FOR, "--expires", expires, check=False)
    assert "lahde: --expires: must be a day" in done.stderr
