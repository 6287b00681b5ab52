"""Promise 4: no manager, nor anybody else, reaches a row about another person, at any address of the whole server.

Every route there is, and every role, also of another agency. What is one person's own answers 404 to all but them.
"""

import json
import re
import shutil
import uuid

import pytest
from starlette.routing import Mount
from starlette.testclient import TestClient

from collectors.door import prepare
from collectors.ledger.reader import Reader
from collectors.ledger.sqlite import open_reader
from collectors.ledger.work import Accept, AddSource, PutIdentities, PutPersons, PutUnits
from collectors.ledger.writer import Writer
from collectors.lrs.app import app as lrs
from collectors.lrs.auth import Gate
from collectors.rows import IdentityRow, PersonRow, UnitRow
from collectors.web.hand_in.hand_ins import HandIns
from collectors.web.session import COOKIE
from lahde.serve import _app
from lahde.settings import load
from lahde.whose import reading
from schemas import profile
from schemas.viewer import ROLES, Viewer

OWN, OTHER = "oma-ihminen", "toinen-ihminen"
START = "2020-01-01"
LOGIN = "tunnus-4711"
MOMENT, OTHER_MOMENT = (str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for name in ("asked for", "not asked for"))
VALUES = {
    "node": "KLV",
    "indicator": "LC01",
    "kind": "success",
    "lang": "en",
    "name": "lahde.css",
    "step": "x",
    "wave": "w",
}
"""Of the parts of addresses; any other is filled with the id of somebody else's statement."""
WATCHERS = [
    *((agency, roles) for agency in ("KLV", "MH") for roles in (("person",), ROLES)),
    *(pytest.param(agency, (role,), marks=pytest.mark.ci) for agency in ("KLV", "MH") for role in ROLES[1:]),
]
watched_by = pytest.mark.parametrize(
    ("agency", "roles"), WATCHERS, ids=lambda v: v if isinstance(v, str) else "+".join(v)
)


class Server:
    """The whole application of `lahde serve`, over a folder with one person's data and the town's release."""

    def __init__(self, folder, published, **settings):
        self.settings = load(data=str(folder), **settings)
        self.writer = Writer(folder)
        shutil.copytree(published, folder / "published", symlinks=True)
        self._fill()
        reader = Reader(folder, "https://lc.example/source")
        self.hand_ins = HandIns(folder, self.writer.do, reading(self.settings), self.settings.hand_in_bytes)
        store = lrs(self.writer, reader, Gate(list, "refuse"))
        self.app = _app(self.settings, self.writer, reader, self.hand_ins, store)

    def _fill(self):
        """The person whose data they are, and another in each agency, who has some too."""
        feeds, declared = ["moments", "reflections", "mentoring"], {"purpose": "p", "dpia": "d", "cooperation": "c"}
        for agency, person in (("KLV", OWN), ("KLV", OTHER), ("MH", OTHER)):
            name, home = f"{agency.lower()}-pages", self.settings.home_page(agency)
            unit = UnitRow(unit_id=agency, parent_id=None, agency_id=agency, name_fi="K", name_sv="K", valid_from=START)
            added = AddSource(
                name=name, agency=agency, key=name, secret_hash="x", scopes=["pages"], feeds=feeds, units=[], **declared
            )
            moments = (MOMENT, OTHER_MOMENT) if person == OWN else (str(uuid.uuid4()),)
            told = [prepare(json.dumps(moment(home, person, m)).encode()) for m in moments]
            rows = [PersonRow(person_id=person, unit_id=agency, valid_from=START)]
            for work in (
                *((added, PutUnits(rows=[unit])) if (agency, person) != ("KLV", OTHER) else ()),
                PutPersons(agency=agency, home_page=home, rows=rows),
                Accept(source=name, statements=told),
            ):
                self.writer.do(work)
        login = IdentityRow(
            agency_id="KLV", person_id=OWN, kind="account", value=LOGIN, home_page="https://lms.example"
        )
        self.writer.do(PutIdentities(rows=[login]))

    def browser(self, agency="KLV", person_id=None, roles=("person",)):
        """Signed in, unless nobody is named."""
        browser = TestClient(self.app, base_url="https://lahde.example", follow_redirects=False)
        if person_id:
            sessions = next(r for r in self.app.routes if r.path == "/me").app.state.wiring.sessions
            viewer = Viewer(agency=agency, person_id=person_id, roles=frozenset({"person", *roles}))
            identifier = sessions.begin(viewer, known=False)
            browser.cookies.set(COOKIE, identifier)
            browser.csrf = sessions.of(identifier).csrf
        return browser


def moment(home, person, name):
    return {
        "id": name,
        "actor": {"account": {"homePage": home, "name": person}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": f"{home}/m/{name}", "definition": {"type": f"{profile.BASE}/activity-types/success"}},
        "timestamp": "2026-10-02T10:00:00Z",
    }


@pytest.fixture(scope="module")
def server(town, tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("roles") / "data", town.published)
    yield made
    made.hand_ins.close()
    made.writer.close()


def addresses(routes, before=""):
    """(path with its parts filled, methods) of every route, also of what is mounted."""
    for route in routes:
        if isinstance(route, Mount):
            yield from addresses(route.routes, before + route.path)
        elif "{rest:path}" not in route.path:
            inner = getattr(route.app, "routes", None)
            if inner is None:
                path = re.sub(r"{(\w+)[^}]*}", lambda m: VALUES.get(m[1], MOMENT), before + route.path)
                yield path, route.methods or {"GET"}
            elif route.path == "/me":  # the same pages stand behind each of their first parts
                yield from addresses(inner)


def own(path):
    """An address that names one person's statement."""
    return MOMENT in path


def test_every_part_of_the_server_is_among_them(server):
    paths = {path for path, _ in addresses(server.app.routes)}
    assert {
        "/me",
        "/me/data.json",
        f"/me/withdraw/{MOMENT}",
        "/hand-in",
        "/xapi/statements",
        "/metrics",
        "/fi/org/KLV",
    } <= paths
    assert len(paths) > 40
    assert sum(own(path) for path in paths) >= 5


@watched_by
def test_whoever_else_is_signed_in_finds_nothing_of_the_person(server, agency, roles):
    browser = server.browser(agency, OTHER, roles)
    for path, methods in addresses(server.app.routes):
        if "GET" in methods:
            answer = browser.get(path)
            for mark in (OWN, LOGIN, OTHER_MOMENT):
                assert mark not in answer.text, path
            if own(path):
                assert answer.status_code == 404, path


@watched_by
def test_nor_changes_anything_of_theirs(server, agency, roles):
    browser, before = server.browser(agency, OTHER, roles), held(server)
    for path, methods in addresses(server.app.routes):
        if "POST" in methods and own(path):
            assert browser.post(path, data={"csrf": browser.csrf, "nonce": "0123456789abcdef"}).status_code == 404, path
    assert held(server) == before


def held(server):
    ledger = open_reader(server.settings.folder)
    return ledger.execute("select count(*), count(voided_at) from statement").fetchone()


def test_who_is_not_signed_in_finds_nothing(server):
    browser = server.browser()
    for path, methods in addresses(server.app.routes):
        if "GET" in methods:
            answer = browser.get(path)
            assert OWN not in answer.text
            assert not own(path) or answer.status_code in (303, 401, 404), path


def test_the_person_finds_it_all(server):
    """So that the others' empty hands mean something."""
    browser = server.browser("KLV", OWN)
    assert {MOMENT, OTHER_MOMENT} <= {s["id"] for s in browser.get("/me/data.json").json()["statements"]}
    assert LOGIN in browser.get("/me").text
    for path in (f"/me/withdraw/{MOMENT}", f"/me/correct/{MOMENT}", f"/moments/reflection/{MOMENT}"):
        assert browser.get(path).status_code == 200, path
    other = server.browser("KLV", OTHER).get("/me/data.json").json()["statements"]
    assert len(other) == 1
    assert (f"/me/withdraw/{MOMENT}", {"GET", "HEAD"}) in list(addresses(server.app.routes))


def test_me_says_what_cannot_be_watched(server):
    """Promise 12: also before anything was handed out."""
    page = server.browser("KLV", OWN).get("/me", headers={"accept-language": "en"}).text
    assert "Copies handed out cannot be watched after that." in page
