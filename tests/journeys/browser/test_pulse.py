"""A pulse answered by somebody who has a link, a keyboard, a phone's width, and no JavaScript."""

import csv
import io
from datetime import date, timedelta

import pytest

from collectors.spool.texts import KEYS
from look.messages import message


# A session's fixture, as the house is: tests run side by side may come back to this module, and a wave is opened once.
@pytest.fixture(scope="session")
def links(house, tmp_path_factory):
    """Links of a wave that asks all items; a later test takes the next one."""
    batches = tmp_path_factory.mktemp("pulse") / "batches.csv"
    batches.write_text("unit;invited\nKLV-A;15\n", "utf-8")
    closes = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 (any day to come)
    made = house.run("pulse", "open", "w", "--agency", "KLV", "--closes", closes, "--batches", str(batches))
    return iter([row["link"] for row in csv.DictReader(io.StringIO(made.stdout))])


def focused(page):
    return page.locator(":focus").get_attribute("id") or ""


def tab_to(page, identifier):
    for _ in range(60):
        if focused(page).startswith(identifier):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {identifier} by keyboard")


def widest(page):
    boxes = [box.bounding_box() for box in page.locator("body *:visible").all()]
    return max(box["x"] + box["width"] for box in boxes if box)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_answered_by_keyboard(window, axe, links, lang):
    page = window(lang=lang)
    page.goto(next(links))
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("input:checked").count() == 0
    assert axe(page) == []
    assert widest(page) <= 320

    page.locator("main button").press("Enter")  # with nothing chosen
    assert page.get_by_role("alert").get_by_role("link", name=message(lang, "pulse.wrong.none")).is_visible()
    assert axe(page) == []
    page.get_by_role("alert").get_by_role("link").press("Enter")
    tab_to(page, "load-time")
    page.keyboard.press("ArrowRight")
    assert page.locator("#load-time-2").is_checked()
    tab_to(page, "load-demands")
    page.keyboard.press("Space")
    assert page.locator("#load-demands-1").is_checked()
    page.locator("main button").press("Enter")
    page.wait_for_url("**/pulse/w/thanks**")
    assert page.locator("h1").inner_text() == message(lang, "pulse.thanks.title")
    assert axe(page) == []
    assert page.context.cookies() == []


def test_a_screen_reader_hears_question_and_ends_of_the_scale(window, links):
    page = window(lang="en")
    page.goto(next(links))
    question = page.get_by_role("group", name="I have enough time to learn during working hours.")
    names = [radio.aria_snapshot() for radio in question.get_by_role("radio").all()]
    assert names == [
        '- radio "1, strongly disagree"', '- radio "2"', '- radio "3"', '- radio "4"', '- radio "5, strongly agree"',
        '- radio "Leave this out"',
    ]  # fmt: skip


def test_an_answer_can_be_taken_back_before_it_is_sent(window, links):
    page = window(lang="en")
    page.goto(next(links))
    page.locator("#load-time-3").press("Space")
    page.get_by_role("group").first.get_by_role("radio", name="Leave this out").check()
    page.locator("main button").press("Enter")
    assert page.get_by_role("alert").is_visible()


@pytest.mark.ci
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_link_that_opens_nothing_says_so(window, axe, links, lang):
    link = next(links)
    page = window(lang=lang)
    page.goto(link)
    page.locator("#craft-01-5").press("Space")
    page.locator("main button").press("Enter")
    page.wait_for_url("**/thanks**")
    page.goto(link)
    assert page.locator("main").inner_text().endswith(message(lang, "pulse.unlinked.text"))
    assert axe(page) == []
    assert widest(page) <= 320


def test_the_language_is_changed_without_losing_the_link(window, links):
    page = window(lang="fi")
    page.goto(next(links))
    page.get_by_role("link", name="På svenska").press("Enter")
    assert page.locator("h1").inner_text() == message("sv", "pulse.title")
    page.locator("#craft-01-5").press("Space")
    page.locator("main button").press("Enter")
    page.wait_for_url("**/thanks**")
    assert page.locator("html").get_attribute("lang") == "sv"


def test_all_items_of_ours_are_asked(window, links):
    page = window(lang="fi")
    page.goto(next(links))
    assert page.get_by_role("group").count() == len([key for key in KEYS if not key.startswith("ps-")])
