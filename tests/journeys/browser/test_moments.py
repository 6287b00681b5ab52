"""Noting a moment, a session and a reflection with a keyboard, on a phone's width, without JavaScript."""

from pathlib import Path

import pytest

CANARY = "kanarialintu"

pytestmark = pytest.mark.parametrize("lang", ["fi", "sv", "en"])


def choose(page, selector):
    """A radio button by keyboard: into its group by Tab, to it by the arrows."""
    name = page.locator(selector).get_attribute("name")
    for _ in range(60):
        page.keyboard.press("Tab")
        group = page.locator(f"input[name={name}]")
        if group.evaluate_all("found => found.includes(document.activeElement)"):
            break
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        if page.locator(selector).is_checked():
            return
    raise AssertionError(f"{selector} is not reached by the arrow keys")


def test_a_moment_in_three_taps(visitor, enter, sound, lang):
    page = visitor("p2", lang=lang)
    page.goto("/moments")
    sound(page)
    enter(page, "a[href='/moments/new/success']")
    page.wait_for_url("**/moments/new/success")
    sound(page)
    enter(page, "a[href='/moments/new/success?place=own_task']")
    page.wait_for_url("**place=own_task")
    sound(page)
    enter(page, "button[value=joint]")
    page.wait_for_url("**/moments/done/*")
    assert page.locator("html").get_attribute("lang") == lang
    sound(page)
    page.reload()  # asks for nothing to be sent again
    enter(page, ".undo button")
    page.wait_for_selector(".undo", state="detached")
    sound(page)


@pytest.mark.ci
def test_help_with_a_code_and_a_day_that_cannot_be(visitor, enter, sound, lang):
    giver, receiver = visitor("p3", lang=lang), visitor("p4", lang=lang)
    giver.goto("/moments/new/help-given")
    enter(giver, "button[value=other_unit]")
    giver.wait_for_url("**/moments/done/*")
    sound(giver)
    code = giver.locator(".big").inner_text()
    receiver.goto("/moments/new/help-received")
    sound(receiver)
    for summary in receiver.locator("form summary").all():
        summary.press("Enter")
    receiver.locator("#code").fill("1234")
    receiver.locator("#day").fill("2031-01-01")
    enter(receiver, "button[value=same_unit]")
    receiver.wait_for_selector(".summary")
    sound(receiver)
    enter(receiver, ".summary a[href='#code']")
    receiver.locator("#code").fill(code)
    receiver.locator("#day").fill("")
    enter(receiver, "button[value=same_unit]")
    receiver.wait_for_url("**/moments/done/*")
    sound(receiver)


@pytest.mark.ci
def test_a_session_and_a_reflection_on_it(visitor, enter, sound, lang):
    page = visitor("p5", lang=lang)
    page.goto("/moments/session")
    sound(page)
    enter(page, "form.sheet button")
    page.wait_for_selector(".summary")
    sound(page)
    enter(page, ".summary a[href='#role']")
    for wanted in ("role][value=mentee", "mode][value=pair", "minutes][value='60'", "series][value=new"):
        choose(page, f"input[name={wanted}]")
    choose(page, "input[name=initiative][value=joint]")
    enter(page, "form.sheet button")
    page.wait_for_url("**/moments/done/*")
    sound(page)
    enter(page, "a[href^='/moments/reflection/']")
    page.wait_for_url("**/moments/reflection/*")
    sound(page)
    assert page.locator("textarea, input[type=text]").count() == 0
    enter(page, "button[value=spoken]")
    page.wait_for_url("**/moments/done/*")
    sound(page)
    page.goto("/moments/reflection")
    sound(page)


def test_what_a_script_would_send_as_text_is_found_nowhere(visitor, house, lang):
    """No field takes it; a request with it, made by hand, leaves it nowhere either."""
    page = visitor("p6", lang=lang)
    page.goto("/moments/reflection/free")
    fields = {name: page.locator(f"main form input[name={name}]").get_attribute("value") for name in ("csrf", "nonce")}
    sent = page.context.request.post(
        "/moments/reflection/free", form=fields | {"how": "short", "text": CANARY, "response": CANARY, CANARY: CANARY}
    )
    assert sent.ok
    assert CANARY not in sent.text() + page.content() + page.goto("/me").text()
    house.caught_up()
    files = [file for file in Path(house.folder).rglob("*") if file.is_file()]
    assert any(file.suffix == ".sqlite" for file in files)
    assert [file.name for file in files if CANARY.encode() in file.read_bytes()] == []
