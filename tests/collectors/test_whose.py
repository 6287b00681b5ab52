"""Whose file it is when nobody says: the only live source of one agency that feeds its kind."""

import pytest

from collectors.ledger.sources import About, Source
from collectors.whose import whose
from schemas.statement.refusal import Refused


def source(name, *feeds, agency="KLV", scopes=("statements/write",), revoked=False, cooperation="C"):
    about = About(scopes=list(scopes), feeds=list(feeds), units=[], purpose="trial", dpia="D", cooperation=cooperation)
    return Source(name=name, agency=agency, key=name, secret_hash="x", about=about, revoked=revoked)


HR, MOODLE = source("hr", "mentoring", "moments"), source("moodle", "courses")


@pytest.mark.parametrize(("kind", "expected"), [("sessions", "hr"), ("moments", "hr"), ("courses", "moodle")])
def test_the_one_that_feeds_the_kind(kind, expected):
    assert whose([HR, MOODLE], kind).name == expected


def test_the_one_that_is_named():
    assert whose([HR, source("old-hr", "mentoring")], "sessions", "old-hr").name == "old-hr"


def test_reference_data_may_come_from_any():
    assert whose([HR], "persons") == HR
    with pytest.raises(Refused, match="hr, moodle"):
        whose([HR, MOODLE], "persons")


@pytest.mark.parametrize(
    "other",
    [
        source("gone", "mentoring", revoked=True),
        source("pages", "mentoring", scopes=["pages"]),
        source("everybody", "mentoring", agency=""),
        source("undeclared", "mentoring", cooperation=None),
    ],
)
def test_who_cannot_be_meant(other):
    assert whose([HR, other], "sessions") == HR


def test_the_way_out_is_told():
    with pytest.raises(Refused, match="inbox: say whose files these are: hr, hr2"):
        whose([HR, source("hr2", "mentoring")], "sessions", said="inbox")
    with pytest.raises(Refused, match="lahde source add"):
        whose([], "sessions")
    with pytest.raises(Refused, match="of any"):
        whose([source("any", "mentoring", agency="")], "sessions", "any")
