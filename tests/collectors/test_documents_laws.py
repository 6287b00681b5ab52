"""Whatever is asked of documents in whatever order, they are as a dictionary would be."""

import sqlite3
from importlib import resources

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.ledger import documents
from collectors.ledger.sources import add_source
from collectors.ledger.transaction import Transaction
from collectors.ledger.work import AddSource, DeleteDocuments, Only, Place, StoreDocument
from schemas.statement.refusal import Refused

SCHEMA = (resources.files("collectors.ledger") / "schema.sql").read_text("utf-8")
AGENT = '["mbox","mailto:maija@klv.example"]'
PLACES = [
    Place(resource="state", activity="x:1", agent=AGENT),
    Place(resource="state", activity="x:1", agent=AGENT, registration="r"),
    Place(resource="activity", activity="x:1"),
    Place(resource="agent", agent=AGENT),
]
BODIES = [b'{"a":1}', b'{"a":2,"b":1}', b"{}"]
TAGS = [*(documents.etag(body) for body in BODIES), "*", "other"]
JSON = "application/json"

tags = st.none() | st.lists(st.sampled_from(TAGS), min_size=1, max_size=2)
only = st.builds(Only, match=tags, none_match=tags, unconditional=st.sampled_from(["taken", "new", "refused"]))
at = {"place": st.sampled_from(PLACES), "id": st.sampled_from("st")}
stores = st.builds(
    StoreDocument,
    source=st.just("lms"),
    content_type=st.sampled_from([JSON, "text/plain"]),
    body=st.sampled_from(BODIES),
    merge=st.booleans(),
    only=only,
    **at,
)
deletes = st.builds(DeleteDocuments, only=only, **at)
clearings = st.builds(DeleteDocuments, place=st.sampled_from(PLACES))


def ledger():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    tx = Transaction(connection, b"key", {})
    tx.stored = 1_780_000_000_000_000
    add_source(tx, AddSource(name="lms", agency="", key="k", secret_hash="x", scopes=["all"], feeds=[], units=[]))
    return tx


def allowed(only, before):
    held = set() if before is None else {"*", documents.etag(before[1])}
    if only.match is not None and not held & set(only.match):
        return 412
    if only.none_match is not None and held & set(only.none_match):
        return 412
    if only.match is None and only.none_match is None and only.unconditional != "taken":
        return 409 if held else {"new": 0, "refused": 400}[only.unconditional]
    return 0


def by_dictionary(model, work):
    """The status of a refusal, or 0; the model is changed."""
    if isinstance(work, DeleteDocuments) and work.id is None:
        for place, name in list(model):
            if place == work.place or (not work.place.registration and bare(place) == bare(work.place)):
                del model[place, name]
        return 0
    key = work.place, work.id
    before = model.get(key)
    refused = allowed(work.only, before)
    if refused:
        return refused
    if isinstance(work, DeleteDocuments):
        model.pop(key, None)
        return 0
    body = work.body
    if work.merge and before:
        if {before[0], work.content_type} != {JSON}:
            return 400
        body = msgspec.json.encode(msgspec.json.decode(before[1]) | msgspec.json.decode(body))
    model[key] = work.content_type, body
    return 0


def bare(place):
    return msgspec.structs.replace(place, registration="")


def by_ledger(tx, work):
    tx.stored += 1
    try:
        (documents.store if isinstance(work, StoreDocument) else documents.delete)(tx, work)
    except Refused as refused:
        return refused.status
    return 0


@settings(deadline=None)  # the first example makes the tables
@given(st.lists(stores | deletes | clearings, max_size=12))
def test_they_are_as_a_dictionary_would_be(several):
    tx, model = ledger(), {}
    for work in several:
        assert by_ledger(tx, work) == by_dictionary(model, work)
    for place in PLACES:
        for name in "st":
            found = documents.find(tx.connection, place, name)
            assert (found and (found.content_type, found.body)) == model.get((place, name))
        within = {n for p, n in model if p == place or (not place.registration and bare(p) == place)}
        assert set(documents.ids(tx.connection, place)[0]) == within


@settings(deadline=None)  # the first example makes the tables
@given(st.lists(stores, min_size=1, max_size=12), st.data())
def test_since_leaves_out_what_did_not_change_after_it(several, data):
    tx, changed = ledger(), {}
    for work in several:
        if not by_ledger(tx, work):
            changed[work.place, work.id] = tx.stored
    place = data.draw(st.sampled_from(PLACES[1:]))
    since = data.draw(st.integers(tx.stored - len(several), tx.stored))
    later = sorted((when, name) for (p, name), when in changed.items() if p == place and when > since)
    names, newest = documents.ids(tx.connection, place, since)
    assert names == [name for _, name in later]
    assert newest == (later[-1][0] if later else 0)
