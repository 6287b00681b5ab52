"""How long the ledger keeps what came with statements (law 9)."""

import json
from hashlib import sha256

import pytest

from collectors.door import prepare
from collectors.ledger.reader import Reader
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, Attachment, Erase, Withdraw
from collectors.person_file import everything
from schemas.statement.refusal import Refused

HOME = "https://lc.example/klv"
PROOF = b"proof of hemmo"


@pytest.fixture
def peopled(ledger):
    ledger.unit("KLV-A")
    for person in ("p-hemmo", "p-other"):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    return ledger


def told(content=PROOF):
    return {
        "usageType": "https://klv.example/usage/proof",
        "display": {},
        "contentType": "text/plain",
        "length": len(content),
        "sha2": sha256(content).hexdigest(),
    }


def taken(ledger, statement, content=PROOF):
    parts = {sha256(content).hexdigest(): content}
    prepared = prepare(json.dumps(statement).encode(), parts=parts)
    return ledger.writer.do(Accept(source="moodle", statements=[prepared]))


def contents(ledger, statement):
    reader = Reader(ledger.folder, "https://lc.example/source")
    return [one.content for one in reader.attachments(filter(None, [reader.seq(statement["id"])]))]


def test_content_goes_with_the_last_statement_that_has_it(peopled, course):
    own, others = (course(who, home_page=HOME, attachments=[told()]) for who in ("p-hemmo", "p-other"))
    taken(peopled, own)
    taken(peopled, others)
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    assert (contents(peopled, own), contents(peopled, others)) == ([], [PROOF])
    peopled.writer.do(Erase(person="KLV/p-other"))
    assert all(PROOF not in file.read_bytes() for file in peopled.folder.iterdir())


def test_where_an_erased_person_was_mentioned_nobody_can_tell_what_content_says(peopled, course):
    mention = {"account": {"homePage": HOME, "name": "p-hemmo"}}
    sent = course("p-other", home_page=HOME, context={"instructor": mention}, attachments=[told()])
    taken(peopled, sent)
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    assert contents(peopled, sent) == []
    assert all(PROOF not in file.read_bytes() for file in peopled.folder.iterdir())


def test_it_goes_with_what_a_person_takes_back(peopled, course):
    sent = course("p-hemmo", home_page=HOME, attachments=[told()])
    taken(peopled, sent)
    peopled.writer.do(Withdraw(agency="KLV", person_id="p-hemmo", home_page=HOME, statement=sent["id"]))
    assert contents(peopled, sent) == []


def test_a_person_has_what_came_with_statements_that_name_nobody_else(peopled, course):
    mention = {"account": {"homePage": HOME, "name": "p-other"}}
    own = course("p-hemmo", home_page=HOME, attachments=[told()])
    taken(peopled, own)
    taken(
        peopled,
        course("p-hemmo", home_page=HOME, attachments=[told(b"both")], context={"instructor": mention}),
        b"both",
    )
    reader = open_reader(peopled.folder)
    (told_of,) = everything(reader, "KLV", "p-hemmo", HOME).attachments
    assert (told_of.statement, told_of.content) == (own["id"], PROOF.decode())
    assert everything(reader, "KLV", "p-other", HOME).attachments == []


def test_what_is_voided_keeps_it(peopled, course, void):
    sent = course("p-hemmo", home_page=HOME, attachments=[told()])
    taken(peopled, sent)
    peopled.accept(void(sent["id"]))
    assert contents(peopled, sent) == [PROOF]


def test_doors_without_contents_leave_them_where_they_are(course):
    """A file, or a page of another store, has the statements only."""
    raw = json.dumps(course(attachments=[told()])).encode()
    assert prepare(raw).attachments == []
    with pytest.raises(Refused):
        prepare(raw, parts={})


def test_a_content_is_an_attachment_of_its_type(course):
    digest = sha256(PROOF).hexdigest()
    named = told() | {"sha2": digest.upper()}
    prepared = prepare(json.dumps(course(attachments=[named])).encode(), parts={digest: PROOF})
    assert prepared.attachments == [Attachment(sha2=digest, media_type="text/plain", content=PROOF)]
