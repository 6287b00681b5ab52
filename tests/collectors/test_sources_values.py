"""What a cell says: dates, times, numbers and yes or no, as three languages and two spreadsheets write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectors.sources import values
from collectors.sources.values import HELSINKI, Unreadable


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    "text",
    ["3.11.2026", "03.11.2026", "2026-11-03", "46329", "46329,5", "3.11.2026 klo 9.05", "2026-11-03T09:05:00Z"],
)
def test_one_day_in_many_forms(text: str) -> None:
    assert values.day(text) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "18.3.2025 14.00",
        "18.3.2025 14:00",
        "18.03.2025 klo 14.00",
        "18.3.2025 klo\u00a014.00",
        "18.3.2025 kl. 14.00",
        "18.3.2025 kl 14:00:00",
        "18.3.2025, klo 14.00",
        "2025-03-18 14:00",
        "2025-03-18T14:00",
        "2025-03-18T12:00:00Z",
        "2025-03-18T12:00:00.000z",
        "2025-03-18T13:00+01:00",
        "2025-03-18T14:00+0200",
        "45734,583333333",
        "45734.583333333",
    ],
)
def test_one_instant_in_many_forms(text: str) -> None:
    assert values.instant(text) == values.Instant(utc(2025, 3, 18, 12))


def test_a_day_alone_stands_for_its_noon() -> None:
    assert values.instant("1.7.2025") == values.Instant(utc(2025, 7, 1, 9), timed=False)
    assert values.instant("29.2.2024") == values.Instant(utc(2024, 2, 29, 10), timed=False)


def test_the_doubled_autumn_hour_is_its_first_and_flagged() -> None:
    assert values.instant("26.10.2025 3.30") == values.Instant(utc(2025, 10, 26, 0, 30), doubled=True)
    assert values.instant("26.10.2025 4.00") == values.Instant(utc(2025, 10, 26, 2))
    assert values.instant("26.10.2025 2.59") == values.Instant(utc(2025, 10, 25, 23, 59))
    assert not values.instant("2025-10-26T03:30+02:00").doubled


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("30.3.2025 3.30", "clocks went forward"),
        ("29.2.2025", "no such day"),
        ("31.4.2025 12.00", "no such day"),
        ("3.4.2025 24.30", "no such time"),
        ("2025-04-03T12:00+99:99", "no such time zone"),
        ("3.4.25", "a date is expected"),
        ("4/3/2025", "a date is expected"),
        ("9999", "a date is expected"),
        ("99999999", "no such day"),
        ("eilen", "a date is expected"),
        ("1.1.0203 12.00", "a year from 1970"),
        ("", "a date is expected"),
    ],
)
def test_what_is_no_point_in_time_names_its_rule(text: str, rule: str) -> None:
    with pytest.raises(Unreadable, match=rule):
        values.instant(text)


def test_open_ends() -> None:
    assert values.day("31.12.9999") == values.day("2958465") == date(9999, 12, 31)


@given(st.dates(date(1970, 1, 2), date(2200, 12, 30)), st.integers(0, 23), st.integers(0, 59))
def test_local_times_are_helsinki_time(day: date, hour: int, minute: int) -> None:
    written = datetime.combine(day, time(hour, minute))
    try:
        found = values.instant(f"{written:%d.%m.%Y klo %H.%M}")
    except Unreadable:
        assert written.replace(tzinfo=HELSINKI).astimezone(UTC).astimezone(HELSINKI).replace(tzinfo=None) != written
    else:
        assert found.utc.astimezone(HELSINKI).replace(tzinfo=None) == written


@given(st.dates(date(1950, 1, 1), date(9999, 12, 31)))
def test_three_ways_to_write_a_day_agree(written: date) -> None:
    serial = (written - date(1899, 12, 30)) // timedelta(days=1)
    assert values.day(f"{written.day}.{written.month}.{written.year}") == values.day(str(serial)) == written
    assert values.day(written.isoformat()) == written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("52,5", 52.5),
        ("52.5", 52.5),
        ("1 234 567,25", 1234567.25),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("\u22123,5", -3.5),
        ("-3", -3),
        ("0", 0),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert values.number(text) == number


@pytest.mark.parametrize("text", ["1.234,5", "1,234.5", "12 34", "5 h", "1e3", "nan", "inf", "--1", "", "٣", "1,"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Unreadable, match="a number is expected"):
        values.number(text)


def test_whole_numbers() -> None:
    assert values.whole("5") == 5
    assert values.whole("1 900") == 1900
    with pytest.raises(Unreadable, match="a decimal comma does not belong here"):
        values.whole("4,0")
    with pytest.raises(Unreadable, match="a decimal point does not belong here"):
        values.whole("4.0")
    with pytest.raises(Unreadable, match="a whole number is expected"):
        values.whole("four")


@pytest.mark.parametrize("text", ["kyllä", "KYLLÄ", "ja", "Yes", "x", "X", "1", "true", "TOSI"])
def test_yes(text: str) -> None:
    assert values.truth(text) is True


@pytest.mark.parametrize("text", ["ei", "Nej", "no", "0", "false", "EPÄTOSI"])
def test_no(text: str) -> None:
    assert values.truth(text) is False


@pytest.mark.parametrize("text", ["maybe", "2", ""])
def test_neither(text: str) -> None:
    with pytest.raises(Unreadable, match="yes or no"):
        values.truth(text)


def rule_of(read: Callable[[str], object], text: str) -> str | None:
    try:
        read(text)
    except Unreadable as fault:
        return fault.rule
    return None


@given(st.text(alphabet=st.sampled_from("0123456789.,:-+TZ klo\u00a0\u2212x")) | st.text())
def test_whatever_a_cell_holds_the_fault_is_a_rule_without_the_value(text: str) -> None:
    for read in (values.day, values.instant, values.number, values.whole, values.truth):
        rule = rule_of(read, text)
        assert rule is None or len(text) < 12 or text not in rule
