"""Signing in and out as somebody does who has a keyboard, a phone's width, and no JavaScript."""

import pytest

pytestmark = pytest.mark.parametrize("lang", ["fi", "sv", "en"])


def test_in_and_out_by_keyboard(visitor, axe, lang):
    page = visitor("p1", lang=lang)
    assert page.locator("html").get_attribute("lang") == lang
    assert axe(page) == []
    page.locator(".own button").press("Enter")
    page.wait_for_url("**/sign-out")
    assert axe(page) == []
    assert page.goto("/me").url.endswith("/sign-in?next=/me")
    assert axe(page) == []
