"""Erasure, byte by byte: every file there is searched for every identifier the person ever had (law 9, promise 7)."""

import hashlib
import json
import shutil
import uuid
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from collectors.door import prepare
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, AddSource, PutIdentities, PutPersons, PutUnits
from collectors.rows import IdentityRow, PersonRow, UnitRow
from lahde.backup import backup, restore
from lahde.connection import connect
from lahde.inbox.names import REPORT
from lahde.operate import erase, replay
from lahde.pipeline import PUBLISHED, WAREHOUSE
from lahde.settings import load
from lahde.snapshot import make
from schemas.statement.refusal import Refused
from warehouse.release import release

LMS = "https://lms.klv.example"
WHO = "kadonnut-4711"
ADDRESS = "katoava.henkilo@klv.example"
MBOX = f"mailto:{ADDRESS}"
OPENID = "https://id.klv.example/katoava"
SHA1 = hashlib.sha1(MBOX.encode(), usedforsecurity=False).hexdigest()
NAMES = (WHO, "katoava-login", ADDRESS, OPENID, SHA1)
ACTORS = (
    {"account": {"homePage": LMS, "name": "katoava-login"}},
    {"mbox": MBOX},
    {"mbox_sha1sum": SHA1},
    {"openid": OPENID},
)


class Folder:
    """KLV with 30 people and one who will be erased: known under five identifiers, in others' statements too."""

    def __init__(self, path):
        self.settings = msgspec.structs.replace(load(data=str(path / "data")), snapshots=True)
        self.path = self.settings.folder
        self.home = self.settings.home_page("KLV")
        people = [*(f"p{n}" for n in range(30)), WHO]
        declared = {"purpose": "p", "dpia": "d", "cooperation": "c", "since": "2025-01-01"}
        unit = UnitRow(unit_id="KLV", parent_id=None, agency_id="KLV", name_fi="K", name_sv="", valid_from="2020-01-01")
        kinds = (("account", "katoava-login"), ("mbox", MBOX), ("openid", OPENID))
        self.others = [self.statement({"account": {"homePage": self.home, "name": f"p{n}"}}) for n in range(30)]
        self.own = [self.statement(actor) for actor in ACTORS for _ in range(10)]
        self.mention = self.statement(self.others[0]["actor"], context={"instructor": ACTORS[1]})
        self.do(
            AddSource(
                name="lms", agency="KLV", key="k", secret_hash="x", scopes=["all"], units=[], **declared,
                feeds=["courses", "mentoring", "moments", "reflections"],
            ),
            PutUnits(rows=[unit]),
            PutPersons(
                agency="KLV", home_page=self.home,
                rows=[PersonRow(person_id=p, unit_id="KLV", valid_from="2020-01-01") for p in people],
            ),
            PutIdentities(
                rows=[
                    IdentityRow(agency_id="KLV", person_id=WHO, kind=kind, value=value,
                                home_page=LMS if kind == "account" else None)
                    for kind, value in kinds
                ]
            ),
            self.accept(*self.own, self.mention, *self.others),
        )  # fmt: skip
        release(self.path / WAREHOUSE, self.path / PUBLISHED, as_of=date(2026, 10, 16))

    def do(self, *works):
        with connect(self.settings, begin=True) as connection:
            for work in works:
                done = connection.do(work)
            connection.ask("catch_up")
            return done

    def accept(self, *statements):
        return Accept(source="lms", statements=[prepare(json.dumps(s).encode()) for s in statements])

    def statement(self, actor, **more):
        return {
            "id": str(uuid.uuid4()),
            "actor": actor,
            "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
            "object": {
                "id": f"{LMS}/course/7",
                "definition": {"type": "https://w3id.org/xapi/cmi5/activitytype/course"},
            },
            "timestamp": "2026-09-02T10:00:00Z",
        } | more

    def pseudonyms(self):
        rows = open_reader(self.path).execute("select pseudonym from person where person_id = ?", (WHO,))
        return [uuid.UUID(pseudonym) for (pseudonym,) in rows]


def forms(identifier):
    """As text, as the bytes of a UUID, and as DuckDB keeps one: two halves turned round, the first bit inverted."""
    big = identifier.bytes
    turned = bytes([big[0] ^ 0x80]) + big[1:]
    return (str(identifier).encode(), identifier.hex.encode(), big, turned[::-1], turned[7::-1] + turned[:7:-1])


def found(folder, needles):
    """(file, needle) of everything that is still there."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return [(file.name, n) for file in files for content in [file.read_bytes()] for n in needles if n in content]


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_nothing_but_what_the_law_allows_is_left(folder, tmp_path):
    named = [name.encode() for name in NAMES]
    stated = [form for s in folder.own for form in forms(uuid.UUID(s["id"]))[:3]]
    pseudonyms = [form for p in folder.pseudonyms() for form in forms(p)]
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    make(folder.settings, holder="A", purpose="p", expires=tomorrow, agency="KLV")
    for part in ("done", "failed"):
        lying = folder.path / "inbox" / part / "persons"
        lying.mkdir(parents=True)
        (lying / "persons.csv").write_text(f"person_id\n{WHO}\n", "utf-8")
        (lying / f"persons.csv{REPORT}").write_text("{}", "utf-8")
    (folder.path / "correct-killed").mkdir()
    for copy in ("release.duckdb", "correct-killed/old.duckdb"):  # as a process that was killed leaves them
        shutil.copyfile(folder.path / WAREHOUSE, folder.path / copy)
    kept = backup(folder.settings, tmp_path / "backups", datetime.now(UTC))
    published = {file: file.read_bytes() for file in (folder.path / PUBLISHED).rglob("*") if file.is_file()}
    assert {name for _, name in found(folder.path, named)} == set(named)
    assert {file for file, _ in found(folder.path, pseudonyms)} >= {WAREHOUSE, "ledger.sqlite"}

    erase(folder.settings, f"KLV/{WHO}")

    allowed = {("ledger.sqlite", str(p).encode()) for p in map(uuid.UUID, _erased(folder.path))}
    assert found(folder.path, [*named, *stated]) == []
    assert {*found(folder.path, pseudonyms)} <= allowed
    assert not any((folder.path / "snapshots").iterdir())
    assert {file: file.read_bytes() for file in published} == published

    copied = msgspec.structs.replace(folder.settings, data=str(tmp_path / "restored"))
    restore(copied, kept, folder.path / "erasures.log")
    replay(copied)
    assert found(copied.folder, [*named, *stated]) == []
    assert {*found(copied.folder, pseudonyms)} <= allowed


def _erased(folder):
    """The pseudonyms of `erased` entries, which nobody can resolve."""
    rows = open_reader(folder).execute("select json_extract(data, '$.person') from journal where kind = 'erased'")
    return [pseudonym for (pseudonym,) in rows]


def test_nobody_brings_them_back_and_others_statements_speak_of_them_no_more(folder):
    erase(folder.settings, f"KLV/{WHO}")
    for actor in ACTORS:
        with pytest.raises(Refused):
            folder.do(folder.accept(folder.statement(actor)))
    row = PersonRow(person_id=WHO, unit_id="KLV", valid_from="2020-01-01")
    assert folder.do(PutPersons(agency="KLV", home_page=folder.home, rows=[row])).refused
    sql = "select body from statement where id = ?"
    (body,) = open_reader(folder.path).execute(sql, (uuid.UUID(folder.mention["id"]).bytes,)).fetchone()
    assert json.loads(body)["context"]["instructor"]["account"]["name"] == "erased"
    assert json.loads(body)["actor"] == folder.mention["actor"]
