from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from look.numbers import band, number, percent


@pytest.mark.parametrize(
    ("value", "digits", "fi", "en"),
    [
        (1234567.9, 1, "1\u00a0234\u00a0567,9", "1,234,567.9"),
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1\u00a0000", "1,000"),
        (-5.25, 1, "\u22125,3", "\u22125.3"),
        (0.5, 0, "1", "1"),
        (-0.4, 0, "0", "0"),
        (Decimal("12.345"), 2, "12,35", "12.35"),
    ],
)
def test_numbers_are_written_as_readers_write_them(value: float, digits: int, fi: str, en: str) -> None:
    assert number(value, "fi", digits) == fi
    assert number(value, "sv", digits) == fi
    assert number(value, "en", digits) == en


@pytest.mark.parametrize(
    ("share", "digits", "fi", "en"),
    [
        (0.64, 0, "64\u00a0%", "64%"),
        (0.125, 1, "12,5\u00a0%", "12.5%"),
        (0.29, 0, "29\u00a0%", "29%"),
        (1, 0, "100\u00a0%", "100%"),
    ],
)
def test_shares_become_percent(share: float, digits: int, fi: str, en: str) -> None:
    assert percent(share, "fi", digits) == percent(share, "sv", digits) == fi
    assert percent(share, "en", digits) == en


def test_bands_of_persons() -> None:
    assert band("5-9", "fi") == "5–9"
    assert band("1250", "fi") == "1\u00a0250"
    assert band("1250", "en") == "1,250"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_finnish_number_can_be_read_back(value: Decimal) -> None:
    text = number(value, "fi", 2)
    assert Decimal(text.replace("\u00a0", "").replace(",", ".").replace("\u2212", "-")) == value
