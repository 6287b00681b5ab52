"""Sessions: 8 hours, 30 minutes idle, a new id at every sign-in, none for whoever was erased."""

import msgspec
import pytest

from collectors.ledger.work import Erase
from collectors.web.session import COOKIE, IDLE, LONGEST, MOST, Sessions
from schemas.viewer import Viewer

VIEWER = Viewer(agency="KLV", person_id="klv-1")


def test_the_id_is_not_kept_only_its_hash():
    sessions = Sessions()
    identifier = sessions.begin(VIEWER)
    assert len(identifier) >= 43  # 256 bits
    assert identifier not in repr(vars(sessions))


def test_a_session_lives_while_it_is_used(pages):
    browser = pages.signed_in()
    for _ in range(int(LONGEST // (IDLE - 1))):
        pages.clock += IDLE - 1
        assert browser.get("/me").status_code == 200
    pages.clock = LONGEST
    assert browser.get("/me").status_code == 303


def test_a_session_ends_when_it_is_left_alone(pages):
    browser = pages.signed_in()
    pages.clock += IDLE
    assert browser.get("/me").headers["location"] == "/sign-in?next=/me"


def test_more_sessions_than_there_is_room_for_end_the_oldest(monkeypatch):
    monkeypatch.setattr("collectors.web.session.MOST", 2)
    sessions = Sessions()
    first, *others = [sessions.begin(VIEWER) for _ in range(3)]
    assert MOST > 2
    assert [sessions.of(i) is None for i in (first, *others)] == [True, False, False]


def test_signing_in_gives_a_new_id_and_ends_the_old_session(pages):
    browser = pages.signed_in()
    before = browser.cookies[COOKIE]
    browser.get("/sign-in/klv-1")
    assert pages.sessions.of(before) is None
    assert browser.get("/me").status_code == 200


def test_an_id_somebody_chose_is_not_taken(pages):
    browser = pages.browser()
    browser.cookies.set(COOKIE, "chosen")
    browser.get("/sign-in/klv-1")
    assert pages.sessions.of("chosen") is None


def test_signing_out_ends_it_on_the_server_too(pages):
    browser = pages.signed_in()
    identifier = browser.cookies[COOKIE]
    answer = browser.post("/sign-out", data={"csrf": browser.csrf})
    assert answer.status_code == 200
    assert pages.sessions.of(identifier) is None


def test_the_session_of_an_erased_person_ends(pages):
    pages.ledger.unit("KLV")
    pages.ledger.person("klv-1", ("KLV", "2020-01-01", "9999-12-31"))
    browser = pages.browser()
    browser.get("/sign-in/klv-1")
    assert browser.get("/me").status_code == 200
    pages.ledger.writer.do(Erase(person="KLV/klv-1"))
    assert browser.get("/me").status_code == 303


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(pages, secure):
    pages.wiring = msgspec.structs.replace(pages.wiring, secure=secure)
    cookie = pages.browser().get("/sign-in/klv-1").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert ("secure" in cookie) == secure
