from datetime import date

import msgspec
import pytest

from dashboards.reading import words
from schemas.cell import Cell

CELL = Cell(
    indicator="LC01", formula_version=1, node="KLV", period="2026-10", window="R3M", period_start="2026-08-01",
    period_end="2026-10-31", state="value", value=0.64, low=0.6, high=0.68, n="1250", change="up", release="r",
)  # fmt: skip


def cell(**fields: object) -> Cell:
    return msgspec.structs.replace(CELL, **fields)


NONE = {"value": None, "low": None, "high": None, "n": "", "change": ""}


@pytest.mark.parametrize(
    ("fields", "fi", "sv", "en"),
    [
        ({}, "64\u00a0%", "64\u00a0%", "64%"),
        ({"value": 0.1, "bound": "<"}, "<\u00a010\u00a0%", "<\u00a010\u00a0%", "<\u00a010%"),
        ({"value": 0.9, "bound": ">"}, ">\u00a090\u00a0%", ">\u00a090\u00a0%", ">\u00a090%"),
        ({"state": "zero", "value": 0.0}, "0\u00a0%", "0\u00a0%", "0%"),
        (
            {"state": "suppressed", **NONE},
            "peitetty tietosuojan vuoksi",
            "dold av integritetsskäl",
            "suppressed for privacy",
        ),
        ({"state": "not_available", **NONE}, "ei tietoa", "uppgift saknas", "not available"),
    ],
)
def test_four_states_never_mixed(fields: dict[str, object], fi: str, sv: str, en: str) -> None:
    assert [words.shown(cell(**fields), lang) for lang in ("fi", "sv", "en")] == [fi, sv, en]


@pytest.mark.parametrize(
    ("change", "fi", "sv"),
    [
        ("up", "selvä nousu", "tydlig ökning"),
        ("down", "selvä lasku", "tydlig minskning"),
        ("none", "ei selvää muutosta", "ingen tydlig förändring"),
        ("", "ei vertailulukua", "inget jämförelsetal"),
    ],
)
def test_change_is_a_word(change: str, fi: str, sv: str) -> None:
    assert (words.change(cell(change=change), "fi"), words.change(cell(change=change), "sv")) == (fi, sv)


def test_a_sentence_says_what_the_figure_says() -> None:
    told = words.sentence(cell(value=0.1, bound="<"), "Kattavuus", "fi")
    assert (
        told == "Alle 10\u00a0% henkilöstöstä osallistui vapaaehtoiseen oppimiseen ainakin kerran kolmessa kuukaudessa."
    )


def test_an_indicator_without_a_sentence_of_its_own_gets_a_plain_one() -> None:
    assert words.sentence(cell(indicator="LC99"), "Uusi", "sv") == "Uusi: 64\u00a0%."


def test_a_hidden_figure_says_why() -> None:
    assert "yksittäisistä ihmisistä" in words.sentence(cell(state="suppressed", **NONE), "x", "fi")
    assert "tietolähteet" in words.sentence(cell(state="not_available", note="coverage", **NONE), "x", "fi")
    assert "Tiedot eivät riitä" in words.sentence(cell(state="not_available", note="never seen", **NONE), "x", "fi")


def test_people_and_interval_and_caution() -> None:
    assert words.people(CELL, "fi") == "1\u00a0250"
    assert words.people(cell(n="20-49"), "fi") == "20–49"
    assert words.interval(CELL, "fi") == "60\u00a0%\u00a0– 68\u00a0%"
    assert words.interval(cell(low=None), "fi") == ""
    assert words.caution(CELL, "fi") == ""
    assert words.caution(cell(note="low_response"), "fi") == "Vastausaste on alhainen."


def test_periods_are_months_or_quarters() -> None:
    assert words.period(CELL, "fi") == "elo–lokakuu 2026"
    assert words.period(cell(period_end="2026-09-30"), "sv", quarterly=True) == "kvartal 3 2026"
    assert words.last_month(CELL) == date(2026, 10, 31)
