"""What holds for every one of people's pages: languages, CSRF, roles, caches, problems without values."""

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from collectors.web.app import app
from collectors.web.visit import LANGUAGE_COOKIE, nobody, signed_in

CANARY = "kanarialintu"


def extended(pages, *routes):
    """The pages and a few that only the test has."""
    made = app(pages.wiring)
    made.router.routes.extend(routes)
    return made


def as_browser(browser, application):
    other = TestClient(application, base_url=str(browser.base_url), follow_redirects=False)
    other.cookies = browser.cookies
    return other


@pytest.mark.parametrize(("header", "lang"), [("", "fi"), ("sv-FI,sv;q=0.9", "sv"), ("en", "en"), ("de", "fi")])
def test_the_browser_says_which_language(pages, header, lang):
    page = pages.signed_in().get("/me", headers={"accept-language": header}).text
    assert f'<html lang="{lang}">' in page


def test_a_chosen_language_is_remembered(pages):
    browser = pages.signed_in()
    browser.get("/me?lang=sv")
    assert browser.cookies[LANGUAGE_COOKIE] == "sv"
    assert '<html lang="sv">' in browser.get("/me", headers={"accept-language": "en"}).text


def test_a_language_we_do_not_have_is_neither_kept_nor_echoed(pages):
    answer = pages.signed_in().get(f"/me?lang={CANARY}")
    assert CANARY not in answer.text
    assert "set-cookie" not in answer.headers


def test_nothing_is_cached_and_nothing_foreign_is_loaded(pages):
    for browser, path in ((pages.signed_in(), "/me"), (pages.browser(), "/me"), (pages.browser(), "/sign-in")):
        headers = browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("csrf", [None, "", "forged", "ä"])
def test_a_form_without_its_csrf_field_changes_nothing(pages, csrf):
    browser = pages.signed_in()
    answer = browser.post("/sign-out", data={} if csrf is None else {"csrf": csrf})
    assert answer.status_code == 403
    assert browser.get("/me").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}],
)
def test_a_form_from_another_site_is_refused(pages, headers):
    browser = pages.signed_in()
    assert browser.post("/sign-out", data={"csrf": browser.csrf}, headers=headers).status_code == 403


def test_another_session_s_csrf_field_does_not_do(pages):
    mine, theirs = pages.signed_in("klv-1"), pages.signed_in("klv-2")
    assert mine.post("/sign-out", data={"csrf": theirs.csrf}).status_code == 403


def test_a_form_may_not_be_larger_than_is_said(pages):
    browser = pages.signed_in()
    assert browser.post("/sign-out", data={"csrf": browser.csrf, "x": "x" * 70_000}).status_code == 413


def test_a_form_after_the_session_ended_says_so_and_redirects_nowhere(pages):
    assert pages.browser().post("/sign-out", data={"csrf": "x"}).status_code == 401


def test_a_page_of_a_role_is_not_there_for_others(pages):
    application = extended(
        pages, Route("/for-hr", signed_in(lambda visit: visit.page("signed_out.html", "signed_out.title"), "hr"))
    )
    assert as_browser(pages.signed_in(), application).get("/for-hr").status_code == 404
    assert as_browser(pages.signed_in("klv-1", "dpo"), application).get("/for-hr").status_code == 404
    assert as_browser(pages.signed_in("klv-1", "hr"), application).get("/for-hr").status_code == 200


def test_where_nobody_may_be_known_no_cookie_is_read_or_set(pages):
    def page(visit):
        assert visit.session is None
        return visit.page("signed_out.html", "signed_out.title")

    browser = as_browser(pages.signed_in(), extended(pages, Route("/open", nobody(page))))
    browser.cookies.set(LANGUAGE_COOKIE, "sv")
    answer = browser.get("/open?lang=en")
    assert '<html lang="en">' in answer.text
    assert "set-cookie" not in answer.headers
    assert '<html lang="fi">' in browser.get("/open").text


def test_a_fault_of_ours_tells_no_value(pages, capsys):
    def fails(_):
        raise ValueError(CANARY)

    browser = as_browser(pages.signed_in(), extended(pages, Route("/fails", signed_in(fails))))
    answer = browser.get("/fails")
    assert answer.status_code == 500
    assert CANARY not in answer.text
    told = capsys.readouterr()
    assert CANARY not in told.out + told.err


@pytest.mark.parametrize("path", [f"/me/{CANARY}", f"/sign-in/a/{CANARY}"])
def test_a_page_that_is_not_there_is_a_page_that_echoes_nothing(pages, path):
    answer = pages.signed_in().get(path)
    assert answer.status_code == 404
    assert CANARY not in answer.text.replace(f"{path}?lang=", "")  # the address itself, for the other languages
    assert "<h1>" in answer.text
