"""Every page of the demo's own server says that all is invented, also before anything is released; no other's does."""

import httpx2 as httpx
import pytest

from lahde.demo_server import demo_server
from look import LANGUAGES, message
from tests.journeys.conftest import Installation

DASHBOARDS = ("/{lang}", "/{lang}/audit", "/{lang}/nobody")
OPEN = ("/sign-in", "/about-data", "/profile", "/pulse/2026-09", "/sign-in/used-up", *DASHBOARDS)
OWN = ("/me", "/moments", "/moments/session", "/hand-in", "/moments/nothing-here")


def notices(installation, address):
    """(address, language, whether the page says it), of all pages: open ones first, then as somebody signed in."""
    with httpx.Client(base_url=address, follow_redirects=True) as browser:
        for own in (False, True):
            if own:
                browser.post(installation.run("link", "KLV/klv-1", "--role", "hr").stdout.strip())
            for path in OPEN + OWN * own:
                for lang in LANGUAGES:
                    said = (
                        message(lang, "demo.notice") in browser.get(path.format(lang=lang), params={"lang": lang}).text
                    )
                    yield path, lang, said


def test_in_the_demo(tmp_path):
    with demo_server(str(tmp_path / "demo"), 0) as server:
        found = list(notices(Installation(tmp_path / "demo"), server.address))
    assert [where for *where, said in found if not said] == []
    assert len(found) == 3 * (2 * len(OPEN) + len(OWN))


def test_nowhere_else(server):
    assert [where for *where, said in notices(server, server.address) if said] == []


@pytest.mark.ci
@pytest.mark.parametrize("marked", [True, False])
def test_a_demo_s_folder_served_again(installation, hr, marked):
    """By what the demo released: nothing else in it is marked."""
    from lahde.connection import connect
    from lahde.settings import load

    hr.everything(6)
    with connect(load({}, data=str(installation.folder)), begin=True) as connection:
        connection.ask("release", as_of="2026-11-16", demo=marked)
    installation.start()
    assert {said for *_, said in notices(installation, installation.address)} == {marked}
