"""Erasure is real: after it the ledger's own bytes do not hold the person (law 9)."""

import pytest

from collectors.ledger.work import Erase
from schemas.journal import Erased, Stated
from schemas.statement.refusal import Refused


@pytest.fixture
def peopled(ledger, course):
    ledger.unit("KLV-A")
    for person in ("p-hemmo", "p-other"):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.identity("p-hemmo", "hemmo-login")
    ledger.identity("p-other", "other-login")
    ledger.accept(course("hemmo-login"), course("other-login"))
    return ledger


def test_nothing_of_the_person_is_left_in_the_files(peopled, course):
    mention = {"account": {"homePage": "https://lms.klv.example", "name": "hemmo-login"}}
    peopled.accept(course("other-login", context={"instructor": mention}))
    done = peopled.writer.do(Erase(person="KLV/p-hemmo"))
    assert (done.added, done.known) == (1, 1)
    for file in peopled.folder.iterdir():
        assert b"hemmo" not in file.read_bytes(), file.name


def test_what_was_erased_does_not_come_back(peopled, course):
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    with pytest.raises(Refused) as refusal:
        peopled.accept(course("hemmo-login"))
    assert refusal.value.status == 403
    assert "hemmo" not in str(refusal.value)
    assert peopled.person("p-hemmo", ("KLV-A", "2020-01-01", "9999-12-31")).refused
    assert peopled.identity("p-other", "hemmo-login").refused


def test_it_outlives_a_restart(peopled, course):
    from collectors.ledger.writer import Writer

    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    peopled.writer.close()
    peopled.writer = Writer(peopled.folder)
    with pytest.raises(Refused):
        peopled.accept(course("hemmo-login"))


def test_the_journal_tells_the_pseudonym_and_nothing_else_of_them(peopled):
    before = [r for r in peopled.records() if isinstance(r, Stated)]
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    after = peopled.records()
    gone = {r.person for r in after if isinstance(r, Erased)}
    assert {r.person for r in before} - {r.person for r in after if isinstance(r, Stated)} <= gone
    assert len([r for r in after if isinstance(r, Stated)]) == 1


def test_the_part_of_somebody_else_in_a_deleted_statement_is_forgotten_too(peopled, course):
    other = {"objectType": "Agent", "account": {"homePage": "https://lms.klv.example", "name": "other-login"}}
    mentored = course("hemmo-login", object=other, verb={"id": "http://id.tincanapi.com/verb/mentored"})
    peopled.accept(mentored)
    of_other = [r.statement["id"] for r in peopled.records() if isinstance(r, Stated)][-2:]
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    forgotten = [i for r in peopled.records() if isinstance(r, Erased) for i in r.ids]
    assert set(of_other) <= set(forgotten)


def test_an_unknown_person_is_said_to_be_unknown(ledger):
    with pytest.raises(Refused) as refusal:
        ledger.writer.do(Erase(person="KLV/nobody"))
    assert refusal.value.status == 404
