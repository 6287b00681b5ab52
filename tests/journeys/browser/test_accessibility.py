"""The accessibility statement, reached from the foot of a page by somebody with a keyboard and a phone's width."""

import pytest

from look.messages import message


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_statement_is_one_step_from_any_page(window, sound, enter, lang):
    page = window(lang=lang)
    page.goto(f"/about-data?lang={lang}")
    enter(page, f'footer a[href="/{lang}/accessibility"]')
    page.wait_for_url("**/accessibility")
    assert page.locator("h1").inner_text() == message(lang, "statement.title")
    sound(page)
