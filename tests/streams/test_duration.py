import pytest

from streams.duration import seconds


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("PT1H", 3600),
        ("PT1H30M", 5400),
        ("PT90M", 5400),
        ("PT0.5H", 1800),
        ("PT1,5S", 2),
        ("PT3600.4S", 3600),
        ("P1DT1S", 86401),
        ("P2W", 1209600),
        ("PT0S", 0),
    ],
)
def test_seconds(duration, expected):
    assert seconds(duration) == expected


@pytest.mark.parametrize(
    "duration", ["", "P", "PT", "P1Y", "P1M", "1H", "PT1", "-PT1H", "PT1H ", "P367D", "PT9999999999H", "PT٣H", "PT1.H"]
)
def test_what_says_nothing_usable_is_unknown(duration):
    assert seconds(duration) is None
