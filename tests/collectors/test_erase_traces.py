"""Where an identifier can hide, and numbers that must survive the rewriting of somebody else's statement."""

import hashlib
import json
import random
import sqlite3
from datetime import UTC, datetime

import pytest

from collectors.collect import collect
from collectors.door import prepare
from collectors.kinds import Context
from collectors.ledger.erase import without
from collectors.ledger.query import Query
from collectors.ledger.reader import Reader
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, Erase, PutIdentities
from collectors.ledger.writer import Writer
from collectors.rows import IdentityRow
from schemas.statement.refusal import Refused

LMS = "https://lms.klv.example"
HEMMO = {"objectType": "Agent", "account": {"homePage": LMS, "name": "hemmo-login"}}
MBOX = "mailto:hemmo@klv.example"


def sha1(address):
    return hashlib.sha1(address.encode(), usedforsecurity=False).hexdigest()


@pytest.fixture
def peopled(ledger):
    ledger.unit("KLV-A")
    for person in ("p-hemmo", "p-other"):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.identity("p-hemmo", "hemmo-login")
    row = IdentityRow(agency_id="KLV", person_id="p-hemmo", kind="mbox", value=MBOX)
    ledger.writer.do(PutIdentities(rows=[row]))
    return ledger


def left(ledger, *needles):
    return [(f.name, n) for f in ledger.folder.iterdir() for n in needles if n.encode() in f.read_bytes()]


@pytest.mark.parametrize(
    "changes",
    [
        {"authority": HEMMO},
        {"authority": {"objectType": "Group", "member": [HEMMO, {"mbox": "mailto:app@klv.example"}]}},
        {"context": {"extensions": {"https://example.org/x": {"user": [HEMMO]}}}},
        {"context": {"team": {"objectType": "Group", "member": [HEMMO]}}},
        {"version": "2.0.0", "context": {"contextAgents": [{"objectType": "contextAgent", "agent": HEMMO}]}},
        {
            "version": "2.0.0",
            "context": {
                "contextGroups": [
                    {"objectType": "contextGroup", "group": {"objectType": "Group", "member": [HEMMO]}},
                ]
            },
        },
        {"object": HEMMO},
        {"object": {"objectType": "Group", "account": {"homePage": LMS, "name": "hemmo-login"}}},
        {
            "object": {
                "objectType": "SubStatement",
                "actor": HEMMO,
                "verb": {"id": "https://example.org/v"},
                "object": {"id": "https://example.org/o"},
                "context": {"instructor": HEMMO, "extensions": {"https://example.org/x": HEMMO}},
            }
        },
    ],
    ids=[
        "authority",
        "authority of two",
        "extension",
        "team",
        "context agent",
        "context group",
        "object",
        "group",
        "substatement",
    ],
)
def test_no_mention_is_overlooked(peopled, course, changes):
    peopled.accept(course("other-login", **changes))
    assert peopled.writer.do(Erase(person="KLV/p-hemmo")).known == 1
    assert left(peopled, "hemmo") == []


def test_an_address_goes_with_its_sha1_and_neither_comes_back(peopled, course):
    member = {"mbox_sha1sum": sha1(MBOX)}
    peopled.accept(course("other-login", actor={"objectType": "Group", "member": [member]}))
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    assert left(peopled, sha1(MBOX), "hemmo") == []
    for actor in (member, {"mbox": MBOX}):
        with pytest.raises(Refused):
            peopled.accept(course(actor=actor))


def test_a_sha1_goes_with_its_address(peopled, course):
    row = IdentityRow(agency_id="KLV", person_id="p-other", kind="mbox_sha1sum", value="ab" * 20)
    row_of_known = IdentityRow(
        agency_id="KLV",
        person_id="p-other",
        kind="mbox_sha1sum",
        value=sha1("mailto:utu@klv.example"),
    )
    peopled.writer.do(PutIdentities(rows=[row, row_of_known]))
    peopled.accept(course(actor={"mbox": "mailto:utu@klv.example"}))
    assert peopled.writer.do(Erase(person="KLV/p-other")).added == 1
    assert left(peopled, "utu@klv.example") == []


def test_iris_that_speak_of_the_person_go_unless_others_use_them(peopled, course):
    iri = "https://example.org/hemmo/"
    mine = course("hemmo-login", verb={"id": iri + "v"}, object={"id": iri + "o"})
    shared = course("hemmo-login", verb={"id": "https://example.org/both"}, object={"id": "https://example.org/both"})
    others = course("other-login", verb={"id": "https://example.org/both"})
    peopled.accept(mine, shared, others)
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    assert left(peopled, "hemmo") == []
    reader = Reader(peopled.folder, "https://lc.example/source")
    assert len(reader.page(Query(verb="https://example.org/both")).statements) == 1


@pytest.mark.parametrize("seed", [3, 6, 8])
def test_nothing_is_left_in_pages_that_were_split_long_ago(peopled, course, seed):
    rng = random.Random(seed)
    for _ in range(60):
        batch = []
        for _ in range(40):
            name = "hemmo-login" if rng.random() < 0.05 else f"u{rng.randrange(300)}"
            definition = {"name": {"fi": "x" * rng.randrange(1500)}}
            batch.append(course(name, object={"id": f"{LMS}/{name}/{rng.random()}", "definition": definition}))
        peopled.accept(*batch)
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    assert left(peopled, "hemmo") == []


def test_a_reader_that_looks_on_only_delays_the_wiping(peopled, course):
    peopled.accept(course("hemmo-login"))
    reader = sqlite3.connect(f"file:{peopled.folder / 'ledger.sqlite'}?mode=ro", uri=True, isolation_level=None)
    peopled.writer._connection.execute("pragma busy_timeout = 50")
    reader.execute("begin")
    reader.execute("select count(*) from statement").fetchone()
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    reader.close()
    peopled.writer.close()
    peopled.writer = Writer(peopled.folder)
    assert left(peopled, "hemmo") == []


def test_what_a_kill_left_behind_is_wiped_on_opening(peopled, course, monkeypatch):
    peopled.accept(course("hemmo-login"))
    with monkeypatch.context() as patch:
        patch.setattr("collectors.ledger.writer.wipe", lambda _: None)
        peopled.writer.do(Erase(person="KLV/p-hemmo"))
        assert left(peopled, "hemmo")
        peopled.writer.close()
    peopled.writer = Writer(peopled.folder)
    assert left(peopled, "hemmo") == []


def test_rewriting_keeps_every_number_and_text_as_it_was_sent(peopled, course):
    raw = json.dumps(course("other-login", context={"instructor": HEMMO}))
    numbers = (
        '{"https://example.org/x": [1e400, 123456789012345678901234567890, 0.10000000000000000555, 1.50, "\\u00e4"]}'
    )
    raw = raw[:-1] + ', "result": {"extensions": ' + numbers + "}}"
    done = peopled.writer.do(Accept(source="moodle", statements=[prepare(raw.encode())]))
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    body, _ = Reader(peopled.folder, "https://lc.example/source").statement(done.ids[0], voided=False)
    for number in ("1e400", "123456789012345678901234567890", "0.10000000000000000555", "1.50", "\\u00e4"):
        assert number.encode() in body


def test_without_leaves_other_agents_alone():
    raw = b'{"a": {"mbox": "mailto:x@y"}, "b": [{"mbox": "mailto:z@y", "name": "Z"}], "c": {"mbox": 7}}'
    rewritten = json.loads(without(raw, {'["mbox","mailto:z@y"]'}))
    assert rewritten["a"] == {"mbox": "mailto:x@y"}
    assert rewritten["b"][0]["account"]["name"] == "erased"
    assert rewritten["c"] == {"mbox": 7}


def test_an_identifier_that_changed_hands_does_not_bring_the_first_back(ledger, course):
    ledger.unit("KLV-A")
    held = (("p1", "2020-01-01", "2026-02-28"), ("p2", "2026-03-01", "9999-12-31"))
    for person, _, _ in held:
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    rows = [
        IdentityRow(agency_id="KLV", person_id=p, kind="account", value="4711", home_page=LMS, valid_from=a, valid_to=b)
        for p, a, b in held
    ]
    ledger.writer.do(PutIdentities(rows=rows))
    ledger.writer.do(Erase(person="KLV/p1"))
    ledger.accept(course(timestamp="2026-03-02T10:00:00Z"))
    with pytest.raises(Refused):
        ledger.accept(course(timestamp="2026-02-02T10:00:00Z"))
    ledger.writer.close()
    ledger.writer = Writer(ledger.folder)
    with pytest.raises(Refused):
        ledger.accept(course(timestamp="2026-02-02T10:00:00Z"))


def test_somebody_elses_part_under_a_handed_on_identifier_stays(ledger, course):
    """Both were the erased person's once; on this day only the mentee's still is."""
    ledger.unit("KLV-A")
    for person in ("p1", "p2"):
        ledger.person(person, ("KLV-A", "2020-01-01", "9999-12-31"))
    ledger.identity("p1", "mentor")
    ledger.identity("p1", "mentee")
    ledger.identity("p2", "mentor")
    mentee = {"objectType": "Agent", "account": {"homePage": LMS, "name": "mentee"}}
    sent = course("mentor", object=mentee)
    ledger.accept(sent)
    ledger.writer.do(Erase(person="KLV/p1"))
    body, _ = Reader(ledger.folder, "https://lc.example/source").statement(sent["id"], voided=False)
    assert json.loads(body)["actor"] == sent["actor"]
    assert json.loads(body)["object"]["account"]["name"] == "erased"


def test_an_erasure_holds_for_what_follows_in_its_own_group(peopled, course):
    late = prepare(json.dumps(course("hemmo-login")).encode())
    erasing, accepting = Erase(person="KLV/p-hemmo"), Accept(source="moodle", statements=[late])
    gone, back = peopled.writer._durably([erasing, accepting])
    assert gone.erasures
    assert isinstance(back, Refused)


def test_a_file_cannot_bring_the_person_back(peopled, tmp_path):
    peopled.writer.do(Erase(person="KLV/p-hemmo"))
    path = tmp_path / "moments.csv"
    path.write_text(
        "moment_id;person_id;date;kind\nm1;p-hemmo;1.3.2026;success\nm2;p-other;1.3.2026;success\n", "utf-8"
    )
    context = Context(
        source="moodle",
        agency="KLV",
        home_page="https://lc.example/klv",
        key=b"k" * 32,
        now=datetime(2026, 4, 1, tzinfo=UTC),
    )
    summary = collect("moments", path, context, peopled.writer.do)
    assert summary.added == 1
    assert [(q.row, "erased" in q.rule) for q in summary.quarantined] == [(2, True)]
    assert open_reader(peopled.folder).execute("select source, kind, row from quarantine").fetchall() == [
        ("moodle", "moments", 2)
    ]
    assert left(peopled, "p-hemmo") == []
