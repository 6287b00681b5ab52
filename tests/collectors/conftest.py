"""A ledger on disk, and statements as other systems would send them."""

import contextlib
import json
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from collectors.door import prepare
from collectors.kinds import Context
from collectors.kinds.build.template import Template
from collectors.ledger.reader import Reader
from collectors.ledger.sources import Source, sources
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, AddSource, Done, PutIdentities, PutPersons, PutUnits
from collectors.ledger.writer import Writer
from collectors.lrs.app import app as lrs
from collectors.lrs.auth import Gate, new_credentials
from collectors.lrs.readings import Readings
from collectors.outbox import Outbox
from collectors.rows import IdentityRow, PersonRow, UnitRow
from collectors.spool.folder import Spool
from collectors.web.app import app as people_pages
from collectors.web.hand_in.hand_ins import HandIns
from collectors.web.session import COOKIE, Sessions
from collectors.web.wiring import NotLetIn, Wiring
from collectors.whose import context
from schemas import profile
from schemas.journal import Record
from schemas.viewer import Role, Viewer

LMS = "https://lms.klv.example"
DECLARED = {"purpose": "trial", "dpia": "D-1", "cooperation": "C-1"}
"""Without them a source may bring nothing."""


def statement(name: str = "4711", *, home_page: str = LMS, **changes: Any) -> dict[str, Any]:
    """A course completion by the LMS's user `name`."""
    return {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": home_page, "name": name}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {
            "id": "https://lms.klv.example/course/7",
            "definition": {"type": "https://w3id.org/xapi/cmi5/activitytype/course"},
        },
        "timestamp": "2026-03-02T10:00:00Z",
    } | changes


def voiding(target: str) -> dict[str, Any]:
    return statement(
        verb={"id": "http://adlnet.gov/expapi/verbs/voided"}, object={"objectType": "StatementRef", "id": target}
    )


@pytest.fixture(autouse=True)
def every_statement_made_keeps_its_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test has our collectors and pages make passes the door and breaks no rule of its template."""
    fill = Template.fill

    def filled(self: Template, values: dict[str, Any]) -> bytes:
        body = fill(self, values)
        made = json.loads(body)
        template = profile.match(made["verb"]["id"], made["object"].get("definition", {}).get("type"))
        assert template is not None, "what we make is of a template"
        assert profile.faults(made, template) == []
        assert prepare(body).id == made["id"]
        return body

    monkeypatch.setattr(Template, "fill", filled)


class Ledger:
    """A writer, a reader and an outbox over one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writer = Writer(folder)
        self.source("moodle", "KLV")

    def source(self, name: str, agency: str) -> None:
        self.writer.do(
            AddSource(
                name=name,
                agency=agency,
                key=name,
                secret_hash="x",
                scopes=["all"],
                feeds=["courses"],
                units=[],
                **DECLARED,
            )
        )

    def accept(self, *statements: dict[str, Any], source: str = "moodle") -> Done:
        prepared = [prepare(json.dumps(s).encode()) for s in statements]
        return self.writer.do(Accept(source=source, statements=prepared))

    def unit(self, unit: str, agency: str = "KLV", parent: str | None = None) -> None:
        row = UnitRow(
            unit_id=unit, parent_id=parent, agency_id=agency, name_fi=unit, name_sv=unit, valid_from="2020-01-01"
        )
        self.writer.do(PutUnits(rows=[row]))

    def person(self, person_id: str, *units: tuple[str, str, str], agency: str = "KLV") -> Done:
        rows = [PersonRow(person_id=person_id, unit_id=u, valid_from=a, valid_to=b) for u, a, b in units]
        return self.writer.do(PutPersons(agency=agency, home_page=f"https://lc.example/{agency.lower()}", rows=rows))

    def identity(self, person_id: str, value: str, *, agency: str = "KLV", **dates: str) -> Done:
        row = IdentityRow(agency_id=agency, person_id=person_id, kind="account", value=value, home_page=LMS, **dates)
        return self.writer.do(PutIdentities(rows=[row]))

    def records(self, after: int = 0) -> list[Record]:
        return Outbox(open_reader(self.folder)).records(after, 100_000)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "data")
    yield made
    made.writer.close()


@pytest.fixture
def course() -> Callable[..., dict[str, Any]]:
    return statement


@pytest.fixture
def void() -> Callable[[str], dict[str, Any]]:
    return voiding


@pytest.fixture
def store(ledger: Ledger) -> Iterator[Callable[..., TestClient]]:
    """Clients of the record store, each with credentials of its own: `store("2.0.0", "state")`."""
    reader = Reader(ledger.folder, "https://lc.example/source")
    readings = Readings(ledger.writer)
    made = lrs(ledger.writer, reader, Gate(lambda: sources(reader.connection)), readings, path="")

    def client(version: str = "1.0.3", *scopes: str) -> TestClient:
        key, secret, secret_hash = new_credentials()
        ledger.writer.do(
            AddSource(
                name=f"source-{key}",
                agency="KLV",
                key=key,
                secret_hash=secret_hash,
                scopes=list(scopes) or ["all"],
                feeds=[],
                units=[],
                **DECLARED,
            )
        )
        opened = TestClient(made, headers={"X-Experience-API-Version": version})
        opened.auth = (key, secret)
        opened.name = f"source-{key}"  # type: ignore[attr-defined] # a test's convenience
        opened.readings = readings  # type: ignore[attr-defined] # as above
        return clients.enter_context(opened)

    with contextlib.ExitStack() as clients:
        yield client
    readings.flush()


class OneWay:
    """A way in that lets in whoever is named in the address."""

    pressed = False

    async def begin(self, _: Any, __: str) -> Viewer:
        raise NotLetIn("not_let_in.links")

    async def finish(self, request: Any, step: str) -> tuple[Viewer, str]:
        return Viewer(agency="KLV", person_id=step), request.query_params.get("onward", "")


class Pages:
    """People's pages over a ledger; each browser is a client of its own."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.clock = 0.0
        self.sessions = Sessions(lambda: self.clock)
        self.hand_ins = HandIns(ledger.folder, ledger.writer.do, reading, largest=1_000_000, now=lambda: self.clock)
        self.wiring = Wiring(
            writer=ledger.writer,
            hand_ins=self.hand_ins,
            reader=Reader(ledger.folder, "https://lc.example/source"),
            spool=Spool(ledger.folder),
            sessions=self.sessions,
            sign_in=OneWay(),
            home_page=lambda agency: f"https://lc.example/{agency.lower()}",
        )

    def browser(self) -> TestClient:
        """Nobody's yet. It does not follow redirects, so that a test sees them."""
        return TestClient(people_pages(self.wiring), base_url="https://lahde.example", follow_redirects=False)

    def signed_in(self, person_id: str = "klv-1", *roles: Role, agency: str = "KLV") -> TestClient:
        """The browser of somebody who is signed in; `browser.csrf` goes into its forms as `csrf`."""
        browser = self.browser()
        viewer = Viewer(agency=agency, person_id=person_id, roles=frozenset({"person", *roles}))
        identifier = self.sessions.begin(viewer, known=False)
        browser.cookies.set(COOKIE, identifier)
        session = self.sessions.of(identifier)
        browser.csrf = session and session.csrf  # type: ignore[attr-defined] # a test's convenience
        return browser


def reading(connection: sqlite3.Connection, source: Source) -> Context:
    return context(connection, source, lambda agency: f"https://lc.example/{agency.lower()}")


@pytest.fixture
def pages(ledger: Ledger) -> Iterator[Pages]:
    made = Pages(ledger)
    yield made
    made.hand_ins.close()
