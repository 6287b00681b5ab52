"""Whatever a dropped file is called, what it is called here prints on one line and collides with nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lahde.inbox.names import LONGEST, REPORT, numbered, tame, whole


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sessions.csv", "sessions.csv"),
        ("syyskuu 2026 – ryhmät.csv", "syyskuu 2026 – ryhmät.csv"),
        ("two\nlines.csv", "two_lines.csv"),
        ("--help", "_--help"),
        ("caf\udce9.csv", "caf_.csv"),
        ("red\x1b[31m.csv", "red_[31m.csv"),
        ("\u202egnp.csv", "_gnp.csv"),
        ("..\\..\\ledger.sqlite", ".._.._ledger.sqlite"),
        ("x.csv.report.txt", "x.csv.report.txt_"),
    ],
)
def test_names(name, expected):
    assert tame(name) == expected


@given(st.text(st.characters(codec=None, exclude_characters="/\0"), min_size=1, max_size=300))
def test_every_name_is_one_safe_short_line(name):
    made = tame(name)
    assert made.isprintable()
    assert "/" not in made
    assert not made.startswith("-")
    assert not made.lower().endswith(REPORT)
    assert 0 < len(made.encode()) <= LONGEST
    assert tame(made) == made


def test_a_long_name_keeps_its_ending():
    assert tame("ä" * 250 + ".xlsx").endswith("ä.xlsx")


def test_a_second_file_of_a_name_gets_a_number():
    there = {"sessions.csv", "sessions.2.csv"}
    assert numbered("sessions.csv", there.__contains__) == "sessions.3.csv"
    assert numbered("moments.csv", there.__contains__) == "moments.csv"


@pytest.mark.parametrize("name", [".sessions.csv.swp", "sessions.csv.filepart", "sessions.csv~", "a.TMP"])
def test_what_is_not_whole_is_not_taken(name):
    assert not whole(name)
    assert whole("sessions.csv")
