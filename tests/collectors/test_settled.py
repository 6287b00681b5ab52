"""What a correction reads: files that were wrong or late enter; what people did later about themselves does not."""

import json

import pytest

from collectors.door import prepare
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, AddSource, Correct, Withdraw
from collectors.outbox import Outbox
from collectors.settled import Settled
from schemas.journal import Retracted, Stated

HOME = "https://lc.example/klv"


@pytest.fixture
def pages(ledger):
    """A ledger with klv-1, who has noted two moments on the pages of KLV; and where the journal stood then."""
    ledger.unit("KLV-A")
    ledger.person("klv-1", ("KLV-A", "2020-01-01", "9999-12-31"))
    declared = {"purpose": "p", "dpia": "d", "cooperation": "c"}
    ledger.writer.do(
        AddSource(
            name="klv-pages", agency="KLV", key="p", secret_hash="x", scopes=["pages"], feeds=["moments"], units=[],
            **declared,
        )
    )  # fmt: skip
    return ledger


def own(course):
    return course("klv-1", home_page=HOME)


def withdrawal(statement):
    return Withdraw(agency="KLV", person_id="klv-1", home_page=HOME, statement=statement["id"])


def after(ledger, position):
    """Of what came later: how many are stated and retracted, for a correction and for all else."""
    reader = open_reader(ledger.folder)
    counted = []
    for outbox in (Settled(reader, position), Outbox(reader)):
        found = outbox.records(position, 1_000)
        counted.append((sum(isinstance(r, Stated) for r in found), sum(isinstance(r, Retracted) for r in found)))
    return counted


def test_what_sources_bring_late_enters(pages, course):
    position = Outbox(open_reader(pages.folder)).position()
    pages.accept(course(), course())
    assert after(pages, position) == [(2, 0), (2, 0)]


def test_what_is_taken_back_stays_counted(pages, course):
    first, second = own(course), own(course)
    pages.accept(first, second, source="klv-pages")
    position = Outbox(open_reader(pages.folder)).position()
    pages.writer.do(withdrawal(first))
    assert after(pages, position) == [(0, 0), (0, 1)]


def test_what_is_noted_later_does_not_enter_nor_what_is_put_right(pages, course):
    wrong = own(course)
    pages.accept(wrong, source="klv-pages")
    position = Outbox(open_reader(pages.folder)).position()
    pages.accept(own(course), source="klv-pages")
    right = Accept(source="klv-pages", statements=[prepare(json.dumps(own(course)).encode())])
    pages.writer.do(Correct(wrong=withdrawal(wrong), right=right))
    assert after(pages, position) == [(0, 0), (2, 1)]


def test_what_was_taken_back_before_is_gone(pages, course):
    statement = own(course)
    pages.accept(statement, source="klv-pages")
    pages.writer.do(withdrawal(statement))
    position = Outbox(open_reader(pages.folder)).position()
    found = Settled(open_reader(pages.folder), position).records(0, 1_000)
    assert sum(isinstance(record, Retracted) for record in found) == 1


def test_what_came_later_and_was_taken_back_is_as_if_it_had_never_come(pages, course):
    position = Outbox(open_reader(pages.folder)).position()
    late = own(course)
    pages.accept(late)
    pages.writer.do(withdrawal(late))
    assert after(pages, position) == [(0, 0), (1, 1)]


def test_a_source_that_takes_its_own_word_back_is_heard(pages, course, void):
    statement = course()
    pages.accept(statement)
    position = Outbox(open_reader(pages.folder)).position()
    pages.accept(void(statement["id"]))
    assert after(pages, position) == [(0, 1), (0, 1)]
