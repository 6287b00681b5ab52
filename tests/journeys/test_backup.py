"""A backup is whole, and nobody who was erased since comes back through one (law 9)."""

import shutil

import pytest

from tests.journeys.conftest import Hr, Installation, employer


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A folder with an installation that has released, in `data`, and in `backups` one made while it ran."""
    folder = tmp_path_factory.mktemp("original")
    installation = Installation(folder / "data")
    installation.start()
    try:
        employer(installation, folder / "files").everything()
        installation.caught_up()
        installation.run("release", "--as-of", "2026-11-16")
        installation.run("backup", str(folder / "backups"))
    finally:
        installation.stop()
    return folder


@pytest.fixture
def server(original, installation):
    """Each test's own copy of the installation; it is started where a test needs it."""
    shutil.copytree(original / "data", installation.folder)
    return installation


@pytest.fixture
def made(original, tmp_path):
    """Each test's own copy of the backup, in a folder of backups."""
    (backup,) = shutil.copytree(original / "backups", tmp_path / "backups").iterdir()
    return backup


def restored(server, made, tmp_path, *options):
    """The folder of another installation that was made from the backup."""
    folder = tmp_path / "restored"
    server.stop()
    server.folder, old = folder, server.folder
    done = server.run("restore", str(made), *(options or ("--erasures", str(old / "erasures.log"))))
    server.start()
    return done.stdout


@pytest.mark.ci
def test_what_was_there_is_there_again(server, made, tmp_path):
    before, cells = server.status(), server.run("sql", "select * from release_cell order by all").stdout
    restored(server, made, tmp_path, "--nobody-erased")
    after = server.caught_up()
    assert after["warehouse"] == before["warehouse"]
    assert after["sources"] == before["sources"]
    assert server.run("sql", "select * from release_cell order by all").stdout == cells
    assert "equal to the old one, table by table" in server.run("replay").stdout


@pytest.mark.ci
def test_who_was_erased_since_is_not_in_what_comes_back(server, made, tmp_path):
    server.start()
    server.run("erase", "KLV/p1", "--yes")
    left = server.caught_up()["warehouse"]["rows"]
    said = restored(server, made, tmp_path)
    assert "1 persons erased again" in said
    assert server.caught_up()["warehouse"]["rows"] == left
    server.stop()
    for file in server.folder.rglob("*"):
        assert not file.is_file() or b'"p1"' not in file.read_bytes(), file
    back = Hr(server, tmp_path / "files").hand_over(
        "persons", "person_id;unit_id;valid_from;valid_to\np1;KLV-A;2020-01-01;\n", check=False
    )
    assert "may not come back" in back.stderr


@pytest.mark.ci
def test_without_an_erasures_log_it_is_not_opened(server, made, tmp_path):
    server.stop()
    server.folder = tmp_path / "other"
    done = server.run("restore", str(made), check=False)
    assert done.returncode == 1
    assert "whoever was erased must not come back; name the latest with --erasures" in done.stderr
    assert not server.folder.exists()


@pytest.mark.ci
def test_a_backup_that_was_changed_is_refused(server, made, tmp_path):
    with (made / "ledger.sqlite").open("ab") as file:
        file.write(b"x")
    server.stop()
    server.folder = tmp_path / "other"
    done = server.run("restore", str(made), "--nobody-erased", check=False)
    assert "is missing or was changed since" in done.stderr
    assert not (tmp_path / "other" / "ledger.sqlite").exists()


@pytest.mark.ci
def test_a_folder_with_a_ledger_is_not_overwritten(server, made):
    assert "has a ledger already" in server.run("restore", str(made), "--nobody-erased", check=False).stderr


@pytest.mark.ci
def test_backups_of_more_than_thirty_days_go(server, made):
    old, other = made.parent / "lahde-20200101T000000Z", made.parent / "somebody-elses"
    shutil.copytree(made, old)
    other.mkdir()
    server.run("backup", str(made.parent))
    assert not old.exists()
    assert made.exists()
    assert other.exists()
