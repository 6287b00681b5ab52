"""When the server's jobs run: a time of day in Helsinki."""

from datetime import UTC, datetime

import pytest

from lahde.schedule import Schedule, next_run
from lahde.settings import Settings, SettingsFault


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


@pytest.mark.parametrize("when", ["", "03:00", "daily 24:00", "hourly", "daily 3:00"])
def test_other_times_are_refused_with_the_form(when):
    with pytest.raises(SettingsFault, match="daily HH:MM"):
        next_run(when, at("2026-01-10T00:00"))


def test_an_unknown_job_is_refused_by_naming_the_known():
    with pytest.raises(SettingsFault, match="release"):
        Schedule(Settings(schedule={"tidy": "daily 03:00"}), {})
