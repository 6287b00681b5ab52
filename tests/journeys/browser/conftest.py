"""Debian's Chromium over a real server.

`visitor(person)` is somebody's page, signed in; `axe(page)` finds violations.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
# No sandbox: it cannot be had as root. The others keep the browser from calling its maker.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no {CHROMIUM}: .ci/run installs it")
        pytest.skip(f"no {CHROMIUM} (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, house: Any) -> Iterator[Callable[..., Page]]:
    """A browser of its own at the server's address: JavaScript off, a phone 320 px wide, unless told otherwise."""
    opened: list[BrowserContext] = []

    def open_window(*, lang: str = "fi", width: int = 320, javascript: bool = False, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=house.address,
            locale={"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}[lang],
            java_script_enabled=javascript,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return context.new_page()

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def visitor(window: Callable[..., Page], house: Any) -> Callable[..., Page]:
    """The window of a person of KLV who has signed in by a one-time link; `roles` as for `lahde link --role`."""

    def sign_in(person: str, *roles: str, **options: Any) -> Page:
        page = window(**options)
        asked = [word for role in roles for word in ("--role", role)]
        page.goto(house.run("link", f"KLV/{person}", *asked).stdout.strip())
        page.locator("main button").press("Enter")
        page.wait_for_url("**/me")
        return page

    return sign_in


@pytest.fixture(scope="session")
def scripted(chromium: Browser) -> Iterator[Page]:
    """A window that runs JavaScript, for axe: the pages themselves are seen without."""
    context = chromium.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def axe(scripted: Page) -> Callable[[Page], list[str]]:
    """What axe-core finds wrong with what a page shows now, a line each."""

    def run(page: Page) -> list[str]:
        html, url = page.content(), page.url
        scripted.set_viewport_size(page.viewport_size or {"width": 320, "height": 800})
        scripted.route(url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        scripted.goto(url)
        scripted.unroute(url)
        scripted.evaluate(AXE_SCRIPT)
        found = scripted.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
        return [f"{v['id']}: {node['html']}" for v in found["violations"] for node in v["nodes"]]

    return run


@pytest.fixture(scope="session")
def enter() -> Callable[[Page, str], None]:
    """By keyboard: focus comes by tabbing, Enter presses."""

    def press(page: Page, selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.locator(selector).evaluate_all("found => found.includes(document.activeElement)"):
                page.keyboard.press("Enter")
                return
        raise AssertionError(f"{selector} is not reached by keyboard")

    return press


@pytest.fixture
def sound(axe: Callable[[Page], list[str]]) -> Callable[[Page], None]:
    """What holds of every page: axe finds nothing, and nothing is wider than the window."""

    def check(page: Page) -> None:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    return check
