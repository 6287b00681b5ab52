"""What we collect, read by somebody with a phone's width, a keyboard and no JavaScript."""

import pytest

from look.messages import message


@pytest.mark.ci
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_record_of_processing(window, axe, lang):
    page = window(lang=lang)
    page.goto("/about-data")
    assert page.locator("html").get_attribute("lang") == lang
    assert axe(page) == []
    assert max(box["x"] + box["width"] for e in page.locator("main *").all() if (box := e.bounding_box())) <= 320
    source = page.get_by_role("article", name="klv-pages")
    assert source.get_by_text("trial").is_visible()
    assert page.get_by_role("region", name=message(lang, "about.taken")).get_by_role("heading", level=3).count() > 8


@pytest.mark.ci
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_page_leads_there(window, lang):
    page = window(lang=lang)
    page.goto(f"/{lang}")
    page.get_by_role("contentinfo").get_by_role("link", name=message(lang, "foot.about_data")).press("Enter")
    page.wait_for_url("**/about-data**")
    assert page.locator("h1").inner_text() == message(lang, "about.title")
