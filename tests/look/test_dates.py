from datetime import date, time

import pytest

from look.dates import clock, day, hours, month, months, quarter

D = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("fi", ("3.11.2026", "klo 9.05", "marraskuu 2026", "4. neljännes 2026")),
        ("sv", ("3.11.2026", "kl. 9.05", "november 2026", "kvartal 4 2026")),
        ("en", ("3 November 2026", "9:05", "November 2026", "Q4 2026")),
    ],
)
def test_pinned_patterns(lang: str, written: tuple[str, ...]) -> None:
    assert (day(D, lang), clock(time(9, 5), lang), month(D, lang), quarter(D, lang)) == written


@pytest.mark.parametrize(
    ("first", "last", "fi", "sv", "en"),
    [
        (date(2026, 8, 1), date(2026, 10, 31), "elo–lokakuu 2026", "augusti–oktober 2026", "August–October 2026"),
        (date(2026, 10, 1), date(2026, 10, 31), "lokakuu 2026", "oktober 2026", "October 2026"),
        (
            date(2025, 11, 1),
            date(2026, 10, 31),
            "marraskuu 2025 – lokakuu 2026",
            "november 2025 – oktober 2026",
            "November 2025 – October 2026",
        ),
    ],
)
def test_whole_months_in_words(first: date, last: date, fi: str, sv: str, en: str) -> None:
    assert [months(first, last, lang) for lang in ("fi", "sv", "en")] == [fi, sv, en]


@pytest.mark.parametrize(
    ("lang", "written"), [("fi", "klo 9.05–10.00"), ("sv", "kl. 9.05–10.00"), ("en", "9:05–10:00")]
)
def test_hours_say_the_word_once(lang: str, written: str) -> None:
    assert hours(time(9, 5), time(10), lang) == written


@pytest.mark.parametrize(("number", "expected"), [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)])
def test_quarters_of_the_year(number: int, expected: int) -> None:
    assert quarter(date(2026, number, 1), "en") == f"Q{expected} 2026"
