"""Who sees what of the dashboards where one signs in: every role before every address, one's own agency and others."""

import re

import pytest
from starlette.testclient import TestClient

from dashboards.app import app
from dashboards.doors import Doors, Guarded
from schemas.viewer import ROLES, Viewer
from tests.journeys.promises.test_roles import OTHER, Server
from warehouse.published import open_current

FIGURE = "LC05"
FOR_ALL = ("/", "/static/lahde.css", "/{lang}/accessibility")
OPEN = ("", "/dictionary", "/audit", "/trust", "/connect", "/examples")
"""Pages of no agency in particular: for whoever is signed in."""


def viewer(*roles, agency="KLV", nodes=()):
    return Viewer(agency=agency, person_id="p", roles=frozenset({"person", *roles}), nodes=frozenset(nodes))


class House:
    """Dashboards for those who sign in; remembers which doors were shut."""

    def __init__(self, published, who):
        self.denied = []
        told = {"guarded": lambda _: Guarded(denied={}, handed_out=[]), "status": None}
        doors = Doors(access="signed_in", viewer_of=lambda _: who, denied=self.denied.append, **told)
        self.app = app(published, doors=doors)
        self.browser = TestClient(self.app, follow_redirects=False)

    def get(self, path, **more):
        return self.browser.get(path, **more)


@pytest.fixture(scope="module")
def departments(town):
    nodes = open_current(town.published).nodes()
    return {agency: next(n.id for n in nodes if n.parent == agency) for agency in ("KLV", "MH")}


def filled(application, node):
    """Every route, its parts filled."""
    values = {"node": node, "indicator": FIGURE, "name": "lahde.css"}
    return {re.sub(r"{(\w+)[^}]*}", lambda m: values[m[1]], route.path): route.path for route in application.routes}


def kind(path):
    """`/fi/org/{node}.json` as /org/{node}."""
    return re.sub(r"\.(json|csv)$", "", re.sub(r"^/(fi|sv|en)(?=/|$|\.)", "", path))


def expected(who, route, node, parent):
    """By domain.md 1 and the decisions of issue 5, told apart from the code."""
    place = kind(route)
    if route == "/" or route.startswith("/static/") or place == "/accessibility":
        return True
    if who is None:
        return False
    if place == "/health":
        return "operator" in who.roles
    if place == "/network":
        return "network" in who.roles
    if "{node}" not in route:
        assert place in OPEN, place
        return True
    return node.startswith(who.agency) or ("network" in who.roles and parent is None) or node in who.nodes


WHO = [
    viewer(),
    pytest.param(None, marks=pytest.mark.ci),
    *(pytest.param(viewer(role), marks=pytest.mark.ci) for role in ROLES[1:]),
    pytest.param(viewer(*ROLES), marks=pytest.mark.ci),
    pytest.param(viewer(agency="SKV"), marks=pytest.mark.ci),
]


@pytest.mark.parametrize("who", WHO, ids=lambda who: f"{who.agency}-{'+'.join(sorted(who.roles))}" if who else "nobody")
def test_every_role_before_every_address(town, departments, who):
    house = House(town.published, who)
    for node, parent in (("KLV", None), ("MH", None), (departments["KLV"], "KLV"), (departments["MH"], "MH")):
        for path, route in filled(house.app, node).items():
            if "report.pdf" in route or route.endswith(".png"):
                continue  # slow, and stands behind the same door as the page
            status, before = house.get(path).status_code, len(house.denied)
            if expected(who, route, node, parent):
                only_agencies = parent and kind(route) in ("/org/{node}/journey", "/trust/{node}")
                undrawn = "-parts" in route
                assert status in ((404,) if only_agencies else (200, 404) if undrawn else (200, 307)), path
            else:
                assert status == 404, path
                house.get(path)
                assert len(house.denied) == before + 1, path


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".svg"])
def test_files_stand_behind_the_same_door(town, suffix):
    path = "/fi/org/MH/report.pdf" if suffix == ".pdf" else f"/fi/org/MH/{FIGURE}{suffix}"
    assert House(town.published, viewer("hr")).get(path).status_code == 404


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_no_page_that_one_sees_names_another_agency(town, departments, lang):
    """Nor does any tell a figure of it: what one may not see is as if it were not published."""
    house, names = House(town.published, viewer("hr", "dpo", "manager")), ("Majakkahallinto", "Fyrförvaltningen")
    for node in ("KLV", departments["KLV"]):
        for path, route in filled(house.app, node).items():
            if route.startswith(f"/{lang}") and not route.endswith((".pdf", ".png")):
                assert not any(name in house.get(path).text for name in names), path


def test_a_grant_opens_a_part_and_nothing_above_it(town, departments):
    part = departments["MH"]
    house = House(town.published, viewer(nodes=[part]))
    page = house.get(f"/fi/org/{part}")
    assert page.status_code == 200
    assert f"/fi/org/{part}" in house.get("/fi").text
    assert "Majakkahallinto" not in page.text
    assert house.get("/fi/org/MH").status_code == 404


@pytest.mark.parametrize(
    "who", [viewer("hr"), viewer("network"), viewer("operator", agency="MH")], ids=["hr", "network", "op"]
)
def test_no_link_leads_to_a_shut_door(town, who):
    """Nobody is shown the way to what they may not see."""
    house = House(town.published, who)
    waiting, seen = ["/fi", "/fi/accessibility"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        found = re.findall(r'href="(/(?:fi|download)[^"#?]*)"', house.get(path).text)
        waiting += [f for f in dict.fromkeys(found) if f not in seen and f not in waiting and "." not in f]
    assert len(seen) > 30
    assert house.denied == []


def test_nothing_is_kept_for_another(town):
    """Each is answered for what they see, whatever was answered before, and no cache between them keeps it."""
    own, other = House(town.published, viewer()), House(town.published, viewer(agency="MH"))
    first, second = own.get("/fi"), other.get("/fi")
    assert first.headers["etag"] != second.headers["etag"]
    assert "Majakkahallinto" in second.text
    assert other.get("/fi", headers={"if-none-match": first.headers["etag"]}).status_code == 200
    assert own.get("/fi", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert {a.headers["cache-control"] for a in (first, second)} == {"private, no-cache"}


def test_one_server_keeps_them_apart(town):
    now = {"who": viewer()}
    browser = TestClient(app(town.published, doors=Doors(access="signed_in", viewer_of=lambda _: now["who"])))
    texts = []
    for agency in ("KLV", "MH", "KLV"):
        now["who"] = viewer(agency=agency)
        texts.append(browser.get("/fi").text)
    assert texts[0] == texts[2] != texts[1]


@pytest.fixture(scope="module")
def server(town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("closed") / "data"
    made = Server(folder, town.published, dashboards={"access": "signed_in"})
    yield made
    made.hand_ins.close()
    made.writer.close()


def test_the_servers_sessions_are_what_counts(server):
    """Through the whole server: who is signed in sees their own agency, and all else is as if it were not there."""
    assert server.browser().get("/fi/org/KLV").headers["location"] == "/sign-in?next=/fi/org/KLV&lang=fi"
    signed_in = server.browser("KLV", OTHER)
    assert [signed_in.get(f"/fi/org/{agency}").status_code for agency in ("KLV", "MH")] == [200, 404]
    assert 'lahde_denied{door="node"} 1.0' in signed_in.get("/metrics").text
    assert server.browser("KLV", OTHER, ("network",)).get("/fi/network").status_code == 200


def test_an_operator_sees_health_and_a_guardian_what_was_refused(server):
    operator, dpo = server.browser("KLV", OTHER, ("operator",)), server.browser("KLV", OTHER, ("dpo",))
    assert "klv-pages" in operator.get("/en/health").text
    assert dpo.get("/en/health").status_code == 404
    assert dpo.get("/hand-in").status_code == 404
    page = dpo.get("/en/trust/KLV").text
    assert "the page of data health" in page
    assert "a page the role does not open" in page
