"""/me with a keyboard, on a phone's width, without JavaScript; and as a screen reader is told it."""

import json

import pytest

LANGUAGES = ["fi", "sv", "en"]


def open_months(page):
    for month in page.locator("section > details > summary").all()[1:]:  # the newest is open
        month.press("Enter")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_seen_put_right_and_taken_back_by_keyboard(visitor, enter, sound, lang):
    person = {"fi": "p10", "sv": "p11", "en": "p12"}[lang]
    page = visitor(person, lang=lang)
    assert page.locator("html").get_attribute("lang") == lang
    sound(page)
    open_months(page)
    page.locator(".raw summary").first.press("Enter")
    sound(page)
    enter(page, "a[href^='/me/correct/']")
    page.wait_for_url("**/me/correct/*")
    sound(page)
    enter(page, "form.sheet button")
    page.wait_for_selector(".summary, .told")
    sound(page)
    assert page.locator(".summary").count() == 0  # what the file did not tell is `I will not tell` on the form
    page.goto("/me")
    open_months(page)
    enter(page, "a[href^='/me/withdraw/']")
    page.wait_for_url("**/me/withdraw/*")
    sound(page)
    enter(page, "form.row button")
    page.wait_for_url("**/moments/done/*")
    sound(page)


@pytest.mark.ci
@pytest.mark.parametrize("lang", LANGUAGES)
def test_asking_to_be_erased_and_room_for_more(visitor, enter, sound, house, lang):
    person = {"fi": "p20", "sv": "p21", "en": "p22"}[lang]
    page = visitor(person, lang=lang)
    enter(page, "form[action='/me/capacity'] button[value=yes]")
    page.wait_for_url("**/me#mentor")
    sound(page)
    enter(page, "form[action='/me/erasure'] button")
    page.wait_for_selector("button[value=no][name=ask]")
    sound(page)
    asked = json.loads(house.run("requests", "--json").stdout)
    assert f"KLV/{person}" in {request["person"] for request in asked}
    enter(page, "button[value=no][name=ask]")
    page.wait_for_selector("button[value=yes][name=ask]")
    assert f"KLV/{person}" not in house.run("requests", "--json").stdout


def test_downloads_hold_what_the_page_shows(visitor, house):
    page = visitor("p13")
    shown = page.locator(".event").count()
    downloaded = page.context.request.get("/me/data.json").json()
    exported = json.loads(house.run("export", "KLV/p13").stdout)
    rows = page.context.request.get("/me/data.csv").text().count("\r\n") - 1
    assert shown == len(downloaded["statements"]) == len(exported["statements"]) == rows > 0


def test_read_by_the_accessibility_tree(visitor, tmp_path):
    """Written out whole, so that somebody can read it; every control has a name that tells it from the others."""
    page = visitor("p14", lang="en", width=1280)
    open_months(page)
    tree = page.locator("body").aria_snapshot()
    (tmp_path / "me.yaml").write_text(tree, "utf-8")
    lines = [line.strip() for line in tree.splitlines()]
    acts = [line for line in lines if 'link "Correct: ' in line or 'link "Take back: ' in line]
    assert acts
    assert len(acts) == len(set(acts))
    assert not [line for line in lines if line in ("- link", "- button", "- textbox", "- radio")]
