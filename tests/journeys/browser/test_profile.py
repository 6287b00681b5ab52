"""The profile's page in a browser: from an IRI to its place on the page, in each language, on a phone and on a desk."""

import pytest


@pytest.mark.parametrize(("lang", "width"), [("fi", 320), ("sv", 320), ("en", 320), ("fi", 1280)])
def test_an_iri_leads_to_its_place_on_the_page(window, axe, lang, width):
    page = window(lang=lang, width=width)
    page.goto("/xapi/ext/place")
    assert page.url.endswith("/profile#ext-place")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("#ext-place").is_visible()
    assert page.locator("#ext-place tbody tr").count() == 11
    assert axe(page) == []
    overflowing = (
        "e => [...document.querySelectorAll('body *')].filter(x => x.getBoundingClientRect().right > innerWidth + 1)"
    )
    assert page.evaluate(f"({overflowing})().length") == 0


def test_the_parts_are_reached_by_keyboard(window):
    page = window(lang="en")
    page.goto("/profile")
    page.get_by_role("link", name="Order of statements").press("Enter")
    assert page.url.endswith("#patterns")
    page.get_by_role("link", name="T03 mentoring session booked").first.press("Enter")
    assert page.locator("#templates-t03-schedule-mentoring-session").is_visible()
