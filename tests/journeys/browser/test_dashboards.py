"""Every dashboards page in a real browser: as it is read, by keyboard, in small, in the dark and on paper."""

import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from starlette.applications import Starlette

from look import LANGUAGES
from tests.journeys.browser.conftest import RULES
from tests.journeys.browser.walked import MISSING, dashboards, telling, walk

LANG = pytest.mark.parametrize("lang", LANGUAGES)
ALSO, LONG = pytest.mark.ci, pytest.mark.long
"""`make test` has few of each, `.ci/run` one walk through every page there is."""
FOCUSED = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here)
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2
    const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), middle)
    return {name: here === document.body ? '' : here.outerHTML.slice(0, 90),
            outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            seen: top !== null && (here.contains(top) || top.contains(here)),
            high: box.height, wide: box.width}
}"""
OVERLAPPING = """() => [...document.querySelectorAll('main svg[role=img]')].flatMap(svg => {
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5
    const frame = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll('text')].map(t => ({text: t.textContent, box: t.getBoundingClientRect()}))
    const out = texts.filter(({box}) => box.left < frame.left - 2 || box.right > frame.right + 2)
    const two = texts.flatMap((a, i) => texts.slice(i + 1).filter(b => over(a.box, b.box)).map(b => [a.text, b.text]))
    return svg.clientWidth ? [...out.map(({text}) => text), ...two] : []
})"""


@pytest.fixture(scope="module")
def served(town: Any) -> Starlette:
    return dashboards(town.published)


@pytest.fixture(scope="module")
def house(served: Starlette) -> Iterator[Any]:
    """In place of a whole installation: the dashboards alone, over the town's published folder."""
    server = uvicorn.Server(uvicorn.Config(served, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def opened(window: Callable[..., Page], house: Any) -> Iterator[Callable[..., Page]]:
    """Windows in which nothing may be said on the console and nothing asked of another host."""
    faults: list[str] = []

    def open_window(**options: Any) -> Page:
        page = window(**options)
        page.on("console", lambda said: None if page.url.endswith(MISSING) else faults.append(said.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("request", lambda asked: None if asked.url.startswith(house.address) else faults.append(asked.url))
        return page

    yield open_window
    assert faults == []


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@LANG
@pytest.mark.parametrize(
    ("width", "javascript"),
    [
        (320, False),
        (1440, True),
        *(pytest.param(w, w < 1000, marks=ALSO) for w in (320, 768, 1440)),
        pytest.param(768, False, marks=ALSO),
    ],
)
def test_every_kind_of_page_fits_every_window(
    served: Starlette, opened: Callable[..., Page], lang: str, width: int, javascript: bool
) -> None:
    page = opened(lang=lang, width=width, javascript=javascript)
    for path in telling(served, lang):
        page.goto(path)
        assert page.locator("h1").count() == 1, path
        assert fits(page), path
        assert page.evaluate(OVERLAPPING) == [], path


@pytest.mark.parametrize("lang", [pytest.param(lang, marks=ALSO if lang == "fi" else LONG) for lang in LANGUAGES])
def test_every_page_fits_a_phone(served: Starlette, opened: Callable[..., Page], lang: str) -> None:
    page = opened(lang=lang, width=320)
    for path in walk(served, lang):
        page.goto(path)
        assert fits(page), path


@LANG
@pytest.mark.parametrize(
    ("width", "dark"),
    [(320, False), *(pytest.param(w, dark, marks=ALSO) for w, dark in ((320, True), (1440, False), (1440, True)))],
)
def test_axe_finds_nothing(served: Starlette, opened: Callable[..., Page], lang: str, width: int, dark: bool) -> None:
    page = opened(lang=lang, width=width, javascript=True, dark=dark)
    for path in telling(served, lang):
        page.goto(path)
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
        assert [f"{v['id']}: {n['html']}" for v in found["violations"] for n in v["nodes"]] == [], path


@LANG
@pytest.mark.ci
@pytest.mark.parametrize("width", [320, 1440])
def test_every_page_is_read_by_keyboard(served: Starlette, opened: Callable[..., Page], lang: str, width: int) -> None:
    """The skip link first; then every stop is outlined, not covered by anything, and as large as a fingertip needs."""
    page = opened(lang=lang, width=width)
    for path in telling(served, lang):
        page.goto(path)
        page.keyboard.press("Tab")
        assert 'class="skip"' in page.evaluate(FOCUSED)["name"], path
        for stop in _stops(page):
            assert stop["outlined"], (path, stop)
            assert stop["seen"], (path, stop)
            assert stop["high"] >= 24, (path, stop)
        page.goto(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**#content")


def _stops(page: Page) -> Iterator[dict[str, Any]]:
    """What the Tab key comes to, until it leaves the page."""
    for _ in range(400):
        if not (here := page.evaluate(FOCUSED))["name"]:
            return
        yield here
        page.keyboard.press("Tab")
    raise AssertionError(f"{page.url}: the Tab key does not come to an end")


@LANG
def test_every_kind_of_page_can_be_printed(served: Starlette, opened: Callable[..., Page], lang: str) -> None:
    page = opened(lang=lang, width=1440)
    for path in telling(served, lang):
        page.goto(path)
        paper = page.pdf(format="A4", tagged=True)
        assert paper.startswith(b"%PDF"), path
        assert page.evaluate("matchMedia('screen').matches"), path
