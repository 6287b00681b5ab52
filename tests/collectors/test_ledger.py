"""The ledger takes statements in: all or none, once, and voided in any order."""

import pytest

from collectors.ledger.query import Query
from collectors.ledger.reader import Reader
from collectors.ledger.sqlite import open_reader
from schemas.statement.refusal import Refused


def journal(ledger):
    return [kind for (kind,) in open_reader(ledger.folder).execute("select kind from journal order by position")]


def reader(ledger):
    return Reader(ledger.folder, "https://lc.example/source")


def test_a_statement_sent_twice_is_kept_once(ledger, course):
    sent = course()
    assert ledger.accept(sent).added == 1
    assert ledger.accept(sent).known == 1
    assert journal(ledger).count("stated") == 1


def test_a_known_id_with_other_content_is_refused_and_the_first_stays(ledger, course):
    first = course()
    ledger.accept(first)
    with pytest.raises(Refused) as refusal:
        ledger.accept(first | {"timestamp": "2026-03-03T10:00:00Z"})
    assert refusal.value.status == 409
    assert b"2026-03-02" in reader(ledger).statement(first["id"], voided=False)[0]


def test_a_batch_is_all_or_nothing(ledger, course):
    first, second = course(), course()
    ledger.accept(first)
    with pytest.raises(Refused):
        ledger.accept(second, first | {"timestamp": "2026-03-03T10:00:00Z"})
    assert reader(ledger).statement(second["id"], voided=False) is None
    assert ledger.accept(second).added == 1


def test_what_was_refused_leaves_no_trace_in_the_caches(ledger, course):
    """A term or agent first met in a refused operation must be found missing by the next one."""
    taken = course()
    ledger.accept(taken)
    new = course("unseen", verb={"id": "https://example.org/verbs/new"})
    with pytest.raises(Refused):
        ledger.accept(new, taken | {"timestamp": "2026-03-03T10:00:00Z"})
    ledger.accept(new)
    assert len(reader(ledger).page(Query(verb="https://example.org/verbs/new")).statements) == 1


@pytest.mark.parametrize("voiding_first", [False, True])
def test_voiding_works_in_any_order(ledger, course, void, voiding_first):
    target = course()
    both = [void(target["id"]), target] if voiding_first else [target, void(target["id"])]
    for one in both:
        ledger.accept(one)
    assert reader(ledger).statement(target["id"], voided=False) is None
    assert reader(ledger).statement(target["id"], voided=True) is not None
    assert journal(ledger).count("voided") == 1


def test_a_voiding_statement_cannot_be_voided(ledger, course, void):
    target = course()
    voiding = void(target["id"])
    ledger.accept(target, voiding)
    with pytest.raises(Refused):
        ledger.accept(void(voiding["id"]))


def test_only_the_source_that_made_a_statement_may_void_it(ledger, course, void):
    ledger.source("other", "KLV")
    target = course()
    ledger.accept(target)
    with pytest.raises(Refused) as refusal:
        ledger.accept(void(target["id"]), source="other")
    assert refusal.value.status == 403
    early = course()
    ledger.accept(void(early["id"]), source="other")
    ledger.accept(early)
    assert reader(ledger).statement(early["id"], voided=False) is not None


def test_bytes_come_back_as_they_were_sent(ledger, course):
    sent = course(result={"score": {"raw": 1.50, "max": 2.0}})
    ledger.accept(sent)
    body, _ = reader(ledger).statement(sent["id"], voided=False)
    assert b'"raw": 1.5' in body
    assert b'"authority"' in body


def test_pages_follow_one_another_without_gap_or_double(ledger, course):
    ids = [ledger.accept(course()).ids[0] for _ in range(7)]
    query, seen = Query(limit=3, ascending=True), []
    while query:
        page = reader(ledger).page(query)
        seen += page.statements
        query = page.more
    assert [i for i in ids if any(i.encode() in s for s in seen)] == ids
    assert len(seen) == 7


def test_stored_only_ever_grows(ledger, course):
    for _ in range(5):
        ledger.accept(course())
    rows = [s for (s,) in open_reader(ledger.folder).execute("select stored from statement order by seq")]
    assert rows == sorted(set(rows))


def test_reading_through_a_source_of_its_own_shows_only_its_statements(ledger, course):
    ledger.source("other", "KLV")
    ledger.accept(course())
    assert reader(ledger).page(Query(source="other")).statements == []


def test_only_its_owner_may_look_into_the_folder(ledger):
    """It holds identities."""
    assert ledger.folder.stat().st_mode & 0o077 == 0
