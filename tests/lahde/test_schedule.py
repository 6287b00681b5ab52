"""When the server's jobs run: a time of day in Helsinki."""

from datetime import UTC, datetime

import pytest

from lahde.schedule import COMMANDS, Schedule, next_run, planned
from lahde.settings import NIGHTLY, Settings, SettingsFault, load


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-01-10T00:30", "2026-01-10T01:00"),  # 2.30 in Helsinki: today at 3
        ("2026-01-10T01:00", "2026-01-11T01:00"),  # 3.00 sharp: tomorrow
        ("2026-07-10T00:30", "2026-07-11T00:00"),  # summer time: 3.30, so tomorrow
    ],
)
def test_the_next_time_it_is_three_in_helsinki(now, expected):
    assert next_run("daily 03:00", at(now)).astimezone(UTC) == at(expected)


@pytest.mark.parametrize("when", ["", "03:00", "daily 24:00", "hourly", "daily 3:00", "never"])
def test_other_times_are_refused_with_the_form(when):
    with pytest.raises(SettingsFault, match="daily HH:MM"):
        next_run(when, at("2026-01-10T00:00"))


def test_an_unknown_job_is_refused_by_naming_the_known():
    with pytest.raises(SettingsFault, match="release"):
        Schedule(Settings(schedule={"tidy": "daily 03:00"}), {})


ALWAYS = {"pulse", "snapshots", "retention", "release"}
CALENDAR = '[calendars.mentors]\nsource = "outlook"\n'
PULL = '[pulls.moodle]\nendpoint = "https://lrs.example/xapi"\nsource = "m"\nkey_env = "K"\nsecret_env = "S"\n'


@pytest.fixture
def settings(tmp_path):
    def read(text):
        path = tmp_path / "lahde.toml"
        path.write_text(text, "utf-8")
        return load({"LAHDE_SETTINGS": str(path)})

    return read


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("", set()),
        (CALENDAR, set()),  # without an address it is for files
        (CALENDAR + 'url = "https://mail.example/cal.ics"\n', {"calendars"}),
        (PULL, {"pull"}),
        ('backups = "/srv/backups"\n', {"backup"}),
    ],
)
def test_a_job_runs_by_itself_once_it_has_something_to_do(settings, text, more):
    assert planned(settings(text)) == {job: NIGHTLY[job] for job in ALWAYS | more}


def test_naming_one_job_s_time_leaves_the_others_theirs(settings):
    found = planned(settings('[schedule]\nrelease = "daily 05:00"\npulse = "never"\n'))
    assert found == {job: NIGHTLY[job] for job in ALWAYS - {"pulse"}} | {"release": "daily 05:00"}


def test_a_backup_is_refused_without_a_folder(settings):
    with pytest.raises(SettingsFault, match="backups"):
        Schedule(settings('[schedule]\nbackup = "daily 05:00"\n'), dict.fromkeys(ALWAYS, print))


def test_each_night_is_in_order():
    """What comes in is there before it is counted; what is backed up is what was released."""
    assert list(NIGHTLY.values()) == sorted(NIGHTLY.values())
    assert set(COMMANDS) < set(NIGHTLY)


def test_a_backup_is_made_by_its_command(settings, tmp_path, monkeypatch, capfd, on_a_loop):
    from collectors.ledger.writer import Writer

    Writer(tmp_path / "data").close()
    schedule = Schedule(
        settings(f'data = "{tmp_path}/data"\nbackups = "{tmp_path}/backups"\n'), dict.fromkeys(ALWAYS, print)
    )
    monkeypatch.setenv("LAHDE_SETTINGS", str(tmp_path / "lahde.toml"))
    on_a_loop(schedule._command("backup"))
    assert capfd.readouterr().out.startswith(f"{tmp_path}/backups/lahde-")
