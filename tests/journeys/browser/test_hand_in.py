"""Handing in a file as somebody does who has a keyboard, a phone's width, and no JavaScript."""

import pytest

HEAD = "moment_id;person_id;date;kind;nickname\n"
ROWS = "{0}-1;p1;1.3.2026;success;\n{0}-2;p2;2.3.2026;help_received;\n{0}-3;p2;31.2.2026;success;\n"
NEW = {"fi": "Uusia", "sv": "Nya", "en": "New"}

pytestmark = pytest.mark.parametrize("lang", ["fi", "sv", "en"])


@pytest.fixture
def moments(tmp_path, lang):
    path = tmp_path / f"moments-{lang}.csv"
    path.write_text(HEAD + ROWS.format(lang), "utf-8")
    return path


def enter(page, selector):
    """By keyboard: focus comes by tabbing, Enter presses."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate_all("found => found.includes(document.activeElement)"):
            break
    else:
        raise AssertionError(f"{selector} is not reached by keyboard")
    page.keyboard.press("Enter")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_handed_in_and_confirmed_by_keyboard(visitor, axe, house, moments, lang):
    page = visitor("p1", "hr", lang=lang)
    page.goto("/hand-in")
    assert axe(page) == []
    assert fits(page)
    enter(page, "main form button")
    page.wait_for_selector(".summary")
    assert axe(page) == []
    enter(page, ".summary a")
    assert page.locator("#kind").evaluate("field => field === document.activeElement")
    page.locator("#kind").select_option("moments")
    page.locator("#source").select_option("hr")
    page.locator("#file").set_input_files(moments)
    enter(page, "main form button")
    page.wait_for_selector("button[value=confirm]")
    assert page.locator("html").get_attribute("lang") == lang
    assert axe(page) == []
    assert fits(page)
    assert page.locator(".tally div", has_text=NEW[lang]).locator("dd").inner_text() == "2"
    enter(page, "button[value=confirm]")
    page.wait_for_selector("button[value=confirm]", state="detached")
    assert axe(page) == []
    assert page.locator(".tally div", has_text=NEW[lang]).locator("dd").inner_text() == "2"
    page.goto("/hand-in")
    assert page.locator(".past li").count() == 1
    assert axe(page) == []


def test_cancelled_by_keyboard(visitor, house, moments, lang):
    before = set((house.folder / "hand-in").iterdir())
    page = visitor("p1", "hr", lang=lang, width=1280)
    page.goto("/hand-in")
    page.locator("#kind").select_option("moments")
    page.locator("#source").select_option("hr")
    page.locator("#file").set_input_files(moments)
    enter(page, "main form button")
    page.wait_for_selector("button[value=cancel]")
    enter(page, "button[value=cancel]")
    page.wait_for_selector("button[value=cancel]", state="detached")
    assert set((house.folder / "hand-in").iterdir()) == before
