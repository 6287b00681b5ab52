"""The profile at its own IRIs, as JSON-LD for programs and as one page for people."""

import re
from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from collectors.lrs.app import app as lrs
from collectors.lrs.auth import Gate
from collectors.web import iris
from collectors.web.iris import preferred
from schemas.profile import BASE, LABELS, PATTERNS, TEMPLATES, VERSION
from schemas.profile.concepts import EXTENSIONS, TYPES, VERBS
from schemas.profile.document import document

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"}
PROFILE = document()
PARTS = {part["id"]: part for sort in ("concepts", "templates", "patterns") for part in PROFILE[sort]}


@pytest.fixture
def store(ledger):
    """The record store with the profile beside it, as the server mounts them."""
    beside = lrs(ledger.writer, None, Gate(list, "refuse"), beside=iris.BELOW)
    return TestClient(Starlette(routes=[Mount("/xapi", beside), iris.TOP]), follow_redirects=False)


def path(iri):
    return iri.removeprefix("https://lc.example")


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("iri", [BASE, VERSION])
def test_the_profile_answers_at_its_iri_and_at_its_versions(store, iri, slash):
    answer = store.get(path(iri) + slash)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.json() == PROFILE


def test_every_iri_of_the_profile_answers_with_what_it_stands_for(store):
    for iri, part in PARTS.items():
        answer = store.get(path(iri), headers={"accept": "application/json"})
        assert answer.headers["content-type"] == "application/json"
        assert answer.json() == {"@context": PROFILE["@context"]} | part
        assert store.get(path(iri) + "/").json() == answer.json()


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_browser_is_led_to_the_place_on_the_page_that_tells_of_it(store, pages, lang):
    page = pages.browser().get(f"/profile?lang={lang}").text
    places = re.findall(r' id="([^"]+)"', page)
    assert len(places) == len(set(places))
    for iri in (BASE, VERSION, *PARTS):
        answer = store.get(f"{path(iri)}?lang={lang}", headers=BROWSER)
        assert answer.status_code == 303
        address, _, place = answer.headers["location"].partition("#")
        assert address == f"/profile?lang={lang}"
        assert place in ("", *places)
        assert bool(place) == (iri in PARTS)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/ld+json"),
        ("*/*", "application/ld+json"),
        ("application/*", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/json, application/ld+json", "application/ld+json"),
        ("application/json;q=0.9, application/ld+json;q=0.1", "application/json"),
        ("text/html", "text/html"),
        (BROWSER["accept"], "text/html"),
        ("text/html;q=0.5, application/ld+json", "application/ld+json"),
        ("Text/HTML; q=1, */*; q=x", "text/html"),
        ("image/png", "application/ld+json"),
        (";;,q=", "application/ld+json"),
    ],
)
def test_the_kind_that_is_liked_best(accept, kind):
    assert preferred(accept) == kind


def test_what_depends_on_the_header_says_so(store):
    for headers in (BROWSER, {}):
        answer = store.get("/xapi/ext/place", headers=headers)
        assert answer.headers["vary"] == "Accept"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_language_but_ours_is_passed_on(store):
    assert store.get("/xapi?lang=//evil.example", headers=BROWSER).headers["location"] == "/profile"


@pytest.mark.parametrize(
    "other", ["/xapi/verbs/nope", "/xapi/v2", "/xapi/verbs", "/xapi/ext/place/more", "/xapi/ext/%2e"]
)
def test_other_addresses_are_not_there(store, other):
    for headers in (BROWSER, {}):
        assert store.get(other, headers=headers).status_code == 404


def test_the_record_store_is_as_it_was(store):
    assert store.get("/xapi/statements").status_code == 400  # no version header
    assert store.get("/xapi/statements", headers={"x-experience-api-version": "1.0.3"}).status_code == 401
    assert "1.0.3" in store.get("/xapi/about", headers=BROWSER).json()["version"]
    assert store.post("/xapi/verbs/reflected").status_code == 405
    assert store.post("/xapi").status_code == 405


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_page_tells_everything_in_each_language(pages, lang):
    answer = pages.browser().get("/profile", headers={"accept-language": lang})
    text = unescape(answer.text)
    assert f'<html lang="{lang}">' in text
    concepts = [*VERBS.items(), *TYPES.items(), *EXTENSIONS.items(), *((p.iri, p) for p in PATTERNS)]
    for iri, concept in concepts:
        assert f"<code>{iri}</code>" in text
        assert concept.label[lang] in text
        assert concept.definition[lang] in text
    for template in TEMPLATES:
        assert f"{template.id} {template.label[lang]}" in text
        assert template.definition[lang] in text
        assert template.verb in text
    for names in LABELS.values():
        for value, name in names.items():
            assert f"<code>{value}</code>" in text
            assert name[lang] in text
    assert len(answer.content) < 150_000


def test_the_file_for_programs_is_the_profile(pages):
    answer = pages.browser().get("/profile.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    assert answer.json() == PROFILE
